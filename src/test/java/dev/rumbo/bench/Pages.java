package dev.rumbo.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
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
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** What the pages cost: the server, the wire, and a browser on a slow machine. {@code bench/day} runs it. */
public final class Pages {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);
    private static final String FLOOR = """
            <!DOCTYPE html>
            <title>Floor</title>
            <link rel="stylesheet" href="leaflet.css">
            <div id="map" style="height: 600px"></div>
            <script src="leaflet.js"></script>
            <script>
              const map = L.map("map").setView([-34.9, -56.2], 13)
              L.tileLayer("/{z}/{x}/{y}.png").addTo(map)
              L.polyline([[-34.9, -56.2], [-34.91, -56.18]], { className: "route" }).addTo(map)
            </script>
            """;

    private static final int POSITIONS = 28_800;
    private static final int POST = 1_920;
    private static final int WARM_UP = 300;
    private static final int REQUESTS = 300;

    private Pages() {}

    /** @param arguments jar of the application, working folder, devices of the fleet (0 for none) */
    public static void main(String[] arguments) throws Exception {
        Path work = Path.of(arguments[1]);
        // Without it the JDK's server holds the end of an answer back until the first part is acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
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
            PageLoads loads = new PageLoads(browser, context.storageState(), server.port());
            loads.measureFloor(floor(tiles, server));
            loads.measure(day);
            if (Integer.parseInt(arguments[2]) > 0) {
                new MovingFleet(server, Integer.parseInt(arguments[2])).measure(context);
            }
        } finally {
            tiles.stop(0);
        }
    }

    private static HttpServer tiles() throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB), "png", png);
        HttpServer tiles = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(tiles, "/", "image/png", png.toByteArray());
        tiles.start();
        return tiles;
    }

    /** @return the address of the least that a page with such a map can be */
    private static String floor(HttpServer tiles, Server server) throws Exception {
        serve(tiles, "/floor", "text/html", FLOOR.getBytes(StandardCharsets.UTF_8));
        for (String file : List.of("leaflet.js", "leaflet.css")) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.port() + "/webjars/leaflet/dist/" + file))
                    .build();
            byte[] bytes = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            serve(tiles, "/" + file, file.endsWith("js") ? "text/javascript" : "text/css", bytes);
        }
        return "http://127.0.0.1:" + tiles.getAddress().getPort() + "/floor";
    }

    private static void serve(HttpServer from, String path, String type, byte[] bytes) {
        from.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
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
}
