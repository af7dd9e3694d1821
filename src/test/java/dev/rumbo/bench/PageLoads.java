package dev.rumbo.bench;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How long a page with a map takes in a browser on a slow machine, and the script and style that it fetches for it.
 *
 * <p>The first map paint is the time from the start of the navigation to the end of the frame in which a tile or a route is in the map
 * for the first time; a tile fades in from there on.
 */
final class PageLoads {

    private static final int LOADS = 7;
    private static final int SLOWER = 4;
    private static final String WATCH = """
            window.seen = {}
            const wanted = { tile: ".leaflet-tile-loaded", route: "path.route" }
            window.drawn = new Promise(resolve => new MutationObserver(() => {
              for (const [name, what] of Object.entries(wanted)) {
                if (!(name in seen) && document.querySelector(what)) {
                  seen[name] = 0
                  requestAnimationFrame(() => setTimeout(() => {
                    seen[name] = performance.now()
                    seen.tile > 0 && seen.route > 0 && resolve()
                  }))
                }
              }
            }).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] }))
            """;

    private final Browser browser;
    private final String login;
    private final int port;

    /** @param login the cookies of somebody who is logged in, as Playwright stores them */
    PageLoads(Browser browser, String login, int port) {
        this.browser = browser;
        this.login = login;
        this.port = port;
    }

    /** @param url of a page with a map and nothing else */
    void measureFloor(String url) {
        first(url);
        Load[] loads = new Load[LOADS];
        for (int i = 0; i < LOADS; i++) {
            loads[i] = first(url);
        }
        print("floor, a page with Leaflet, tiles and one line", loads);
    }

    void measure(String path) {
        // The browser itself has pages of its own to start.
        first(path);
        Load[] loads = new Load[LOADS];
        for (int i = 0; i < LOADS; i++) {
            loads[i] = first(path);
        }
        print("first visit, nothing cached", loads);
        try (BrowserContext context = context(ServiceWorkerPolicy.ALLOW)) {
            load(context, path);
            for (int i = 0; i < LOADS; i++) {
                loads[i] = load(context, path);
            }
        }
        print("next visits, through the service worker", loads);
    }

    private record Load(double firstMillis, double routeMillis, double bytes) {}

    private static void print(String what, Load[] loads) {
        System.out.printf(
                Locale.ROOT,
                "at %dx slow-down, %s: first map paint median %.0f ms, slowest %.0f ms; the routes %.0f ms%s%n",
                SLOWER,
                what,
                Arrays.stream(loads).mapToDouble(Load::firstMillis).sorted().toArray()[LOADS / 2],
                Arrays.stream(loads).mapToDouble(Load::firstMillis).max().orElseThrow(),
                Arrays.stream(loads).mapToDouble(Load::routeMillis).sorted().toArray()[LOADS / 2],
                loads[0].bytes == 0
                        ? ""
                        : String.format(Locale.ROOT, "; script and style %.1f kB", loads[0].bytes / 1e3));
    }

    /** In a browser that was never here. */
    private Load first(String path) {
        try (BrowserContext context = context(ServiceWorkerPolicy.BLOCK)) {
            return load(context, path);
        }
    }

    private BrowserContext context(ServiceWorkerPolicy workers) {
        return browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setBaseURL("http://127.0.0.1:" + port)
                .setStorageState(login)
                .setServiceWorkers(workers));
    }

    private static Load load(BrowserContext context, String path) {
        try (Page page = context.newPage()) {
            CDPSession devTools = context.newCDPSession(page);
            devTools.send("Network.enable");
            JsonObject rate = new JsonObject();
            rate.addProperty("rate", SLOWER);
            devTools.send("Emulation.setCPUThrottlingRate", rate);
            Set<String> code = new HashSet<>();
            double[] bytes = new double[1];
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
            page.addInitScript(WATCH);
            page.navigate(path);
            // No waitForFunction: the policy of the pages forbids what it does again and again.
            page.evaluate("() => drawn");
            double tile = number(page.evaluate("() => seen.tile"));
            double route = number(page.evaluate("() => seen.route"));
            return new Load(Math.min(tile, route), route, bytes[0]);
        }
    }

    static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
