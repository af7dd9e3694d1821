package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.LocalDate;
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
}
