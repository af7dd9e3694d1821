package dev.rumbo.web.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A person connects a phone and watches its first position come. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectJourneyIT extends Chromium {

    @ParameterizedTest
    @CsvSource({"1280,800,LIGHT", "390,844,DARK"})
    void theFirstPositionIsSaidAtOnce(int width, int height, ColorScheme colors) {
        String email = Visitor.newDriver("en", LocalDate.of(2026, 3, 10));
        LiveServer.Phone phone = LiveServer.newPhone(new LiveServer.Account("", Visitor.token(email)));
        try (BrowserContext context = visit(width, height, colors)) {
            Page page = logIn(context, email);
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
