package dev.rumbo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an administrator sees of a driver who drove twice on Tuesday, 10 March 2026: from home at 09:06 to the east for ten minutes, and
 * from 09:46 back over it to the west for twenty.
 */
@QuarkusTest
@TestProfile(LiveServer.class)
class VeilTest {

    private static final String DAY = "/api/v1/days/2026-03-10";
    private static final String SPAN = "from=2026-03-10T00:00:00Z&to=2026-03-11T00:00:00Z";
    private static final double HOME = -56.2;
    /** 300 m along the parallel. */
    private static final double ZONE_DEGREES = 300 / 91_387.0;

    private static final Pattern LONGITUDE = Pattern.compile("-56(\\.\\d+)?(?!\\d)");
    private static final String NOTHING_SET = "{\"privateTrips\":\"totals\",\"driversDecide\":true}";

    private Account admin;
    private Account driver;
    private Phone phone;

    @BeforeEach
    void aDriverDrivesTwice() {
        admin = LiveServer.admin();
        driver = LiveServer.newDriver();
        phone = LiveServer.newPhone(driver);
        LiveServer.post(
                phone,
                new Drives(Instant.parse("2026-03-10T12:00:00Z"))
                        .park(6)
                        .drive(10, 1)
                        .park(30)
                        .drive(20, -1)
                        .park(30)
                        .positions());
        LiveServer.awaitTrips(driver, 2);
    }

    @AfterEach
    void nothingIsSet() {
        policy(NOTHING_SET);
    }

    @Test
    void withoutAnySettingAnAdministratorIsToldWhatTheDriverIs() {
        for (String path : everything()) {
            assertThat(read(admin, path)).as(path).isEqualTo(read(driver, path));
        }
        assertThat(read(admin, DAY + "?user=" + driver.id())).doesNotContain("privateTrips");
    }

    @Test
    void ofAPrivateTripOnlyTimeAndTotalsAreTold() {
        String id = driver.asks().get("/api/v1/trips").path("trips[1].id");
        JsonPath before = day(driver);
        assertThat(seenNow()).containsKey("lat");
        markPrivate(id);

        JsonPath seen = day(admin);
        assertThat(seen.getList("trips")).hasSize(1);
        assertThat(seen.getList("privateTrips")).hasSize(1);
        assertThat(seen.getString("privateTrips[0].start")).isEqualTo(before.getString("trips[1].start"));
        assertThat(seen.getDouble("privateTrips[0].distanceMeters"))
                .isEqualTo(before.getDouble("trips[1].distanceMeters"));
        assertThat(seen.getDouble("distanceMeters")).isEqualTo(before.getDouble("distanceMeters"));
        // Where it ended is as private as the way there.
        assertThat(before.getList("stops")).hasSize(2);
        assertThat(seen.getList("stops")).isEqualTo(before.getList("stops").subList(0, 1));
        admin.asks().get("/api/v1/trips/" + id).then().statusCode(404);
        admin.asks().get("/api/v1/trips?user=" + driver.id()).then().body("trips", hasSize(1));
        // It began 9 km to the east and passed home: only what lies before it is left.
        assertThat(longitudes(read(admin, "/api/v1/devices/" + phone.id() + "/positions?limit=10000&" + SPAN)))
                .allMatch(longitude -> longitude >= HOME);
        assertThat(seenNow()).containsEntry("state", "hidden").doesNotContainKeys("lat", "lon", "time");
        assertThat(read(admin, "/api/v1/devices?user=" + driver.id())).doesNotContain("lastPosition");
        assertThat(day(driver).getList("trips")).hasSize(2);
        driver.asks().get("/api/v1/trips/" + id).then().statusCode(200);
    }

    @Test
    void whatWasPrivateStaysSoWhereTheTripIsDeleted() {
        String id = driver.asks().get("/api/v1/trips").path("trips[1].id");
        markPrivate(id);
        correct(Map.of("kind", "delete", "trip", id));
        assertThat(day(driver).getList("trips")).hasSize(1);

        assertThat(longitudes(read(admin, "/api/v1/devices/" + phone.id() + "/positions?limit=10000&" + SPAN)))
                .isNotEmpty()
                .allMatch(longitude -> longitude >= HOME);
        JsonPath seen = day(admin);
        // For the driver the car stood all the time; where it did before the drive is told no more than where it did
        // after.
        assertThat(seen.getList("stops")).isEmpty();
        assertThat(seen.getList("gaps")).isNullOrEmpty();
        assertThat(seenNow()).containsEntry("state", "hidden").doesNotContainKeys("lat", "lon", "time");
        assertThat(read(admin, "/api/v1/devices/" + phone.id() + "/corrections"))
                .isEqualTo("{\"corrections\":[]}");
    }

