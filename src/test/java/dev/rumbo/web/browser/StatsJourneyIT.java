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
import java.util.regex.Pattern;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a year to its month, and through the calendar to a day, by key. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatsJourneyIT extends Chromium {

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT,en", "390,844,DARK,es"})
    void aYearLeadsToItsMonthAndItsDay(int width, int height, ColorScheme colors, String locale) {
        String driver = Visitor.newDriver(locale, LocalDate.of(2026, 3, 10));
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, driver);
            page.navigate(server.resolve("/stats?period=year&date=2026-03-10").toString());
            assertThat(page.locator(".chart__link")).hasCount(1);
            page.locator(".chart__table summary").first().click();
            finish(page, "stats-year", width, colors);
            page.locator(".chart__link").focus();
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile("period=month"));
            finish(page, "stats-month", width, colors);
            page.locator("h1").click();
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".empty")).isVisible();
            finish(page, "stats-empty", width, colors);
            page.navigate(server.resolve("/calendar?year=2026").toString());
            page.locator(".cell[tabindex='0']").focus();
            page.keyboard().press("Home");
            page.keyboard().press("PageDown");
            page.keyboard().press("PageDown");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".cell:focus")).hasAttribute("data-date", "2026-03-09");
            page.keyboard().press("ArrowRight");
            finish(page, "calendar", width, colors);
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile("/days/2026-03-10"));
        }
    }
}
