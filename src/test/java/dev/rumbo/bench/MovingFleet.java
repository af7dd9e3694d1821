package dev.rumbo.bench;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How fast the page of the live fleet answers while every device reports each ten seconds. */
final class MovingFleet {

    private static final int SECONDS_BETWEEN_POSTS = 10;
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 3;
    private static final Duration LENGTH = Duration.ofSeconds(90);

    private final Server server;
    private final int devices;

    MovingFleet(Server server, int devices) {
        this.server = server;
        this.devices = devices;
    }

    /** Searches, filters, selects, follows and zooms as an administrator who is in a hurry. */
    void measure(BrowserContext context) throws IOException, InterruptedException {
        List<String> tokens =
                server.newDevices(devices).stream().map(Server.Device::token).toList();
        FleetRequests requests = FleetRequests.ofNow("/api/v1/positions", tokens);
        CompletableFuture<HttpLoad.Result> posts = CompletableFuture.supplyAsync(() -> post(requests));
        Page page = context.newPage();
        page.addInitScript("""
                window.slow = []
                new PerformanceObserver(list => list.getEntries().forEach(entry => {
                  if (entry.interactionId) {
                    slow.push(Math.round(entry.duration))
                  }
                })).observe({ type: "event", durationThreshold: 16 })
                """);
        page.navigate("/fleet");
        Locator all = page.locator("[data-filter=all] [data-count]");
        page.waitForCondition(
                () -> Integer.parseInt("0" + all.textContent().replaceAll("\\D", "")) >= devices,
                new Page.WaitForConditionOptions().setTimeout(60_000));
        page.locator("[data-whole]").click();
        TimeUnit.SECONDS.sleep(5);
        page.evaluate("""
                () => {
                  slow.length = 0
                  window.between = []
                  let last = performance.now()
                  const step = now => {
                    between.push(now - last)
                    last = now
                    requestAnimationFrame(step)
                  }
                  requestAnimationFrame(step)
                }
                """);
        for (int round = 0; round < ROUNDS; round++) {
            hurry(page);
        }
        // What was slow is told a moment later.
        TimeUnit.SECONDS.sleep(1);
        System.out.printf(
                Locale.ROOT,
                "fleet of %d: slowest interaction %.0f ms of %.0f that took more than 16; frames: median %.0f ms, 95 %% within %.0f ms%n",
                devices,
                PageLoads.number(page.evaluate("() => Math.max(0, ...slow)")),
                PageLoads.number(page.evaluate("() => slow.length")),
                PageLoads.number(page.evaluate("() => between.sort((a, b) => a - b)[between.length >> 1]")),
                PageLoads.number(page.evaluate("() => between[Math.floor(between.length * 0.95)]")));
        page.close();
        HttpLoad.Result result = posts.join();
        System.out.printf(
                Locale.ROOT,
                "beside %.0f posts of 1 a second, %d refused; answered within %.0f ms at p99%n",
                result.perSecond(),
                result.others(),
                result.millis(99));
    }

    private HttpLoad.Result post(FleetRequests requests) {
        try (HttpLoad load = new HttpLoad(server.port(), CONNECTIONS, requests)) {
            return load.openLoop((double) devices / SECONDS_BETWEEN_POSTS, LENGTH);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void hurry(Page page) throws InterruptedException {
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
}
