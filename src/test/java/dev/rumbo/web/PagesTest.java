package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
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
    void firstStartAndLastEndAreThoseOfTheApisTrips() {
        JsonPath api =
                given().auth().oauth2(Visitor.token(email)).get("/api/v1" + DAY).jsonPath();
        Document page = driver.read(DAY);
        assertThat(total(page, "first")).isEqualTo(format.time(millis(api.getString("trips[0].start"))));
        assertThat(total(page, "last")).isEqualTo(format.time(millis(api.getString("trips[-1].end"))));
    }

    @Test
    void everyFigureOfEveryRowIsTheApis() {
        JsonPath api =
                given().auth().oauth2(Visitor.token(email)).get("/api/v1" + DAY).jsonPath();
        Document page = driver.read(DAY);
        List<Map<String, Object>> trips = api.getList("trips");
        for (Map<String, Object> trip : trips) {
            Element row = Objects.requireNonNull(page.getElementById((String) trip.get("id")));
            assertThat(row.select(".row__distance").first().wholeText())
                    .isEqualTo(
                            format.distance(Math.round(((Number) trip.get("distanceMeters")).doubleValue() * 1_000)));
            assertThat(row.select(".row__time").attr("datetime"))
                    .isEqualTo(format.machineTime(millis((String) trip.get("start"))));
            Element unfolded =
                    Objects.requireNonNull(driver.read(DAY + "?row=" + row.id()).getElementById(row.id()));
            assertThat(unfolded.select(".facts dd").eachText())
                    .map(text -> text.replace(' ', '\u00a0'))
                    .containsExactly(
                            format.duration(((Number) trip.get("drivingSeconds")).longValue()),
                            format.speed(((Number) trip.get("averageSpeedMps")).doubleValue()),
                            format.duration(((Number) trip.get("idleSeconds")).longValue()),
                            format.speed(((Number) trip.get("maxSpeedMps")).doubleValue()),
                            format.duration(((Number) trip.get("unknownSeconds")).longValue()),
                            format.count(((Number) trip.get("positionCount")).longValue()));
        }
    }

    @Test
    void everyBorderSaysWhyAndWhichPositionsDecided() {
        JsonPath api =
                given().auth().oauth2(Visitor.token(email)).get("/api/v1" + DAY).jsonPath();
        String trip = api.getString("trips[1].id");
        Document page = driver.read(DAY + "?row=" + trip);
        Element row = Objects.requireNonNull(page.getElementById(trip));
        assertThat(page.select("[data-reason]")).hasSize(2);
        assertThat(row.select("[data-reason]").eachAttr("data-from"))
                .containsExactly(
                        String.valueOf(millis(api.getString("trips[1].startReason.from"))),
                        String.valueOf(millis(api.getString("trips[1].endReason.from"))));
        assertThat(row.select(".why__reason dd").first().text())
                .contains("in one place for")
                .contains("10 min");
    }

    @Test
    void theMonthIsColouredByTheApisDays() {
        Document page = driver.read("/days/2026-03-20");
        assertThat(page.select("a.cell--4").attr("href")).isEqualTo(DAY);
        assertThat(page.select("a.cell:not(.cell--0)")).hasSize(1);
        double meters = given().auth()
                .oauth2(Visitor.token(email))
                .get("/api/v1/stats?from=" + DATE + "&to=" + DATE + "&bucket=day")
                .jsonPath()
                .getDouble("total.distanceMeters");
        assertThat(page.select("a.cell--4").attr("aria-label")).contains(format.distance(Math.round(meters * 1_000)));
        assertThat(driver.read("/days/2026-03-20?month=2026-02")
                        .select(".month__name")
                        .text())
                .isEqualTo("February 2026");
        assertThat(driver.read("/days/2026-03-20/calendar?month=2026-02").select(".cell"))
                .hasSizeGreaterThan(27);
    }

    @Test
    void theLastDayWithDrivesIsOneStepAway() {
        assertThat(driver.browser().get("/days/last").header("Location")).endsWith(DAY);
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
        assertThat(first.jsonPath().getList("trips[0].runs[0]")).hasSizeGreaterThan(1);
        assertThat(first.jsonPath().getList("trips[0].profile.seconds")).hasSizeGreaterThan(60);
        Response again = driver.browser()
                .accept("application/json")
                .header("If-None-Match", first.header("ETag"))
                .get(DAY + "/map.json");
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @Test
    void aViewOfTheMapGetsWhatItCanShowAndNoMore() {
        JsonPath whole = map("").jsonPath();
        double lat = whole.getDouble("trips[0].runs[0][0][0]");
        double lon = whole.getDouble("trips[0].runs[0][0][1]");
        String near = "%s,%s,%s,%s".formatted(lat - 0.01, lon - 0.01, lat + 0.01, lon + 0.01);
        List<List<Number>> points = map("?zoom=18&view=" + near).jsonPath().getList("trips[0].runs[0]");
        assertThat(points)
                .hasSizeGreaterThan(2)
                .hasSizeLessThan(whole.getList("trips[0].profile.seconds").size());
        assertThat(map("?zoom=18&view=10,10,11,11").jsonPath().getList("trips[0].runs"))
                .isEmpty();
        assertThat(map("?zoom=18&view=north").statusCode()).isEqualTo(404);
    }

    @Test
    void anEmptyDayLeadsToOneWithDrivesAndShowsWhereTheCarStands() {
        Document page = driver.read("/days/2026-03-20");
        assertThat(page.select(".empty a").attr("href")).isEqualTo(DAY);
        assertThat(page.select("[data-map]").attr("data-standing")).startsWith("-34.");
        assertThat(total(page, "distance")).isEqualTo(Format.UNKNOWN);
    }

    @Test
    void theDateFormLeadsToTheDayOrToTodayAndNowhereElse() {
        assertThat(driver.browser().get("/days?date=2026-03-10").header("Location"))
                .endsWith(DAY);
        String today = driver.browser().get("/").header("Location");
        for (String empty : List.of("/days", "/days?date=")) {
            assertThat(driver.browser().get(empty).header("Location")).as(empty).isEqualTo(today);
        }
        assertThat(driver.browser().get("/days?date=soon").statusCode()).isEqualTo(404);
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

    private Response map(String query) {
        return driver.browser().accept("application/json").get(DAY + "/map.json" + query);
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static String total(Document page, String name) {
        return page.select("[data-total=" + name + "]").first().wholeText();
    }
}
