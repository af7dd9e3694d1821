package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person connects a phone and watches its first position come. */
@QuarkusTest
@TestProfile(LiveServer.class)
class ConnectJourneyIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int PATIENCE_MILLIS = 30_000;

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "390,844,DARK"})
    void theFirstPositionIsSaidAtOnce(int width, int height, ColorScheme colors) {
        assumeTrue(Files.isExecutable(CHROMIUM), "No Chromium here. Install it: apt-get install -y chromium");
        setDefaultAssertionTimeout(PATIENCE_MILLIS);
        String email = Visitor.newDriver("en", LocalDate.of(2026, 3, 10));
        LiveServer.Phone phone = LiveServer.newPhone(new LiveServer.Account("", Visitor.token(email)));
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(CHROMIUM)
                                .setArgs(
                                        List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")))) {
            Page page = browser.newPage(
                    new Browser.NewPageOptions().setViewportSize(width, height).setColorScheme(colors));
            page.route("https://tile.openstreetmap.org/**", Route::abort);
            page.navigate(server.resolve("/login").toString());
            page.locator("input[name=email]").fill(email);
            page.locator("input[name=password]").fill(Visitor.PASSWORD);
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile("/days/"));
            page.navigate(server.resolve("/devices/" + phone.id() + "/connect").toString());
            page.getByText("Make a new token").click();
            assertThat(page.locator("svg.code")).hasCount(2);
            String token = page.locator("#token").textContent();
            assertThat(page.locator("#health .state")).containsText("Waiting");

            given().get("/i/osmand/" + token + "?lat=95&lon=1");
            assertThat(page.locator("#health .state")).containsText("nothing that it sent");
            given().get("/i/osmand/" + token + "?lat=1&lon=1&timestamp=" + Instant.now());
            assertThat(page.locator("#health .state")).containsText("Connected");
            assertThat(page.locator("#token")).hasText(token);

            assertThat((boolean) page.evaluate(
                            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .isTrue();
            assertThat(new AxeBuilder(page).analyze().getViolations()).isEmpty();
        }
    }
}
