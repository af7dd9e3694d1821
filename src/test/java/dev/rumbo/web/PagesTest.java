package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);
    private static final String DAY = "/days/" + DATE;

    private final Visitor driver = new Visitor();
    private final Format format = new Format(Locale.ENGLISH, Visitor.ZONE);
    private String email = "";

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void aDriverLogsIn() {
        if (!email.isEmpty()) {
            return;
        }
        email = Visitor.newDriver("en", DATE);
        assertThat(driver.logIn(email, Visitor.PASSWORD).statusCode()).isEqualTo(303);
    }

    @Test
    void theStartPageIsToday() {
        Response answer = driver.browser().get("/");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.header("Location")).contains("/days/");
    }

    @Test
    void everyTotalOfTheDayIsTheApis() {
        JsonPath api =
                given().auth().oauth2(Visitor.token(email)).get("/api/v1" + DAY).jsonPath();
        Document page = driver.read(DAY);
        assertThat(total(page, "distance"))
                .isEqualTo(format.distance(Math.round(api.getDouble("distanceMeters") * 1_000)));
        assertThat(total(page, "driving")).isEqualTo(format.duration(api.getLong("drivingSeconds")));
        assertThat(total(page, "trips")).isEqualTo("2").isEqualTo(api.getString("tripCount"));
        assertThat(total(page, "stops"))
                .isEqualTo(String.valueOf(api.getList("stops").size()));
        assertThat(total(page, "speed")).isEqualTo(format.speed(api.getDouble("maxSpeedMps")));
    }

    @Test
    void everyTripAndStopHasItsRowAndItsMark() {
        Document page = driver.read(DAY);
        assertThat(page.select(".row--drive .row__name").eachText()).containsExactly("Drive", "Drive");
        assertThat(page.select("[data-row]").eachAttr("id"))
                .containsExactlyInAnyOrderElementsOf(
                        page.select("[data-bar] [data-id]").eachAttr("data-id"));
    }

    @Test
    void theMapDrawsBothTripsAndIsNotSentTwice() {
        Response first = driver.browser().accept("application/json").get(DAY + "/map.json");
        assertThat(first.jsonPath().getList("trips")).hasSize(2);
        assertThat(first.jsonPath().getList("trips[0].points")).hasSizeGreaterThan(1);
        Response again = driver.browser()
                .accept("application/json")
                .header("If-None-Match", first.header("ETag"))
                .get(DAY + "/map.json");
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void anEmptyDayLeadsToOneWithDrives() {
        Document page = driver.read("/days/2026-03-20");
        assertThat(page.select(".empty a").attr("href")).isEqualTo(DAY);
    }

    @Test
    void aSpanishDriverReadsSpanish() {
        Visitor visitor = new Visitor();
        visitor.logIn(Visitor.newDriver("es", DATE), Visitor.PASSWORD);
        Document page = visitor.read(DAY);
        assertThat(page.select("html").attr("lang")).isEqualTo("es");
        assertThat(page.select("h1").text()).isEqualTo("martes, 10 de marzo de 2026");
        assertThat(page.select(".row--stop .row__name").first().text()).isEqualTo("Parada");
    }

    @Test
    void withoutSessionEveryPageLeadsToTheLogIn() {
        Response answer = new Visitor().browser().get(DAY);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.header("Location")).endsWith("/login");
    }

    @Test
    void aWrongPasswordIsSaidOnThePage() {
        Response answer = new Visitor().logIn(email, "something else");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Jsoup.parse(answer.asString()).select("[role=alert]").text()).contains("do not belong together");
    }

    @Test
    void aFormWithoutItsTokenChangesNothing() {
        Response answer = new Visitor()
                .browser()
                .formParam("email", email)
                .formParam("password", Visitor.PASSWORD)
                .post("/login");
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void theFleetIsNotForDrivers() {
        Response answer = driver.browser().get("/fleet");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Jsoup.parse(answer.asString()).select("h1").text()).isEqualTo("Not for this account");
    }

    @Test
    void anotherUsersDeviceLooksAsIfItDidNotExist() {
        Response answer = driver.browser().get(DAY + "?device=unknown");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Jsoup.parse(answer.asString()).select("h1").text()).isEqualTo("Nothing is here");
    }

    @Test
    void whatIsNoDateIsNotFound() {
        assertThat(driver.browser().get("/days/yesterday").statusCode()).isEqualTo(404);
    }

    @Test
    void nothingInlineMayRunOnAnyPage() {
        assertThat(driver.browser().get(DAY).header("Content-Security-Policy"))
                .contains("script-src 'self';")
                .contains("style-src 'self';")
                .contains("https://tile.openstreetmap.org")
                .contains("frame-ancestors 'none'");
        assertThat(driver.read(DAY).select("[style], style, script:not([src]), [onclick]"))
                .isEmpty();
    }

    private static String total(Document page, String name) {
        return page.select("[data-total=" + name + "]").first().wholeText();
    }
}
