package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings, filled in without a script, and what the day makes of them. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SettingsPageTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);
    private static final String DAY = "/days/" + DATE;

    private final Visitor driver = new Visitor();
    private String email = "";

    @BeforeEach
    void aDriverLogsIn() {
        if (email.isEmpty()) {
            email = Visitor.newDriver("en", DATE);
            driver.logIn(email, Visitor.PASSWORD);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en, '', '', '', 26.8 km,   09:00",
        "en, '', mi, '', 16.7 mi,   09:00",
        "en, '', mi, 12, 16.7 mi,   9:00 AM",
        "en, US, '', '', 16.7 mi,   9:00 AM",
        "en, US, km, 24, 26.8 km,   09:00",
        "es, UY, mi, '', '16,7 mi', 09:00",
        "es, '', '', 12, '26,8 km', 9:00 a"
    })
    void aDayReadsAsItsReaderWants(
            String language, String region, String distance, String clock, String total, String first) {
        assertThat(save(Map.of("language", language, "region", region, "distance", distance, "clock", clock))
                        .statusCode())
                .isEqualTo(303);
        Document page = driver.read(DAY);
        assertThat(page.select("html").attr("lang")).isEqualTo(language);
        assertThat(page.select("[data-total=distance]").text().replace('\u00a0', ' '))
                .isEqualTo(total);
        assertThat(page.select("[data-total=first]").text().replace('\u00a0', ' '))
                .startsWith(first);
        Document settings = driver.read("/settings");
        assertThat(settings.select("#distance option[selected]").attr("value")).isEqualTo(distance);
        assertThat(settings.select("#region option[selected]").attr("value")).isEqualTo(region);
    }

    @Test
    void anotherTimeZoneMovesWhatWasDrivenIntoItsDays() {
        Visitor traveler = new Visitor();
        String travelers = Visitor.newDriver("en", DATE);
        traveler.logIn(travelers, Visitor.PASSWORD);
        double meters = meters(travelers, DATE);
        assertThat(meters).isPositive();
        save(traveler, Map.of("zone", "Pacific/Kiritimati"));
        assertThat(traveler.read("/days/2026-03-11").select(".row--drive")).hasSize(2);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(meters(travelers, DATE)).isZero();
            assertThat(meters(travelers, DATE.plusDays(1))).isEqualTo(meters);
        });
    }

    @ParameterizedTest
    @CsvSource({"language,fr", "region,Atlantis", "distance,leagues", "clock,13", "zone,Mars/Olympus", "name,' '"})
    void whatIsNoSettingIsSaidAndChangesNothing(String field, String value) {
        Response answer = save(Map.of(field, value));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(answer.asString()).select("[role=alert]")).hasSize(1);
        assertThat(driver.read("/settings").select("#zone option[selected]").text())
                .isEqualTo(Visitor.ZONE.getId());
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        assertThat(save(Map.of("csrf-token", "", "name", "Eve")).statusCode()).isEqualTo(400);
        assertThat(driver.read("/settings").select("#name").val()).isEqualTo("Ana");
    }

    private Response save(Map<String, String> changes) {
        return save(driver, changes);
    }

    private static Response save(Visitor visitor, Map<String, String> changes) {
        Element form =
                visitor.read("/settings").select("form[action=/settings]").first();
        var request = visitor.browser();
        for (Element field : form.select("input, select")) {
            String own = field.tagName().equals("select")
                    ? field.select("option[selected]").val()
                    : field.val();
            request.formParam(field.attr("name"), changes.getOrDefault(field.attr("name"), own));
        }
        return request.post("/settings");
    }

    private static double meters(String email, LocalDate date) {
        return given().auth()
                .oauth2(Visitor.token(email))
                .queryParam("from", date.toString())
                .queryParam("to", date.toString())
                .queryParam("bucket", "day")
                .get("/api/v1/stats")
                .jsonPath()
                .getDouble("total.distanceMeters");
    }
}
