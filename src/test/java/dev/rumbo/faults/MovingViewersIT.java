package dev.rumbo.faults;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.HeadlessChromium;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody watches the live map while the instance that serves it stops: another one goes on. */
@Tag("faults")
@ExtendWith(Emulators.class)
class MovingViewersIT {

    private static final Logger LOG = Logger.getLogger(MovingViewersIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CARS = 4;
    private static final long BETWEEN_POSTS_MILLIS = 250;
    private static final int POSITIONS = 40;

    /** Notes when each car's row changes, how many rows there are at least, and whether the page ever calls itself lost. */
    private static final String WATCH = """
            () => {
              const list = document.querySelector("[data-devices]")
              const link = document.querySelector("[data-link]")
              window.watched = { cars: {}, fewest: Infinity, lost: 0 }
              const note = () => {
                const now = performance.now()
                const rows = list.querySelectorAll("[data-device]")
                watched.fewest = Math.min(watched.fewest, rows.length)
                for (const row of rows) {
                  const car = watched.cars[row.dataset.device] ??= { time: "", shown: 0, at: now, longest: 0 }
                  const time = row.querySelector(".device__age").dateTime
                  if (time !== car.time) {
                    car.longest = Math.max(car.longest, now - car.at)
                    car.shown++
                    car.time = time
                    car.at = now
                  }
                }
              }
              new MutationObserver(note).observe(list,
                { subtree: true, childList: true, attributes: true, attributeFilter: ["datetime"] })
              new MutationObserver(() => { watched.lost += link.classList.contains("is-lost") ? 1 : 0 })
                .observe(link, { attributes: true, attributeFilter: ["class"] })
              note()
            }""";

    private final Map<String, String> environment =
            new HashMap<>(AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb()));
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    MovingViewersIT() {
        environment.put("RUMBO_AWS_SHARDS", "2");
        environment.put("RUMBO_MAP_TILE_URL", "none");
    }

    @Test
    void aMapGoesOnWithAnotherInstanceWhenItsOwnStops() throws Exception {
        ScheduledExecutorService phones = Executors.newSingleThreadScheduledExecutor();
        try (RunningApplication first = launch("1");
                RunningApplication second = launch("2");
                TcpBalancer balancer = new TcpBalancer(first.port(), second.port());
                HeadlessChromium chromium = new HeadlessChromium()) {
            TwoInstancesIT.awaitConsumed(2, first, second);
            List<JsonNode> cars = new ArrayList<>();
            String user = "Bearer " + first.accessToken();
            for (int i = 0; i < CARS; i++) {
                cars.add(second.post("/api/v1/devices", user, "{\"name\":\"car " + i + "\"}"));
            }
            var unused = phones.scheduleWithFixedDelay(
                    () -> drive(second, cars), 0, BETWEEN_POSTS_MILLIS, TimeUnit.MILLISECONDS);

            Page page = openMap(chromium, "http://127.0.0.1:" + balancer.port());
            assertThat(page.locator("[data-devices] [data-device]")).hasCount(CARS);
            page.evaluate(WATCH);
            awaitShown(page, POSITIONS);
            double before = longestGap(page, "max");
            forgetGaps(page);

            first.terminate();
            awaitShown(page, POSITIONS);
            double moving = longestGap(page, "max");
            double socket = longestGap(page, "min");
            assertThat(first.isAlive()).isFalse();
            LOG.infof(
                    "between two shown positions of a car at most %.0f ms; in the move %.0f ms where its shard stayed, %.0f ms where it moved too",
                    before, socket, moving);
            assertThat(page.evaluate("() => watched.fewest")).isEqualTo(CARS);
            assertThat(page.evaluate("() => watched.lost"))
                    .as("times that the page said lost")
                    .isEqualTo(0);
            assertThat(page.locator("[data-link]")).hasClass(Pattern.compile("is-live"));
            assertThat(complaints).isEmpty();
        } finally {
            phones.shutdownNow();
        }
    }

    private RunningApplication launch(String name) throws IOException {
        return new RunningApplication(Path.of("target", "MovingViewersIT-" + name + ".log"), environment);
    }

    private Page openMap(HeadlessChromium chromium, String address) {
        Page page = chromium.browser().newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
        page.onPageError(complaints::add);
        page.navigate(address + "/login");
        page.locator("input[name=email]").fill(RunningApplication.EMAIL);
        page.locator("input[name=password]").fill(RunningApplication.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/days/"));
        page.navigate(address + "/fleet");
        assertThat(page.locator("[data-link]")).hasClass(Pattern.compile("is-live"));
        return page;
    }

    /** Each car goes some metres north. */
    private void drive(RunningApplication instance, List<JsonNode> cars) {
        try {
            Instant now = Instant.now();
            for (JsonNode car : cars) {
                String body = String.format(
                        Locale.ROOT,
                        "{\"positions\":[{\"time\":\"%s\",\"lat\":%.6f,\"lon\":-56.2,\"speed\":14}]}",
                        now,
                        -34.9 + now.toEpochMilli() % 1_000_000 / 1e8);
                int status = instance.send(
                                "/api/v1/positions",
                                "Bearer " + car.get("token").asText(),
                                body)
                        .statusCode();
                // Its next position comes a moment later.
                if (status != 202 && status != 503) {
                    complaints.add("a post was answered with " + status);
                }
            }
        } catch (IOException failed) {
            complaints.add("a post failed: " + failed);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** So many positions of each car more than now. */
    private static void awaitShown(Page page, int more) {
        long wanted = shown(page) + more;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> shown(page) >= wanted);
    }

    /** Positions of the car of which fewest were shown. */
    private static long shown(Page page) {
        return ((Number) page.evaluate("() => Math.min(...Object.values(watched.cars).map(car => car.shown))"))
                .longValue();
    }

    /** @param which of the cars' longest gaps: {@code max} or {@code min} */
    private static double longestGap(Page page, String which) {
        return ((Number) page.evaluate(
                        "which => Math[which](...Object.values(watched.cars).map(car => car.longest))", which))
                .doubleValue();
    }

    private static void forgetGaps(Page page) {
        page.evaluate("() => Object.values(watched.cars).forEach(car => { car.longest = 0 })");
    }
}
