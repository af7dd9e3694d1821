package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator does with the live fleet. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetJourneysIT extends Chromium {

    private static final String ADMIN = "admin@rumbo.example";

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "1280,800,DARK", "390,844,LIGHT", "390,844,DARK"})
    void aCarIsFoundSelectedAndFollowedToItsDay(int width, int height, ColorScheme colors) {
        // A name of its own: only the rows in sight are in the page, and other tests leave phones too.
        String name = "Van " + UUID.randomUUID().toString().substring(0, 8);
        LiveServer.Phone phone = LiveServer.newPhone(LiveServer.admin(), name);
        drove(phone);
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, ADMIN);
            page.navigate(server.resolve("/fleet").toString());
            assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();
            post(phone, -56.19);
            page.keyboard().press("/");
            page.keyboard().type(name.toLowerCase(Locale.ROOT));
            assertThat(page).hasURL(Pattern.compile("q=van"));
            Locator row = page.locator("li[data-device='" + phone.id() + "']");
            row.scrollIntoViewIfNeeded();
            assertThat(row).hasClass(Pattern.compile("is-driving"));
            assertThat(row.locator(".device__speed")).containsText("50");
            assertThat(row.locator(".device__bar[data-version]")).isAttached();
            row.getByRole(AriaRole.BUTTON).click();
            assertThat(page.locator("[data-card-state]")).hasText("Driving");
            assertThat(page.locator(".trail")).isAttached();
            page.locator("[data-card-follow]").check();
            assertThat(page).hasURL(Pattern.compile("device=" + phone.id() + "&follow=yes"));
            finish(page, "fleet", width, colors);
            page.locator("[data-card-day]").click();
            assertThat(page).hasURL(Pattern.compile("device=" + phone.id()));
            page.goBack();
            assertThat(page.locator("[data-card-follow]")).isChecked();
            page.keyboard().press("Escape");
            assertThat(page.locator("[data-card]")).isHidden();
        }
    }

    @Test
    void countersAreFiltersAndSayWhatTheApiSays() {
        drove(LiveServer.newPhone(LiveServer.admin()));
        silent(LiveServer.newPhone(LiveServer.admin()));
        try (BrowserContext context = visit(1280, 800, ColorScheme.LIGHT)) {
            Page page = logIn(context, ADMIN);
            page.navigate(server.resolve("/fleet").toString());
            awaitCount(page, "all", "true");
            for (String state : List.of("driving", "stopped", "offline")) {
                awaitCount(page, state, "it.state == '" + state + "'");
                page.locator("[data-filter=" + state + "]").click();
                assertThat(page).hasURL(Pattern.compile("state=" + state));
                assertThat(page.locator("li.device:not(.is-" + state + ")")).hasCount(0);
            }
            page.reload();
            assertThat(page.locator("[data-filter=offline]")).hasAttribute("aria-pressed", "true");
        }
    }

    /** The page and the API are asked anew each time: with the time that passes a car that drove is one that stopped. */
    private void awaitCount(Page page, String state, String condition) {
        LiveServer.Account admin = LiveServer.admin();
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    int told = admin.asks()
                            .get("/api/v1/fleet")
                            .jsonPath()
                            .getList("devices.findAll { " + condition + " }")
                            .size();
                    return count(page, state).textContent().equals(String.valueOf(told));
                });
    }

    @ParameterizedTest
    @CsvSource({"1280,800,DARK", "390,844,LIGHT"})
    void aWallShowsMapClockAndCountersOnly(int width, int height, ColorScheme colors) {
        drove(LiveServer.newPhone(LiveServer.admin()));
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, ADMIN);
            page.navigate(server.resolve("/fleet?wall=yes").toString());
            assertThat(page.locator("[data-wall-clock]")).hasText(Pattern.compile("\\d:\\d\\d"));
            assertThat(page.locator(".bar")).isHidden();
            assertThat(page.locator("[data-search]")).isHidden();
            finish(page, "wall", width, colors);
            page.keyboard().press("Escape");
            assertThat(page.locator(".bar")).isVisible();
            assertThat(page).hasURL(Pattern.compile("/fleet$"));
        }
    }

    @Test
    void aLostConnectionIsSaidAndComesBackByItself() {
        List<WebSocketRoute> sockets = new ArrayList<>();
        try (BrowserContext context = visit(1280, 800, ColorScheme.LIGHT)) {
            context.routeWebSocket(Pattern.compile("/api/v1/live"), socket -> {
                socket.connectToServer();
                sockets.add(socket);
            });
            drove(LiveServer.newPhone(LiveServer.admin()));
            Page page = logIn(context, ADMIN);
            page.navigate(server.resolve("/fleet").toString());
            assertThat(page.locator("[data-link]")).hasClass(Pattern.compile("is-live"));
            page.evaluate("() => { window.said = []; new MutationObserver(() =>"
                    + " said.push(document.querySelector('[data-announcer]').textContent))"
                    + ".observe(document.querySelector('[data-announcer]'), { childList: true }) }");
            sockets.get(0).close();
            page.waitForFunction(
                    "() => said.some(words => words.startsWith('Connection lost')) && said.at(-1) === 'Live'");
            assertThat(page.locator("[data-link]")).hasClass(Pattern.compile("is-live"));
        }
    }

    @Test
    void aSpanishFleetIsAccessibleToo() {
        drove(LiveServer.newPhone(LiveServer.admin()));
        String email = Visitor.newUser("admin", "es");
        try (BrowserContext context = visit(1280, 800, ColorScheme.LIGHT)) {
            Page page = logIn(context, email);
            page.navigate(server.resolve("/fleet").toString());
            assertThat(page.getByText("En vivo")).isVisible();
            page.locator("li.device button").first().click();
            assertThat(page.locator("[data-card-day]")).hasText("Su día");
            finish(page, "fleet-es", 1280, ColorScheme.LIGHT);
        }
    }

    private static Locator count(Page page, String state) {
        return page.locator("[data-filter=" + state + "] [data-count]");
    }

    /** A drive that ended minutes ago, and a position of now. */
    private static void drove(LiveServer.Phone phone) {
        LiveServer.post(
                phone,
                new Drives(Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(26, ChronoUnit.MINUTES))
                        .park(6)
                        .drive(18, 1)
                        .positions());
        post(phone, -56.2);
    }

    private static void silent(LiveServer.Phone phone) {
        LiveServer.post(
                phone,
                List.of(Map.of(
                        "time", Instant.now().minus(3, ChronoUnit.HOURS).toString(), "lat", -34.91, "lon", -56.17)));
    }

    private static void post(LiveServer.Phone phone, double longitude) {
        LiveServer.post(
                phone,
                List.of(Map.of(
                        "time", Instant.now().toString(), "lat", -34.9, "lon", longitude, "speed", 14, "course", 90)));
    }
}
