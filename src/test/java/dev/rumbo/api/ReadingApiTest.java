package dev.rumbo.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes in by POST comes out of every reading call, to whom it belongs and to nobody else. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadingApiTest {

    /** 22:00 in Montevideo: local midnight falls into the second trip. */
    private static final Instant START = Instant.parse("2026-03-11T01:00:00Z");

    private static final List<Map<String, Object>> POSITIONS = new Drives(START)
            .park(10)
            .drive(20, 1)
            .park(80)
            .drive(20, 1)
            .park(12)
            .positions();
    private static final double TRIP_METERS = 20 * 60 * Drives.SPEED;

    private Account admin;
    private Account driver;
    private Account stranger;
    private Phone phone;

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void aDriverDrivesTwice() {
        if (phone != null) {
            return;
        }
        admin = LiveServer.admin();
        driver = LiveServer.newDriver();
        stranger = LiveServer.newDriver();
        Phone posting = LiveServer.newPhone(driver);
        LiveServer.post(posting, POSITIONS);
        LiveServer.awaitTrips(driver, 2);
        phone = posting;
    }

    @Test
    void tripsCarryTheirTotals() {
        ok(driver, "/api/v1/trips?from=2026-03-11T00:00:00Z&to=2026-03-12T00:00:00Z")
                .body("trips", hasSize(2))
                .body("trips[0].deviceId", equalTo(phone.id()))
                .body("trips[0].open", equalTo(false))
                .body("trips[0].distanceMeters.toDouble()", closeTo(TRIP_METERS, TRIP_METERS / 100))
                .body("trips[0].averageSpeedMps.toDouble()", closeTo(Drives.SPEED, 0.5))
                .body("trips[0].unknownSeconds", equalTo(0))
                .body("next", nullValue());
    }

    @Test
    void tripsThatOnlyOverlapTheSpanAreWhole() {
        ok(driver, "/api/v1/trips?from=2026-03-11T01:20:00Z&to=2026-03-11T01:21:00Z")
                .body("trips", hasSize(1))
                .body("trips[0].distanceMeters.toDouble()", closeTo(TRIP_METERS, TRIP_METERS / 100));
    }

    @Test
    void aListOfTripsGoesOnWithNext() {
        JsonPath first = json(driver, "/api/v1/trips?limit=1");
        JsonPath second = json(driver, "/api/v1/trips?limit=1&next=" + first.getString("next"));

        List<String> ids = new ArrayList<>(first.getList("trips.id"));
        ids.addAll(second.getList("trips.id"));
        assertThat(ids).isEqualTo(json(driver, "/api/v1/trips").getList("trips.id"));
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void aTripLeavesAsJsonGeoJsonAndGpx() {
        String trip = "/api/v1/trips/" + json(driver, "/api/v1/trips").getString("trips[0].id");
        int positions = json(driver, trip).getInt("positionCount");

        ok(driver, trip).contentType("application/json").body("id", notNullValue());
        driver.asks()
                .accept("application/geo+json")
                .get(trip)
                .then()
                .statusCode(200)
                .contentType("application/geo+json")
                .body("features[0].geometry.type", equalTo("LineString"))
                .body("features[0].geometry.coordinates", hasSize(positions));
        driver.asks()
                .accept("application/gpx+xml")
                .get(trip)
                .then()
                .statusCode(200)
                .contentType("application/gpx+xml")
                .body(containsString("<trkpt lat=\"-34.9\""));
        driver.asks().accept("image/png").get(trip).then().statusCode(406);
    }

    /** The drive of the other tests holds its speed to the centimetre, as receivers do that repeat it. */
    @Test
    void harshBrakingIsToldWhereTheSpeedsCanCarryIt() {
        String unknown = json(driver, "/api/v1/trips").getString("trips[0].id");
        ok(driver, "/api/v1/trips/" + unknown).body("harsh", nullValue());

        Account other = LiveServer.newDriver();
        LiveServer.post(LiveServer.newPhone(other), new Drives(START).brake(10).positions());
        LiveServer.awaitTrips(other, 1);
        String known = json(other, "/api/v1/trips").getString("trips[0].id");
        ok(other, "/api/v1/trips/" + known)
                .body("harsh.accelerationCount", equalTo(0))
                .body("harsh.brakingCount", equalTo(1))
                .body("harsh.events", hasSize(1))
                .body("harsh.events[0].time", equalTo("2026-03-11T01:09:52Z"))
                .body("harsh.events[0].lat.toDouble()", closeTo(-34.9, 1e-5))
                .body("harsh.events[0].accelerationMps2.toDouble()", equalTo(-5.0));
        ok(other, "/api/v1/trips").body("trips[0].harsh", nullValue());
    }

    @Test
    void aDaySplitsAtLocalMidnightAndATripCountsWhereItStarts() {
        JsonPath before = json(driver, "/api/v1/days/2026-03-10");
        JsonPath after = json(driver, "/api/v1/days/2026-03-11");

        assertThat(before.getString("timeZone")).isEqualTo("America/Montevideo");
        assertThat(before.getInt("tripCount")).isEqualTo(2);
        assertThat(after.getInt("tripCount")).isZero();
        assertThat(before.getList("trips")).hasSize(2);
        assertThat(after.getList("trips")).hasSize(1);
        assertThat(before.getList("stops")).hasSize(2);
        assertThat(after.getList("stops")).hasSize(1);
        assertThat(after.getDouble("distanceMeters")).isPositive();
        assertThat(before.getDouble("distanceMeters") + after.getDouble("distanceMeters"))
                .isEqualTo(before.getDouble("trips[0].distanceMeters") + before.getDouble("trips[1].distanceMeters"));
    }

    @Test
    void bucketsSumToTheTotal() {
        ok(driver, "/api/v1/stats?from=2026-03-09&to=2026-03-12&bucket=day")
                .body("buckets", hasSize(4))
                .body("buckets[1].start", equalTo("2026-03-10"))
                .body("buckets[1].tripCount", equalTo(2))
                .body("buckets[2].tripCount", equalTo(0))
                .body("buckets[3].distanceMeters", equalTo(0))
                .body("total.tripCount", equalTo(2))
                .body("total.start", nullValue());
        ok(driver, "/api/v1/stats?from=2026-03-10&to=2026-03-10&bucket=week")
                .body("buckets.start", equalTo(List.of("2026-03-09")));
    }

    @Test
    void positionsComeBackInPagesAsTheyWerePosted() {
        List<Object> times = new ArrayList<>();
        String next = "";
        do {
            JsonPath page = json(driver, positions() + "?limit=700" + next);
            times.addAll(page.getList("positions.time"));
            next = page.getString("next") == null ? null : "&next=" + page.getString("next");
        } while (next != null);

        assertThat(times)
                .isEqualTo(
                        POSITIONS.stream().map(position -> position.get("time")).toList());
    }

    @Test
    void positionsLeaveAsCsvGeoJsonAndGpx() {
        String csv = driver.asks()
                .accept("text/csv")
                .get(positions())
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(csv.lines()).hasSize(POSITIONS.size() + 1);
        assertThat(csv.lines().findFirst()).contains("time,lat,lon,speed,course,altitude,accuracy");

        JsonPath features =
                driver.asks().accept("application/geo+json").get(positions()).jsonPath();
        List<List<?>> lines =
                features.getList("features.findAll { it.geometry.type == 'LineString' }.geometry.coordinates");
        int points = features.getList("features.findAll { it.geometry.type == 'Point' }")
                .size();
        assertThat(lines).hasSize(2);
        assertThat(lines.stream().mapToInt(List::size).sum() + points).isEqualTo(POSITIONS.size());

        String gpx =
                driver.asks().accept("application/gpx+xml").get(positions()).asString();
        assertThat(gpx.split("<trkpt ", -1)).hasSize(POSITIONS.size() + 1);
    }

    @Test
    void theFleetShowsWhatWasPostedAMomentAgo() {
        Account other = LiveServer.newDriver();
        Phone now = LiveServer.newPhone(other);
        LiveServer.post(
                now, new Drives(Instant.now().minusSeconds(60)).drive(1, 1).positions());

        await().untilAsserted(() -> ok(admin, "/api/v1/fleet")
                .body("devices.find { it.deviceId == '" + now.id() + "' }.state", equalTo("driving"))
                .body("devices.find { it.deviceId == '" + phone.id() + "' }.state", equalTo("offline"))
                .body("devices.find { it.deviceId == '" + phone.id() + "' }.userName", equalTo("Ana")));
        assertThat(json(admin, "/api/v1/fleet?limit=1").getString("next")).isNotNull();
    }

    @Test
    void anAdministratorSeesTheFleetAndAUserInTheirTimeZone() {
        ok(admin, "/api/v1/trips?user=" + driver.id()).body("trips", hasSize(2));
        ok(admin, "/api/v1/trips?device=" + phone.id()).body("trips", hasSize(2));
        ok(admin, "/api/v1/trips").body("trips.deviceId", hasItem(phone.id()));
        ok(admin, "/api/v1/days/2026-03-10?user=" + driver.id())
                .body("timeZone", equalTo("America/Montevideo"))
                .body("tripCount", equalTo(2));
        ok(admin, "/api/v1/stats?from=2026-03-10&to=2026-03-10&bucket=year&device=" + phone.id())
                .body("total.tripCount", equalTo(2));
    }

    @Test
    void whatBelongsToAnotherIsNotThere() {
        String trip = json(driver, "/api/v1/trips").getString("trips[0].id");
        for (String path : List.of(
                "/api/v1/trips/" + trip,
                "/api/v1/trips?device=" + phone.id(),
                "/api/v1/trips?user=" + driver.id(),
                "/api/v1/days/2026-03-10?user=" + driver.id(),
                "/api/v1/days/2026-03-10?device=" + phone.id(),
                "/api/v1/stats?from=2026-03-10&to=2026-03-10&bucket=day&user=" + driver.id(),
                positions())) {
            stranger.asks().get(path).then().statusCode(404).contentType("application/problem+json");
        }
        ok(stranger, "/api/v1/trips").body("trips", hasSize(0));
        stranger.asks().get("/api/v1/fleet").then().statusCode(403);
        given().get("/api/v1/trips").then().statusCode(401);
        given().auth().oauth2(phone.token()).get("/api/v1/trips").then().statusCode(403);
        for (String unknown : List.of("x", "x.1", trip + "0", phone.id() + ".zzzzzzzzzzzzzzzz")) {
            admin.asks().get("/api/v1/trips/" + unknown).then().statusCode(404);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "/api/v1/trips?from=yesterday, from",
        "/api/v1/trips?from=2026-03-12T00:00:00Z&to=2026-03-11T00:00:00Z, to",
        "/api/v1/trips?limit=0, limit",
        "/api/v1/trips?limit=10001, limit",
        "/api/v1/trips?next=nonsense, next",
        "/api/v1/days/2026-02-30, date",
        "/api/v1/stats?to=2026-03-11&bucket=day, from",
        "/api/v1/stats?from=2026-03-11&to=2026-03-10&bucket=day, to",
        "/api/v1/stats?from=2026-03-11&to=2026-03-11&bucket=hour, bucket",
        "/api/v1/fleet?next=nonsense, next"
    })
    void aBadParameterIsNamed(String path, String field) {
        admin.asks()
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void anySpanIsAnsweredQuickly() {
        ok(driver, "/api/v1/trips?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z")
                .body("trips", hasSize(2))
                .time(lessThan(5_000L));
        ok(driver, "/api/v1/stats?from=0001-01-01&to=9999-12-31&bucket=day").body("buckets", hasSize(2));
    }

    private String positions() {
        return "/api/v1/devices/" + phone.id() + "/positions";
    }

    private static ValidatableResponse ok(Account account, String path) {
        return account.asks().get(path).then().statusCode(200);
    }

    private static JsonPath json(Account account, String path) {
        return account.asks()
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath(JsonPathConfig.jsonPathConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE));
    }
}
