package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a new device to its first position on the map, and what stays readable without a connection. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstStepsJourneyIT extends Chromium {

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT,en", "390,844,DARK,es"})
    void aNewDeviceEndsWithAPositionOnTheMap(int width, int height, ColorScheme colors, String locale) {
        String driver = Visitor.newDriver(locale, LocalDate.of(2026, 3, 10));
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, driver);
            page.navigate(server.resolve("/devices").toString());
            finish(page, "devices", width, colors);
            page.locator("#name").fill("Car");
            page.keyboard().press("Enter");
            assertThat(page.locator("[data-token]")).isVisible();
            finish(page, "device-added", width, colors);
            LiveServer.post(
                    new LiveServer.Phone("", page.locator("[data-token]").textContent()),
                    List.of(Map.of("time", Instant.now().toString(), "lat", -34.9, "lon", -56.2)));
            page.locator("[data-arrived-link]").click();
            assertThat(page.locator(".dot--stop")).hasCount(1);
            finish(page, "first-position", width, colors);
            page.navigate(server.resolve("/help").toString());
            page.keyboard().press("?");
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            finish(page, "help", width, colors);
        }
    }

    @Test
    void theDayOpenedLastIsReadableOfflineUntilItsReaderLogsOut() {
        String driver = Visitor.newDriver("en", LocalDate.of(2026, 3, 10));
        try (BrowserContext context = visit(390, 844, ColorScheme.LIGHT, ServiceWorkerPolicy.ALLOW)) {
            Page page = logIn(context, driver);
            page.evaluate("() => navigator.serviceWorker.ready.then(() => true)");
            String day = server.resolve("/days/2026-03-10").toString();
            page.navigate(day);
            assertThat(page.locator(".dot--start")).hasCount(2);
            assertThat(page.locator("[data-offline]")).isHidden();
            context.setOffline(true);
            page.navigate(day);
            assertThat(page.locator("[data-offline]")).hasText(Pattern.compile("Offline. As of .*\\d"));
            assertThat(page.locator(".row--drive")).hasCount(2);
            assertThat(page.locator(".dot--start")).hasCount(2);
            page.navigate(server.resolve("/stats").toString());
            assertThat(page.locator("h1")).hasText("No connection");
            context.setOffline(false);
            page.navigate(day);
            assertThat(page.locator("[data-offline]")).isHidden();
            page.locator(".who button").click();
            assertThat(page).hasURL(Pattern.compile("/login"));
            context.setOffline(true);
            page.navigate(day);
            assertThat(page.locator("h1")).hasText("No connection");
            assertThat(page.locator(".row--drive")).hasCount(0);
        }
    }
}