    @Test
    void rulesThatFindNoTripTellNoMoreOfAPrivateOne() {
        markPrivate(driver.asks().get("/api/v1/trips").path("trips[1].id"));
        String seen = admin.asks()
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "device",
                        phone.id(),
                        "date",
                        "2026-03-10",
                        "rules",
                        Map.of("minTripSeconds", 3_600, "minTripMeters", 10_000, "minTripReachMeters", 10_000)))
                .post("/api/v1/rules/preview")
                .then()
                .statusCode(200)
                .body("proposed.trips", hasSize(0))
                .extract()
                .asString();

        assertThat(longitudes(seen)).isNotEmpty().allMatch(longitude -> longitude >= HOME);
    }

    @Test
    void aPrivateTripThatIsNoLongerCalledSoIsShownAgain() {
        String id = driver.asks().get("/api/v1/trips").path("trips[1].id");
        markPrivate(id);
        correct(Map.of("kind", "describe", "trip", id, "purpose", "business"));

        assertThat(day(admin).getList("trips")).hasSize(2);
        assertThat(read(admin, everything().get(7)))
                .isEqualTo(read(driver, everything().get(7)));
    }

    @Test
    void thePolicyCanTellNothingOrAllOfPrivateTrips() {
        String id = driver.asks().get("/api/v1/trips").path("trips[1].id");
        markPrivate(id);
        policy("{\"privateTrips\":\"nothing\",\"driversDecide\":true}");
        JsonPath seen = day(admin);
        assertThat(seen.getList("privateTrips")).isNull();
        assertThat(seen.getInt("tripCount")).isEqualTo(1);
        assertThat(seen.getDouble("distanceMeters")).isEqualTo(day(driver).getDouble("trips[0].distanceMeters"));

        policy("{\"privateTrips\":\"shown\",\"driversDecide\":true}");
        for (String path : everything()) {
            assertThat(read(admin, path)).as(path).isEqualTo(read(driver, path));
        }
    }

    @Test
    void inAZoneNothingIsShownByAnyRoute() {
        List<String> before =
                everything().stream().map(path -> read(driver, path)).toList();
        addZone();

        for (String path : everything()) {
            assertThat(longitudes(read(admin, path)))
                    .as(path)
                    .noneMatch(longitude -> Math.abs(longitude - HOME) < ZONE_DEGREES);
        }
        JsonPath seen = day(admin);
        // The way out, the way back as far as the border, and the way on from the other border.
        assertThat(seen.getList("trips")).hasSize(3);
        assertThat(seen.getList("stops")).hasSize(2);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            String trip = "/api/v1/trips/" + seen.getString("trips[" + i + "].id");
            admin.asks().get(trip).then().statusCode(200);
            assertThat(longitudes(read(admin, trip + "/route.geojson")))
                    .isNotEmpty()
                    .noneMatch(longitude -> Math.abs(longitude - HOME) < ZONE_DEGREES);
            sum += seen.getDouble("trips[" + i + "].distanceMeters");
        }
        assertThat(seen.getDouble("distanceMeters")).isEqualTo(sum, within(0.01));
        String whole = driver.asks().get("/api/v1/trips").path("trips[0].id");
        admin.asks().get("/api/v1/trips/" + whole).then().statusCode(404);
        assertThat(everything().stream().map(path -> read(driver, path)).toList())
                .isEqualTo(before);
    }

    @Test
    void aZoneIsChangedAndRemovedByItsDriverAlone() {
        String zone = addZone();
        admin.asks().delete("/api/v1/privacy/zones/" + zone).then().statusCode(204);
        assertThat(driver.asks().get("/api/v1/privacy").jsonPath().getList("zones"))
                .hasSize(1);
        assertThat(admin.asks().get("/api/v1/privacy").asString()).doesNotContain(zone);
        driver.asks()
                .contentType(ContentType.JSON)
                .body("{\"name\":\"Far\",\"lat\":10,\"lon\":20,\"radius\":2001}")
                .put("/api/v1/privacy/zones/" + zone)
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("radius"));
        driver.asks()
                .contentType(ContentType.JSON)
                .body("{\"name\":\"Far\",\"lat\":10,\"lon\":20}")
                .put("/api/v1/privacy/zones/" + zone)
                .then()
                .statusCode(200)
                .body("radius", equalTo(300));
        assertThat(day(admin).getList("trips")).hasSize(2);
        driver.asks().delete("/api/v1/privacy/zones/" + zone).then().statusCode(204);
        assertThat(driver.asks().get("/api/v1/privacy").jsonPath().getList("zones"))
                .isEmpty();
    }

    @Test
    void outsideWorkingHoursNothingIsShown() {
        policy("{\"privateTrips\":\"totals\",\"driversDecide\":true,"
                + "\"workingHours\":{\"days\":[\"tuesday\"],\"from\":\"09:00\",\"to\":\"10:00\"}}");
        JsonPath seen = day(admin);
        assertThat(seen.getList("trips")).hasSize(2);
        assertThat(seen.getString("trips[0]")).isEqualTo(day(driver).getString("trips[0]"));
        assertThat(seen.getString("trips[1].end")).isEqualTo("2026-03-10T12:59:59Z");
        policy("{\"privateTrips\":\"totals\",\"driversDecide\":true,"
                + "\"workingHours\":{\"days\":[\"monday\"],\"from\":\"08:00\",\"to\":\"18:00\"}}");
        for (String path : everything()) {
            assertThat(longitudes(read(admin, path))).as(path).isEmpty();
        }
        assertThat(day(admin).getDouble("distanceMeters")).isZero();
        assertThat(day(driver).getList("trips")).hasSize(2);
    }

    @Test
    void aDriverLeavesTheLiveMapWhereTheFleetLetsThem() {
        share(false);
        assertThat(seenNow()).containsEntry("state", "hidden").doesNotContainKeys("lat", "lon", "time");
        assertThat(day(admin).getList("trips")).hasSize(2);
        policy("{\"privateTrips\":\"totals\",\"driversDecide\":false}");
        assertThat(seenNow()).containsKey("lat");
        policy(NOTHING_SET);
        share(true);
        assertThat(seenNow()).containsKey("lat");
    }

    /** What the administrator's map of the fleet says of the phone. */
    private Map<String, Object> seenNow() {
        return admin.asks()
                .get("/api/v1/fleet?limit=10000")
                .jsonPath()
                .getMap("devices.find { it.deviceId == '" + phone.id() + "' }");
    }

    /** Every way by which positions, trips or totals leave. */
    private List<String> everything() {
        String trips = "/api/v1/trips";
        String device = "device=" + phone.id();
        String positions = "/api/v1/devices/" + phone.id() + "/positions?limit=10000&" + SPAN;
        return List.of(
                trips + "?" + device,
                trips + ".csv?" + device,
                DAY + "?" + device,
                DAY + "?user=" + driver.id(),
                "/api/v1/stats?from=2026-03-09&to=2026-03-11&bucket=day&" + device,
                "/api/v1/devices/" + phone.id() + "/corrections",
                "/api/v1/devices?user=" + driver.id(),
                positions,
                positions + "&as=geo+json",
                positions + "&as=gpx+xml",
                positions + "&as=csv");
    }

    private static String read(Account account, String path) {
        String accept = path.contains("&as=csv")
                ? "text/csv"
                : path.contains("&as=") ? "application/" + path.replaceFirst(".*&as=", "") : "*/*";
        return account.asks()
                .urlEncodingEnabled(false)
                .accept(accept)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private JsonPath day(Account account) {
        return JsonPath.from(read(account, DAY + "?user=" + driver.id()));
    }

    private void policy(String json) {
        admin.asks()
                .contentType(ContentType.JSON)
                .body(json)
                .put("/api/v1/fleet/privacy")
                .then()
                .statusCode(200)
                .body(equalTo(admin.asks().get("/api/v1/fleet/privacy").asString()));
    }

    private void share(boolean shares) {
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("sharesLive", shares))
                .put("/api/v1/privacy")
                .then()
                .statusCode(200)
                .body("sharesLive", equalTo(shares));
    }

    private String addZone() {
        return driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Home", "lat", -34.9, "lon", HOME, "radius", 300))
                .post("/api/v1/privacy/zones")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void markPrivate(String trip) {
        correct(Map.of("kind", "describe", "trip", trip, "purpose", "private"));
    }

    private void correct(Map<String, String> correction) {
        driver.asks()
                .contentType(ContentType.JSON)
                .body(correction)
                .post("/api/v1/devices/" + phone.id() + "/corrections")
                .then()
                .statusCode(201);
    }

    private static List<Double> longitudes(String text) {
        return LONGITUDE
                .matcher(text)
                .results()
                .map(found -> Double.valueOf(found.group()))
                .toList();
    }
}
