package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person does with the pages in Debian's Chromium, with axe looking over their shoulder. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneysIT extends Chromium {

    private static final String DAY = "/days/2026-03-10";

    private String driver = "";

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void aDriverDrivesTwice() {
        if (driver.isEmpty()) {
            driver = Visitor.newDriver("en", LocalDate.of(2026, 3, 10));
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "1280,800,DARK", "390,844,LIGHT", "390,844,DARK"})
    void aTripIsSelectedByKeyAndShownOnTheMap(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, driver);
            page.navigate(server.resolve(DAY).toString());
            assertThat(page.locator(".dot--start")).hasCount(2);
            finish(page, "day", width, colors);
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("[data-row].is-on")).hasCount(1);
            assertThat(page).hasURL(Pattern.compile("#.+"));
            page.locator(".row--drive a.row__line").last().click();
            assertThat(page.locator(".dot--start.is-faded")).hasCount(1);
            finish(page, "trip", width, colors);
            page.keyboard().press("Escape");
            assertThat(page.locator("[data-row].is-on")).hasCount(0);
            page.keyboard().press("ArrowRight");
            assertThat(page).hasURL(Pattern.compile("2026-03-11"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "390,844,DARK"})
    void profileBarAndReplayMoveOneMarker(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, driver);
            page.navigate(server.resolve(DAY).toString());
            assertThat(page.locator(".profile__drive").first()).isVisible();
            page.locator(".profile__plot").hover();
            assertThat(page.locator(".cursor")).isVisible();
            assertThat(page.locator("[data-now]")).containsText("km/h");
            page.locator("select[data-speed]").selectOption("60");
            page.locator("[data-play]").click();
            assertThat(page.locator("[data-replay]")).hasClass(Pattern.compile("is-playing"));
            page.locator("[data-play]").click();
            assertThat(page.locator("[data-announcer]")).containsText("Replay paused");
            assertThat(page).hasURL(Pattern.compile("at=\\d+"));
            page.locator("[data-range]").focus();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator("[data-range]")).hasAttribute("aria-valuetext", Pattern.compile("km/h"));
            page.getByText("As a table").click();
            assertThat(page.locator(".figures tbody tr").first()).isVisible();
            finish(page, "replay", width, colors);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,DARK", "390,844,LIGHT"})
    void aBorderShowsThePositionsThatDecidedIt(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, driver);
            page.navigate(server.resolve(DAY).toString());
            page.locator(".row--drive a.row__line").last().click();
            page.getByText("Why is this a drive?").last().click();
            page.locator(".row.is-on [data-reason]").first().click();
            assertThat(page.locator(".decider--edge")).hasCount(2);
            finish(page, "why", width, colors);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT,en", "390,844,DARK,es"})
    void aDayIsFoundInTheMonth(int width, int height, ColorScheme colors, String locale) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page =
                    logIn(context, locale.equals("en") ? driver : Visitor.newDriver(locale, LocalDate.of(2026, 3, 10)));
            page.navigate(server.resolve("/days/2026-04-20").toString());
            assertThat(page.locator(".empty")).isVisible();
            assertThat(page.locator(".dot--stop")).hasCount(1);
            finish(page, "empty", width, colors);
            page.keyboard().press("g");
            page.locator("[data-month]").first().click();
            Locator driven = page.locator("a.cell--4");
            assertThat(driven).hasAttribute("href", DAY);
            page.locator(".cell[tabindex='0']").focus();
            page.keyboard().press("ArrowDown");
            assertThat(page.locator(".cell:focus")).hasText("8");
            finish(page, "month", width, colors);
            page.keyboard().press("Escape");
            assertThat(page.locator(".picker__panel")).isHidden();
            page.keyboard().press("?");
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            finish(page, "keys", width, colors);
            page.keyboard().press("Escape");
            page.keyboard().press("g");
            driven.click();
            assertThat(page).hasURL(Pattern.compile(DAY));
        }
    }

    @Test
    void anAddressHoldsTheWholeView() {
        try (BrowserContext context = visit(1280, 800, ColorScheme.LIGHT)) {
            Page page = logIn(context, driver);
            page.navigate(server.resolve(DAY).toString());
            page.locator(".row--drive a.row__line").last().click();
            page.locator(".profile__plot").click();
            page.locator(".leaflet-control-zoom-in").click();
            assertThat(page).hasURL(Pattern.compile("at=\\d+&map=[\\d.,-]+#"));
            String address = page.url();
            Page other = context.newPage();
            other.navigate(address);
            assertThat(other.locator(".row.is-on")).hasCount(1);
            assertThat(other.locator(".cursor")).isVisible();
            assertThat(other).hasURL(address);
            page.goBack();
            assertThat(page.locator(".row.is-on")).hasCount(0);
        }
    }

    @Test
    void brokenRoutesAreSaidAndTriedAgain() {
        try (BrowserContext context = visit(1280, 800, ColorScheme.LIGHT)) {
            Page page = logIn(context, driver);
            page.route("**/map.json*", Route::abort);
            page.navigate(server.resolve(DAY).toString());
            assertThat(page.getByText("The routes could not be loaded.")).isVisible();
            page.unroute("**/map.json*");
            page.getByText("Try again").click();
            assertThat(page.locator(".dot--start")).hasCount(2);
            assertThat(page.getByText("The routes could not be loaded.")).isHidden();
        }
    }

    @Test
    void withoutTilesAGridLiesUnderTheRoutes() {
        try (BrowserContext context = visit(390, 844, ColorScheme.LIGHT)) {
            Page page = logIn(context, driver);
            page.route("**" + DAY, route -> {
                APIResponse answer = route.fetch();
                route.fulfill(new Route.FulfillOptions()
                        .setResponse(answer)
                        .setBody(answer.text().replaceFirst("data-tiles=\"[^\"]*\"", "data-tiles=\"none\"")));
            });
            page.navigate(server.resolve(DAY).toString());
            assertThat(page.locator(".grid__label").first()).isVisible();
            assertThat(page.locator(".dot--start")).hasCount(2);
            assertThat(page.locator("[data-map-note]")).isHidden();
            assertThat(page.locator(".leaflet-tile")).hasCount(0);
        }
    }

    @Test
    void theLogInPageIsAccessible() {
        try (BrowserContext context = visit(390, 844, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(server.resolve("/login").toString());
            finish(page, "login", 390, ColorScheme.LIGHT);
        }
    }
}
