package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the day to one of its trips and on to the next. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TripJourneyIT extends Chromium {

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT,en", "390,844,DARK,es"})
    void aTripShowsItsRouteItsSpeedsAndItsNeighbor(int width, int height, ColorScheme colors, String locale) {
        String driver = Visitor.newDriver(locale, LocalDate.of(2026, 3, 10));
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, driver);
            page.navigate(server.resolve("/days/2026-03-10").toString());
            page.locator(".row--drive a.row__line").first().click();
            page.locator(".row.is-on a[href^='/trips/']").click();
            assertThat(page.locator(".dot--start")).hasCount(1);
            assertThat(page.locator(".profile__drive")).hasCount(1);
            page.locator(".profile__plot").hover();
            assertThat(page.locator(".cursor")).isVisible();
            // The end, by a stop: the start is the first position that there is, and so one alone.
            page.locator("[data-reason]").last().click();
            assertThat(page.locator(".decider--edge")).hasCount(2);
            page.locator(".chart__table summary").click();
            assertThat(page.locator(".chart__table tbody tr").first()).isVisible();
            finish(page, "trip-page", width, colors);
            String first = page.url();
            page.locator("h1").click();
            page.keyboard().press("ArrowRight");
            assertThat(page).not().hasURL(first);
            assertThat(page.locator("[data-next][href]")).hasCount(0);
            // Drawn by the script that hears the keys.
            assertThat(page.locator(".dot--start")).hasCount(1);
            page.keyboard().press("ArrowLeft");
            assertThat(page).hasURL(first);
        }
    }

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT,en", "390,844,DARK,es"})
    void aTripAndThePositionAreSharedByALinkUntilItIsWithdrawn(
            int width, int height, ColorScheme colors, String locale) {
        String driver = Visitor.newDriver(locale, LocalDate.of(2026, 3, 10));
        LiveServer.Phone phone = LiveServer.newPhone(new LiveServer.Account("", Visitor.token(driver)));
        try (BrowserContext context = visit(width, height, colors);
                BrowserContext other = visit(width, height, colors)) {
            Page page = logIn(context, driver);
            page.navigate(server.resolve("/days/2026-03-10").toString());
            page.locator(".row--drive a.row__line").first().click();
            page.locator(".row.is-on a[href^='/trips/']").click();
            page.locator("form.share button").click();
            String trip = page.locator("[data-link]").textContent();
            finish(page, "shares-page", width, colors);
            page.locator("form.card button").click();
            String live = page.locator("[data-link]").textContent();

            Page opened = other.newPage();
            opened.navigate(trip);
            assertThat(opened.locator(".dot--start")).hasCount(1);
            finish(opened, "shared-trip", width, colors);
            opened.navigate(live);
            assertThat(opened.locator("[data-state]")).hasClass(Pattern.compile("is-stale"));
            LiveServer.post(
                    phone,
                    List.of(Map.of(
                            "time", Instant.now().plusSeconds(1).toString(), "lat", -34.9, "lon", -56.2, "speed", 12)));
            assertThat(opened.locator(".dot--end")).isVisible();
            assertThat(opened.locator("[data-state]")).hasText("Driving");
            finish(opened, "shared-live", width, colors);

            page.locator("[data-share] button").first().click();
            page.locator("[data-share] button").first().click();
            assertThat(opened.locator("[data-state]"))
                    .hasText("This link has ended. The position is not shown any more.");
            assertThat(opened.locator(".dot--end")).hasCount(0);
        }
    }
}
