package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.config.JsonPathConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A driver records in the browser: through a tunnel, a reload and refusals, and every position arrives once. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecorderJourneysIT extends Chromium {

    /** Of a radius that holds 95 % to one that holds 68 %. */
    private static final double RADIUS_FACTOR = 0.616727;

    private static final Pattern ALL_SENT = Pattern.compile("has been sent|está enviado");

    /** Tells the test what the browser's sensor told the page. */
    private static final String SPY = """
            const watch = navigator.geolocation.watchPosition.bind(navigator.geolocation)
            navigator.geolocation.watchPosition = (fixed, failed, options) => watch(fix => {
              const { latitude, longitude, accuracy, altitude, heading, speed } = fix.coords
              fixed(fix)
              heard({ time: fix.timestamp, latitude, longitude, accuracy, altitude, heading, speed })
            }, failed, options)
            """;

    private final List<Map<String, Object>> heard = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"390,844,DARK,es", "1280,800,LIGHT,en"})
    void aDriveThroughATunnelIsCompleteAtTheEnd(int width, int height, ColorScheme colors, String locale) {
        List<String[]> drive = drive(60);
        String email = Visitor.newUser("driver", locale);
        LiveServer.Account driver = new LiveServer.Account("", Visitor.token(email));
        try (BrowserContext context = visit(width, height, colors, ServiceWorkerPolicy.ALLOW)) {
            AtomicInteger failedPosts = new AtomicInteger();
            context.onRequestFailed(request -> failedPosts.addAndGet(isPost(request) ? 1 : 0));
            Page page = logIn(context, email);
            page.navigate(server.resolve("/devices").toString());
            page.locator("a[href^='/record']").click();
            assertThat(page.locator("[data-set-up] form")).isVisible();
            finish(page, "record-set-up", width, colors);
            context.clock().install();
            listen(context);
            page.reload();
            CDPSession sensor = context.newCDPSession(page);
            page.locator("[data-set-up] [type=submit]").click();
            assertThat(page.locator("[data-pending]")).hasText(ALL_SENT);
            move(sensor, drive.get(0));
            page.locator("[data-start]").click();
            awaitHeard(page, 1);
            for (String[] fix : drive.subList(1, 20)) {
                drive(page, sensor, fix);
            }
            context.clock().fastForward(6_000);
            assertThat(page.locator("[data-pending]")).hasText(ALL_SENT);
            assertThat(page.locator("[data-figure=speed]")).hasText(Pattern.compile("\\d+\\skm/h"));
            assertThat(page.locator("[data-figure=distance]")).hasText(Pattern.compile("1[.,]\\d\\skm"));
            finish(page, "record", width, colors);

            context.setOffline(true);
            int before = heard.size();
            for (String[] fix : drive.subList(20, 32)) {
                drive(page, sensor, fix);
                context.clock().fastForward(30_000);
            }
            // Six minutes in twelve steps: tried from the start, ever more rarely.
            assertThat(failedPosts.get()).isBetween(3, 10);
            awaitPending(page, heard.size() - before);
            int heardBeforeReload = heard.size();
            page.reload();
            assertThat(page.locator("[data-interrupted=resumed]")).isVisible();
            awaitHeard(page, heardBeforeReload + 1);
            for (String[] fix : drive.subList(32, 40)) {
                drive(page, sensor, fix);
                context.clock().fastForward(30_000);
            }
            awaitPending(page, heard.size() - before);
            finish(page, "record-offline", width, colors);

            context.setOffline(false);
            // A machine without any network never hears that it is back; the page tries again by itself.
            context.clock().fastForward(120_000);
            for (String[] fix : drive.subList(40, 60)) {
                drive(page, sensor, fix);
            }
            page.locator("[data-stop]").click();
            assertThat(page.locator("[data-start]")).isVisible();
            context.clock().fastForward(6_000);
            assertThat(page.locator("[data-pending]")).hasText(ALL_SENT);
            page.reload();
            assertThat(page.locator("[data-interrupted=resumed]")).isHidden();
            finish(page, "record-ready", width, colors);
        }
        // After the reload the sensor told its last fix once more, to the same millisecond: equal positions are one.
        List<Map<String, String>> told =
                heard.stream().map(RecorderJourneysIT::expected).distinct().toList();
        assertThat(told).hasSizeGreaterThanOrEqualTo(drive.size());
        assertThat(readBack(driver, told.size())).containsExactlyElementsOf(told);
    }

    @Test
    void whatTheServerRefusesStaysWithItsReasonAndALostTokenLosesNothing() {
        String email = Visitor.newUser("driver", "en");
        LiveServer.Account driver = new LiveServer.Account("", Visitor.token(email));
        try (BrowserContext context = visit(390, 844, ColorScheme.LIGHT)) {
            Page page = recorder(context, email);
            String device = await().until(
                            () -> driver.asks().get("/api/v1/devices").<String>path("devices[0].id"), Objects::nonNull);
            keep(page, List.of(position(Duration.ofDays(1), 1), position(Duration.ZERO, 2)));
            context.clock().fastForward(6_000);
            assertThat(page.locator("[data-pending]")).hasText(ALL_SENT);
            page.locator("[data-refused] summary").click();
            assertThat(page.locator("[data-refused] li")).hasCount(1);
            assertThat(page.locator("[data-refused] li")).containsText("more than five minutes in the future");
            finish(page, "record-refused", 390, ColorScheme.LIGHT);
            page.locator("[data-discard]").click();
            assertThat(page.locator("[data-refused]")).isHidden();

            driver.asks()
                    .contentType(ContentType.JSON)
                    .post("/api/v1/devices/" + device + "/token")
                    .then()
                    .statusCode(201);
            keep(page, List.of(position(Duration.ofSeconds(-10), 3)));
            context.clock().fastForward(6_000);
            assertThat(page.locator("[data-unknown]")).isVisible();
            awaitPending(page, 1);
            page.locator("[data-choose]").click();
            page.locator("#device").selectOption(device);
            assertThat(page.locator("[data-existing]")).isVisible();
            page.locator("[data-set-up] [type=submit]").click();
            assertThat(page.locator("[data-pending]")).hasText(ALL_SENT);
            assertThat(page.locator("[data-unknown]")).isHidden();
            page.locator("[data-forget]").click();
            page.locator("[data-forget-sure] [value=forget]").click();
            assertThat(page.locator("[data-set-up] form")).isVisible();
            assertThat(readBack(driver, 2)).hasSize(2);
        }
    }

    @Test
    void theServersWishToWaitIsRespected() {
        String email = Visitor.newUser("driver", "en");
        try (BrowserContext context = visit(390, 844, ColorScheme.LIGHT)) {
            Page page = recorder(context, email);
            AtomicInteger asked = new AtomicInteger();
            context.route("**/api/v1/positions", route -> {
                asked.incrementAndGet();
                route.fulfill(new Route.FulfillOptions().setStatus(503).setHeaders(Map.of("Retry-After", "3600")));
            });
            keep(page, List.of(position(Duration.ZERO, 1)));
            context.clock().fastForward(6_000);
            page.waitForCondition(() -> asked.get() == 1);
            assertThat(page.locator("[data-pending]")).containsText("tried again by itself");
            context.clock().fastForward(3_000_000);
            page.evaluate("dispatchEvent(new Event('online'))");
            assertThat(page.locator("[data-pending]")).containsText("50 min");
            assertThat(asked.get()).isEqualTo(1);
            context.unroute("**/api/v1/positions");
            context.clock().fastForward(800_000);
            assertThat(page.locator("[data-pending]")).hasText(ALL_SENT);
        }
    }

    @Test
    void aPhoneThatMayNotTellItsPlaceSaysSo() {
        try (BrowserContext context = visit(390, 844, ColorScheme.DARK)) {
            Page page = recorder(context, Visitor.newUser("driver", "en"));
            page.locator("[data-start]").click();
            assertThat(page.locator("[data-trouble=denied]")).isVisible();
            finish(page, "record-denied", 390, ColorScheme.DARK);
        }
    }

    /** With a device of its own, and a clock that the test moves. */
    private Page recorder(BrowserContext context, String email) {
        Page page = logIn(context, email);
        context.clock().install();
        page.navigate(server.resolve("/record?lang=en").toString());
        page.locator("[data-set-up] [type=submit]").click();
        assertThat(page.locator("[data-pending]")).hasText(ALL_SENT);
        return page;
    }

    private void listen(BrowserContext context) {
        heard.clear();
        context.grantPermissions(List.of("geolocation"));
        context.exposeBinding("heard", (source, arguments) -> {
            @SuppressWarnings("unchecked")
            Map<String, Object> fix = (Map<String, Object>) arguments[0];
            heard.add(fix);
            return null;
        });
        context.addInitScript(SPY);
    }

    private void drive(Page page, CDPSession sensor, String[] fix) {
        int before = heard.size();
        move(sensor, fix);
        awaitHeard(page, before + 1);
    }

    private void awaitHeard(Page page, int count) {
        page.waitForCondition(() -> heard.size() >= count, new Page.WaitForConditionOptions().setTimeout(30_000));
    }

    /** The browser's emulated sensor, with all that a sensor knows. */
    private static void move(CDPSession sensor, String[] fix) {
        JsonObject place = new JsonObject();
        place.addProperty("latitude", Double.valueOf(fix[2]));
        place.addProperty("longitude", Double.valueOf(fix[3]));
        place.addProperty("speed", Double.valueOf(fix[4]));
        place.addProperty("accuracy", Double.valueOf(fix[5]));
        place.addProperty("altitude", Double.valueOf(fix[6]));
        place.addProperty("heading", Double.valueOf(fix[7]));
        sensor.send("Emulation.setGeolocationOverride", place);
    }

    private static void awaitPending(Page page, int count) {
        Locator line = page.locator("[data-pending]");
        assertThat(line).hasAttribute("data-count", String.valueOf(count));
    }

    private static Map<String, Object> position(Duration ahead, int latitude) {
        return Map.of("time", Instant.now().plus(ahead).toString(), "lat", latitude, "lon", 1);
    }

    /** As if the sensor had told of them. */
    private static void keep(Page page, List<Map<String, Object>> positions) {
        page.evaluate(
                "positions => import('/js/record/store.js').then(({ RecordStore }) => RecordStore.open())"
                        + ".then(store => store.add(positions, undefined))",
                positions);
    }

    private static boolean isPost(Request request) {
        return request.method().equals("POST") && request.url().endsWith("/api/v1/positions");
    }

    private static List<Map<String, String>> readBack(LiveServer.Account driver, int count) {
        String device = driver.asks().get("/api/v1/devices").path("devices[0].id");
        String path = "/api/v1/devices/" + device + "/positions";
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> driver.asks().get(path).then().statusCode(200).body("positions", hasSize(count)));
        List<Map<String, Object>> positions = driver.asks()
                .get(path)
                .jsonPath(JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.BIG_DECIMAL))
                .getList("positions");
        return positions.stream().map(RecorderJourneysIT::asStored).toList();
    }

    private static Map<String, String> asStored(Map<String, Object> position) {
        Map<String, String> stored = new TreeMap<>();
        stored.put("time", Instant.parse((String) position.get("time")).toString());
        for (String name : List.of("lat", "lon", "speed", "course", "altitude", "accuracy")) {
            put(stored, name, position.get(name), 1, 7);
        }
        return stored;
    }

    private static Map<String, String> expected(Map<String, Object> fix) {
        Map<String, String> stored = new TreeMap<>();
        long millis = ((Number) Objects.requireNonNull(fix.get("time"))).longValue();
        stored.put("time", Instant.ofEpochMilli(millis).toString());
        put(stored, "lat", fix.get("latitude"), 1, 7);
        put(stored, "lon", fix.get("longitude"), 1, 7);
        put(stored, "speed", fix.get("speed"), 1, 2);
        put(stored, "course", fix.get("heading"), 1, 1);
        put(stored, "altitude", fix.get("altitude"), 1, 1);
        put(stored, "accuracy", fix.get("accuracy"), RADIUS_FACTOR, 1);
        return stored;
    }

    private static void put(
            Map<String, String> stored, String name, @Nullable Object value, double factor, int decimals) {
        if (value != null) {
            stored.put(
                    name,
                    new BigDecimal(value.toString())
                            .multiply(BigDecimal.valueOf(factor))
                            .setScale(decimals, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString());
        }
    }

    /** Fixes of a real drive, every fifth second of it. */
    private static List<String[]> drive(int count) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(
                        RecorderJourneysIT.class.getResourceAsStream("/drives/nds_blackbox.csv.gz"))),
                StandardCharsets.UTF_8))) {
            List<String[]> fixes = lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(fix -> fix.length == 8 && !List.of(fix).contains(""))
                    .toList();
            List<String[]> chosen = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                chosen.add(fixes.get(5 * i));
            }
            return chosen;
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
