package dev.rumbo.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import dev.rumbo.trips.Position;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/** What the pages cost: the server, the wire, and a browser on a slow machine. See bench/day. */
public final class Pages {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);
    private static final int POSITIONS = 28_800;
    private static final int POST = 1_920;
    private static final int WARM_UP = 300;
    private static final int REQUESTS = 300;
    private static final int LOADS = 5;
    private static final int SLOWER = 4;

    private Pages() {}

    /** @param arguments jar of the application, working folder, devices of the fleet (0 for none) */
    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[1]);
        HttpServer tiles = tiles();
        String tileUrl = "http://127.0.0.1:" + tiles.getAddress().getPort() + "/{z}/{x}/{y}.png";
        try (Server server =
                        new Server(Path.of(arguments[0]), work.resolve("data"), Map.of("RUMBO_MAP_TILE_URL", tileUrl));
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            Browser browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Path.of("/usr/bin/chromium"))
                            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
            BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                    .setViewportSize(1280, 800)
                    .setBaseURL("http://127.0.0.1:" + server.port()));
            Page page = context.newPage();
            logIn(page);
            driveADay(server);
            String cookie = context.cookies().stream()
                    .map(each -> each.name + "=" + each.value)
                    .reduce((a, b) -> a + "; " + b)
                    .orElseThrow();
            String day = "/days/" + DATE;
            time(server, cookie, "/img/logo.svg", "floor: a file of 1 kB");
            time(server, cookie, day, "day page, " + POSITIONS + " positions");
            time(server, cookie, day + "/map.json", "map and profile of the day");
            page.close();
            load(context, day);
            if (Integer.parseInt(arguments[2]) > 0) {
                fleet(server, context, arguments[2]);
            }
        } finally {
            tiles.stop(0);
        }
    }

    private static HttpServer tiles() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB), "png", png);
        HttpServer tiles = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tiles.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "image/png");
            exchange.sendResponseHeaders(200, png.size());
            png.writeTo(exchange.getResponseBody());
            exchange.close();
        });
        tiles.start();
        return tiles;
    }

    private static void logIn(Page page) {
        page.navigate("/login");
        page.locator("input[name=email]").fill(Server.EMAIL);
        page.locator("input[name=password]").fill(Server.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForURL("**/days/**");
    }

    private static void driveADay(Server server) throws IOException, InterruptedException {
        Server.Device device = server.newDevices(1).get(0);
        long start = DATE.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        Iterator<Position> drive = FleetRequests.drives(1).get(0).from(start);
        PositionWriter writer = new PositionWriter();
        byte[] body = new byte[POST * 200];
        for (int sent = 0; sent < POSITIONS; sent += POST) {
            int length = writer.write(drive, POST, body);
            server.post("/api/v1/positions", device.token(), new String(body, 0, length, StandardCharsets.US_ASCII));
        }
        server.awaitStored(POSITIONS);
        Instant last = Instant.parse(
                server.get("/api/v1/devices").at("/devices/0/lastPosition/time").asText());
        if (!last.atZone(ZoneOffset.UTC).toLocalDate().equals(DATE)) {
            throw new IllegalStateException("the positions take more than the day: until " + last);
        }
    }

    private static void time(Server server, String cookie, String path, String what) throws Exception {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Cookie", cookie)
                .header("Accept-Encoding", "gzip")
                .build();
        double[] millis = new double[REQUESTS];
        int size = 0;
        for (int i = -WARM_UP; i < REQUESTS; i++) {
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(path + " answered " + answer.statusCode());
            }
            size = answer.body().length;
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%s: median %.1f ms, 95 %% within %.1f ms, %.1f kB compressed%n",
                what,
                millis[REQUESTS / 2],
                millis[REQUESTS * 95 / 100],
                size / 1e3);
    }

    /** A browser that was never here, and one that was. */
    private static void load(BrowserContext context, String day) {
        double[] firstTile = new double[LOADS];
        double[] firstRoute = new double[LOADS];
        double[] bytes = new double[1];
        for (int i = 0; i < LOADS; i++) {
            Page page = context.newPage();
            CDPSession devTools = context.newCDPSession(page);
            devTools.send("Network.enable");
            devTools.send("Network.clearBrowserCache");
            devTools.send("Emulation.setCPUThrottlingRate", json("rate", SLOWER));
            Set<String> code = new HashSet<>();
            bytes[0] = 0;
            devTools.on("Network.responseReceived", event -> {
                String type = event.get("type").getAsString();
                if (type.equals("Script") || type.equals("Stylesheet")) {
                    code.add(event.get("requestId").getAsString());
                }
            });
            devTools.on("Network.loadingFinished", event -> {
                if (code.contains(event.get("requestId").getAsString())) {
                    bytes[0] += event.get("encodedDataLength").getAsDouble();
                }
            });
            page.addInitScript("window.seen = {}; new MutationObserver(() => { for (const [name, what] of [['tile',"
                    + " '.leaflet-tile-loaded'], ['route', '.route--0, .route--3, .dot--start']]) { if (!(name in seen) &&"
                    + " document.querySelector(what)) { seen[name] = 0; requestAnimationFrame(() => setTimeout(() => {"
                    + " seen[name] = performance.now() })) } } }).observe(document, { childList: true, subtree: true,"
                    + " attributes: true, attributeFilter: ['class'] })");
            page.navigate(day);
            page.waitForFunction("() => seen.tile > 0 && seen.route > 0");
            firstTile[i] = number(page.evaluate("() => seen.tile"));
            firstRoute[i] = number(page.evaluate("() => seen.route"));
            page.close();
        }
        Arrays.sort(firstTile);
        Arrays.sort(firstRoute);
        System.out.printf(Locale.ROOT, "script and style over the wire: %.1f kB%n", bytes[0] / 1e3);
        System.out.printf(
                Locale.ROOT,
                "at %dx slow-down, empty cache: first map paint median %.0f ms, with the routes %.0f ms%n",
                SLOWER,
                firstTile[LOADS / 2],
                firstRoute[LOADS / 2]);
    }

    /** Searches, filters, selects and zooms while every device reports each ten seconds. */
    private static void fleet(Server server, BrowserContext context, String devices) throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.rumbo.simulator.Main",
                        "--url=http://127.0.0.1:" + server.port(),
                        "--devices=" + devices,
                        "--interval=10s",
                        "--post-size=1",
                        "--post-span=10s",
                        "--duration=170s",
                        "--patience=5s")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("RUMBO_TOKEN", server.token());
        Process simulator = command.start();
        try {
            Page page = context.newPage();
            page.addInitScript(
                    "window.slow = []; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
                            + " if (entry.interactionId) slow.push(entry.duration) })).observe({ type: 'event', durationThreshold: 16 })");
            page.navigate("/fleet");
            page.waitForFunction(
                    "wanted => Number(document.querySelector('[data-filter=all] [data-count]').textContent.replace(/\\D/g, '')) >= wanted",
                    Integer.parseInt(devices),
                    new Page.WaitForFunctionOptions().setTimeout(120_000));
            page.locator("[data-whole]").click();
            TimeUnit.SECONDS.sleep(5);
            page.evaluate(
                    "() => { slow.length = 0; window.frames_ = []; let last = performance.now(); const step = now => {"
                            + " frames_.push(now - last); last = now; requestAnimationFrame(step) }; requestAnimationFrame(step) }");
            for (int round = 0; round < 3; round++) {
                page.locator("[data-search]").click();
                page.keyboard().type("car 12");
                page.locator("[data-search]").fill("");
                for (String state : List.of("driving", "stopped", "offline", "all")) {
                    page.locator("[data-filter=" + state + "]").click();
                }
                page.locator("li.device button").nth(2).click();
                page.locator("[data-card-follow]").click();
                page.locator("[data-card-close]").click();
                page.locator("[data-whole]").click();
                page.locator(".leaflet-control-zoom-in").click();
                TimeUnit.SECONDS.sleep(2);
            }
            System.out.printf(
                    Locale.ROOT,
                    "fleet of %s, each reporting every 10 s: slowest interaction %.0f ms of %.0f counted; frames: median %.0f ms, 95 %% within %.0f ms%n",
                    devices,
                    number(page.evaluate("() => Math.max(0, ...slow)")),
                    number(page.evaluate("() => slow.length")),
                    number(page.evaluate("() => frames_.sort((a, b) => a - b)[frames_.length >> 1]")),
                    number(page.evaluate("() => frames_[Math.floor(frames_.length * 0.95)]")));
            page.close();
        } finally {
            simulator.destroyForcibly();
        }
    }

    private static JsonObject json(String name, Number value) {
        JsonObject object = new JsonObject();
        object.addProperty(name, value);
        return object;
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
