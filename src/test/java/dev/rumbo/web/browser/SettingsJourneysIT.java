package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a driver makes the pages their own: names for places, units, clock and language. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsJourneysIT extends Chromium {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT,en", "390,844,DARK,es"})
    void aPlaceGetsANameAndLosesItByUndoAndTheDayIsDeleted(int width, int height, ColorScheme colors, String locale) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, Visitor.newDriver(locale, DATE));
            page.navigate(server.resolve("/days/" + DATE).toString());
            Locator stop = page.locator(".row--stop").first();
            stop.locator("a.row__line").click();
            stop.locator(".edit summary").click();
            finish(page, "naming", width, colors);
            stop.locator("input[name=name]").fill("Casa & Co");
            page.keyboard().press("Enter");
            assertThat(page.locator(".toast")).containsText("Casa & Co");
            assertThat(page.locator(".row--stop .row__place").first()).hasText("Casa & Co");
            assertThat(page.locator(".row--drive .row__place").first()).containsText("→ Casa & Co");
            finish(page, "place", width, colors);
            page.locator(".toast button").click();
            assertThat(page.locator(".row--drive .row__place").first()).not().containsText("Casa");

            page.locator("a[href$='/erase?date=" + DATE + "']").click();
            page.locator("#to").press("Enter");
            assertThat(page.locator("[data-trips]")).hasText("2");
            finish(page, "erase", width, colors);
            page.locator("input[name=sure]").press("Space");
            page.keyboard().press("Enter");
            assertThat(page.locator(".told[role=status]")).isVisible();
            assertThat(page.locator("[data-state]")).hasCount(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT,en", "390,844,DARK,es"})
    void aDriverSetsAZoneAndPutsBackTheOneTheyRemoved(int width, int height, ColorScheme colors, String locale) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, Visitor.newDriver(locale, DATE));
            page.locator("a[href='/settings']").click();
            page.locator("a[href='/settings/privacy']").click();
            page.locator("#name").fill("Casa & Co");
            page.locator("#lat").fill("-34.9");
            page.locator("#lon").fill("-56.2");
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-zone]")).containsText("Casa & Co");
            finish(page, "privacy", width, colors);
            page.locator("[data-zone] button").click();
            assertThat(page.locator("[data-zone]")).hasCount(0);
            page.locator(".told button").click();
            assertThat(page.locator("[data-zone]")).containsText("Casa & Co");
            page.locator("form[action='/settings/privacy/live'] button").click();
            assertThat(page.locator("input[name=share]")).hasValue("yes");
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,DARK", "390,844,LIGHT"})
    void anAdministratorReadsThePolicyOfPrivacy(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, "admin@rumbo.example");
            page.navigate(server.resolve("/fleet/privacy").toString());
            page.locator("button.button--main").click();
            assertThat(page.locator(".told")).isVisible();
            assertThat(page.locator("input[name=privateTrips][value=totals]")).isChecked();
            finish(page, "policy", width, colors);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,DARK", "390,844,LIGHT"})
    void anAdministratorReadsWhoLoggedIn(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, "admin@rumbo.example");
            page.locator("a[href='/settings']").click();
            page.locator("a[href='/audit']").click();
            page.locator("#act").selectOption("log-in");
            page.locator("button.button--main").click();
            assertThat(page.locator("tr[data-act=log-in]").first()).containsText("127.0.0.1");
            assertThat(page.locator("tr[data-act]:not([data-act=log-in])")).hasCount(0);
            finish(page, "audit", width, colors);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "390,844,DARK"})
    void anOperatorWatchesTheInstallation(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, "admin@rumbo.example");
            page.navigate(server.resolve("/ops").toString());
            assertThat(page.locator("tr[data-instance]")).hasCount(1);
            assertThat(page.locator("tr[data-shard]").first()).containsText("embedded");
            String before = page.locator("[data-ops=time]").textContent();
            assertThat(page.locator("[data-ops=time]"))
                    .not()
                    .hasText(before, new LocatorAssertions.HasTextOptions().setTimeout(30_000));
            finish(page, "ops", width, colors);

            Locator table = page.locator("[data-ops=parts] .scroll").first();
            table.focus();
            String heard = table.locator("tr[data-instance] td").nth(2).textContent();
            assertThat(table.locator("tr[data-instance] td").nth(2))
                    .not()
                    .hasText(heard, new LocatorAssertions.HasTextOptions().setTimeout(30_000));
            assertThat(table).isFocused();
            page.locator("[data-ops-pause]").click();
            assertThat(page.locator("[data-ops-pause]")).hasText("Go on");
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "390,844,DARK"})
    void aDriverIsInvitedByLinkAndComesIn(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors);
                BrowserContext elsewhere = visit(width, height, colors)) {
            Page page = logIn(context, "admin@rumbo.example");
            page.navigate(server.resolve("/people").toString());
            page.locator("#email").fill(UUID.randomUUID() + "@rumbo.example");
            page.locator("form[action='/people/invitations'] button").click();
            String link = page.locator("[data-link]").textContent();
            finish(page, "people", width, colors);

            Page invited = elsewhere.newPage();
            invited.navigate(link);
            finish(invited, "invitation", width, colors);
            invited.locator("#name").fill("Noé");
            invited.locator("#password").fill(Visitor.PASSWORD);
            invited.keyboard().press("Enter");
            assertThat(invited.locator(".who__name")).hasText("Noé");

            page.navigate(server.resolve("/people").toString());
            page.locator("tr[data-person] a").first().click();
            finish(page, "person", width, colors);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT,en", "390,844,DARK,es"})
    void aDriverReadsWhoLookedAndClosesTheAccount(int width, int height, ColorScheme colors, String locale) {
        String email = Visitor.newDriver(locale, DATE);
        LiveServer.Account driver = new LiveServer.Account("", Visitor.token(email));
        String device = driver.asks().get("/api/v1/devices").path("devices[0].id");
        LiveServer.admin()
                .asks()
                .get("/api/v1/days/" + DATE + "?device=" + device)
                .then()
                .statusCode(200);
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, email);
            page.locator("a[href='/settings']").click();
            page.locator("a[href='/settings/privacy']").click();
            page.locator("a[href='/settings/viewers']").click();
            assertThat(page.locator("tr[data-view=day]")).hasCount(1);
            finish(page, "viewers", width, colors);
            page.locator("a[href='/settings']").last().click();
            page.locator("a[href='/settings/security']").click();
            page.locator("a[href='/settings/close']").click();
            finish(page, "close", width, colors);
            page.locator("input[name=sure]").check();
            page.locator("#current").fill(Visitor.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile("/login\\?done=closed$"));
            assertThat(page.locator(".note[role=status]")).isVisible();
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,DARK", "390,844,LIGHT"})
    void theSecondFactorIsOffered(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, Visitor.newUser("driver", "en"));
            page.navigate(server.resolve("/settings/security").toString());
            page.locator("a[href='/settings/security/second-factor']").click();
            assertThat(page.locator("svg.code")).isVisible();
            finish(page, "second-factor", width, colors);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,DARK", "390,844,LIGHT"})
    void milesAndTwelveHoursHoldOnEveryPartOfTheDay(int width, int height, ColorScheme colors) {
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, Visitor.newDriver("en", DATE));
            page.locator("a[href='/settings']").click();
            page.locator("#distance").selectOption("mi");
            page.locator("#clock").selectOption("12");
            page.locator("button.button--main").click();
            assertThat(page.locator(".note--good")).isVisible();
            finish(page, "settings", width, colors);
            page.navigate(server.resolve("/days/" + DATE).toString());
            assertThat(page.locator("[data-total=distance]")).containsText("mi");
            assertThat(page.locator("[data-total=first]")).hasText("9:00\u00a0AM");
            assertThat(page.locator(".legend__unit")).hasText("mph");
            page.locator(".profile__plot").hover();
            assertThat(page.locator("[data-now]")).containsText("mph");
            finish(page, "miles", width, colors);
        }
    }
}
