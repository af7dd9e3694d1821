package dev.rumbo.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TripPageTest {

    private static final LocalDate DATE = LocalDate.of(2026, 3, 10);

    private final Visitor driver = new Visitor();
    private final Format format = new Format(Locale.ENGLISH, Visitor.ZONE);
    private String token = "";
    private String first = "";
    private String second = "";

    @BeforeEach
    void aDriverDrivesTwice() {
        if (!token.isEmpty()) {
            return;
        }
        String email = Visitor.newDriver("en", DATE);
        driver.logIn(email, Visitor.PASSWORD);
        token = Visitor.token(email);
        JsonPath day = given().auth().oauth2(token).get("/api/v1/days/" + DATE).jsonPath();
        first = day.getString("trips[0].id");
        second = day.getString("trips[1].id");
    }

    @Test
    void everyTotalIsTheApis() {
        JsonPath api =
                given().auth().oauth2(token).get("/api/v1/trips/" + second).jsonPath();
        Document page = driver.read("/trips/" + second);
        assertThat(total(page, "distance"))
                .isEqualTo(format.distance(Math.round(api.getDouble("distanceMeters") * 1_000)));
        assertThat(total(page, "driving")).isEqualTo(format.duration(api.getLong("drivingSeconds")));
        assertThat(total(page, "idle")).isEqualTo(format.duration(api.getLong("idleSeconds")));
        assertThat(total(page, "average")).isEqualTo(format.speed(api.getDouble("averageSpeedMps")));
        assertThat(total(page, "speed")).isEqualTo(format.speed(api.getDouble("maxSpeedMps")));
        assertThat(page.select("time").eachAttr("datetime"))
                .map(OffsetDateTime::parse)
                .map(OffsetDateTime::toInstant)
                .map(Object::toString)
                .containsExactly(api.getString("start"), api.getString("end"));
    }

    @Test
    void theHistogramSharesOutTheWholeTrip() {
        Document page = driver.read("/trips/" + second);
        // Driven at 15 m/s, 54 km/h, for twenty minutes.
        assertThat(page.select("[aria-labelledby=how-fast] tbody tr").last().text())
                .startsWith("50 to 60 km/h")
                .contains("20 min");
        assertThat(page.select("[aria-labelledby=how-fast] svg rect"))
                .hasSameSizeAs(page.select("[aria-labelledby=how-fast] tbody tr"));
    }

    @Test
    void thePagesTurnFromTripToTripAndToTheDay() {
        Document page = driver.read("/trips/" + first);
        assertThat(page.select("[data-previous][href]")).isEmpty();
        assertThat(page.select("[data-next][href]").attr("href")).isEqualTo("/trips/" + second);
        assertThat(page.select(".trip__when a").attr("href")).isEqualTo("/days/" + DATE + "#" + first);
        String row = driver.read("/days/" + DATE)
                .select("li[id=" + first + "] .row__more a")
                .attr("href");
        assertThat(driver.read(row.replaceFirst("#.*", "")).select("a[href=/trips/" + first + "]"))
                .hasSize(1);
    }

    @Test
    void theSameRouteIsFoundAndComparedOnAnotherDay() {
        String email = Visitor.newDriver("en", DATE);
        Visitor twice = new Visitor();
        twice.logIn(email, Visitor.PASSWORD);
        LiveServer.Account account = new LiveServer.Account("", Visitor.token(email));
        LiveServer.Phone phone = LiveServer.newPhone(account);
        LiveServer.post(
                phone,
                new dev.rumbo.api.Drives(DATE.plusDays(7)
                                .atTime(9, 0)
                                .atZone(Visitor.ZONE)
                                .toInstant())
                        .park(6)
                        .drive(10, 1)
                        .park(30)
                        .positions());
        LiveServer.awaitTrips(account, 3);
        JsonPath trips = account.asks().get("/api/v1/trips").jsonPath();
        Document page = twice.read("/trips/" + trips.getString("trips[2].id"));
        assertThat(page.select("[aria-labelledby=before] a").eachAttr("href"))
                .containsExactly("/trips/" + trips.getString("trips[0].id"));
        assertThat(driver.read("/trips/" + second)
                        .select("[aria-labelledby=before] .part__none")
                        .text())
                .startsWith("Not driven");
    }

    @ParameterizedTest
    @CsvSource({"gpx,application/gpx+xml,<trkpt", "geojson,application/geo+json,LineString", "csv,text/csv,time"})
    void theRouteLeavesAsAFile(String name, String type, String content) {
        Response file = driver.browser()
                .get(driver.read("/trips/" + second)
                        .select("a[href$=route." + name + "]")
                        .attr("href"));
        assertThat(file.contentType()).startsWith(type);
        assertThat(file.header("Content-Disposition"))
                .matches("attachment; filename=\"trip-20260310T1246\\d\\dZ\\." + name + "\"");
        assertThat(file.asString()).contains(content);
    }

    @Test
    void theMapDrawsTheTripAlone() {
        Response map = driver.browser().accept("application/json").get("/trips/" + second + "/map.json");
        assertThat(map.jsonPath().getList("trips.id")).containsExactly(second);
        assertThat(driver.browser()
                        .accept("application/json")
                        .header("If-None-Match", map.header("ETag"))
                        .get("/trips/" + second + "/map.json")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void anotherDriversTripLooksAsIfItDidNotExist() {
        Visitor other = new Visitor();
        other.logIn(Visitor.newDriver("en", DATE), Visitor.PASSWORD);
        for (String path : new String[] {"", "/map.json"}) {
            assertThat(other.browser().get("/trips/" + second + path).statusCode())
                    .isEqualTo(404);
        }
        assertThat(other.browser().get("/api/v1/trips/" + second + "/route.gpx").statusCode())
                .isEqualTo(404);
        Visitor administrator = new Visitor();
        administrator.logIn("admin@rumbo.example", Visitor.PASSWORD);
        assertThat(administrator.browser().get("/trips/" + second).statusCode()).isEqualTo(200);
    }

    @Test
    void aSpanishDriverReadsSpanish() {
        String email = Visitor.newDriver("es", DATE);
        Visitor spanish = new Visitor();
        spanish.logIn(email, Visitor.PASSWORD);
        Map<String, Object> trip = given().auth()
                .oauth2(Visitor.token(email))
                .get("/api/v1/trips")
                .jsonPath()
                .getMap("trips[0]");
        assertThat(spanish.read("/trips/" + trip.get("id")).select("h2").eachText())
                .contains("A qué velocidad y cuánto tiempo", "La misma ruta antes");
    }

    private static String total(Document page, String name) {
        return page.select("[data-total=" + name + "]").first().wholeText();
    }
}
