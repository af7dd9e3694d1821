package dev.rumbo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an owner says about their trips shows in every reading call, and is gone when it is undone. */
@QuarkusTest
@TestProfile(LiveServer.class)
class CorrectionsApiTest {

    private static final Instant START = Instant.parse("2026-03-11T12:00:00Z");

    /** 12:10 to 12:30, 12:50 to 13:10. */
    private static final List<Map<String, Object>> POSITIONS = new Drives(START)
            .park(10)
            .drive(20, 1)
            .park(20)
            .drive(20, 1)
            .park(20)
            .positions();

    private static final String DAY = "/api/v1/days/2026-03-11";

    private Account driver;
    private Phone phone;

    @BeforeEach
    void aDriverDrivesTwice() {
        driver = LiveServer.newDriver();
        phone = LiveServer.newPhone(driver);
        LiveServer.post(phone, POSITIONS);
        LiveServer.awaitTrips(driver, 2);
    }

    @Test
    void twoTripsBecomeOneAndTwoAgain() {
        JsonPath before = day();
        List<String> ids = before.getList("trips.id");

        JsonPath made = correct(Map.of("kind", "merge", "trips", ids))
                .statusCode(201)
                .body("kind", equalTo("merge"))
                .body("trips", hasSize(1))
                .extract()
                .jsonPath();

        JsonPath after = day();
        assertThat(after.getList("trips.id")).containsExactly(ids.get(0));
        assertThat(after.getList("trips[0].corrections")).containsExactly(made.getString("id"));
        assertThat(after.getString("trips[0].start")).isEqualTo(before.getString("trips[0].start"));
        assertThat(after.getString("trips[0].end")).isEqualTo(before.getString("trips[1].end"));
        assertThat(after.getDouble("distanceMeters")).isEqualTo(before.getDouble("distanceMeters"));
        assertThat(after.getInt("drivingSeconds")).isEqualTo(before.getInt("drivingSeconds"));
        assertThat(after.getInt("idleSeconds"))
                .isEqualTo(before.getInt("idleSeconds") + before.getInt("stops[1].seconds"));
        assertThat(after.getInt("tripCount")).isEqualTo(1);
        assertThat(after.getList("stops")).hasSize(2);
        driver.asks()
                .get("/api/v1/stats?from=2026-03-11&to=2026-03-11&bucket=day")
                .then()
                .body("total.tripCount", equalTo(1));

        undo(made.getString("id"), 204);
        assertThat(day().prettify()).isEqualTo(before.prettify());
        undo(made.getString("id"), 204);
        assertThat(corrections().getList("corrections")).isEmpty();
    }

    @Test
    void aTripBecomesTwoAndEachTellsWhy() {
        JsonPath before = day();

        JsonPath made = correct(Map.of("kind", "split", "at", "2026-03-11T09:20:00.500-03:00"))
                .statusCode(201)
                .body("at", equalTo("2026-03-11T12:20:00.500Z"))
                .body("from", nullValue())
                .extract()
                .jsonPath();

        JsonPath after = day();
        assertThat(after.getList("trips")).hasSize(3);
        for (String border : List.of("trips[0].endReason", "trips[1].startReason")) {
            assertThat(after.getMap(border))
                    .isEqualTo(
                            Map.of("rule", "user", "from", "2026-03-11T12:20:00.500Z", "to", "2026-03-11T12:20:01Z"));
        }
        assertThat(after.getString("trips[0].end")).isEqualTo("2026-03-11T12:20:01Z");
        assertThat(after.getString("trips[1].start")).isEqualTo("2026-03-11T12:20:01Z");
        assertThat(after.getString("trips[1].end")).isEqualTo(before.getString("trips[0].end"));
        assertThat(after.getList("trips[0].corrections")).containsExactly(made.getString("id"));
        assertThat(after.getList("trips[1].corrections")).containsExactly(made.getString("id"));
        assertThat(after.getList("stops")).hasSize(3);

        undo(made.getString("id"), 204);
        assertThat(day().prettify()).isEqualTo(before.prettify());
    }

    @Test
    void aDeletedTripGoesIntoTheStopAround() {
        JsonPath before = day();
        String id = before.getString("trips[1].id");

        JsonPath made = correct(Map.of("kind", "delete", "trip", id))
                .statusCode(201)
                .body("trips", hasSize(0))
                .extract()
                .jsonPath();

        JsonPath after = day();
        assertThat(after.getList("trips")).hasSize(1);
        assertThat(after.getList("stops")).hasSize(2);
        assertThat(after.getString("stops[1].end")).isEqualTo(before.getString("stops[2].end"));
        assertThat(after.getDouble("distanceMeters")).isEqualTo(before.getDouble("trips[0].distanceMeters"));
        driver.asks().get("/api/v1/trips/" + id).then().statusCode(404);
        assertThat(corrections().getList("corrections.kind")).containsExactly("delete");

        undo(made.getString("id"), 204);
        assertThat(day().prettify()).isEqualTo(before.prettify());
    }

    @Test
    void aNameAndAPurposeGoWithTheTripAndTheNewestCounts() {
        String id = day().getString("trips[0].id");
        String name = "Visita a Ñandú 🚗 <b>&amp;";

        String first = correct(Map.of("kind", "describe", "trip", id, "name", "Old", "purpose", "private"))
                .statusCode(201)
                .extract()
                .path("id");
        String second = correct(Map.of("kind", "describe", "trip", id, "name", "  " + name + " "))
                .statusCode(201)
                .body("name", equalTo(name))
                .body("trips[0].name", equalTo(name))
                .body("trips[0].purpose", equalTo("private"))
                .extract()
                .path("id");

        JsonPath described = day();
        assertThat(described.getString("trips[0].name")).isEqualTo(name);
        assertThat(described.getList("trips[0].corrections")).containsExactly(first, second);
        assertThat(described.getString("trips[1].name")).isNull();
        JsonPath route = driver.asks()
                .accept("application/geo+json")
                .get("/api/v1/trips/" + id)
                .jsonPath();
        assertThat(route.getString("features[0].properties.name")).isEqualTo(name);
        assertThat(route.getString("features[0].properties.purpose")).isEqualTo("private");
        assertThat(driver.asks()
                        .accept("application/gpx+xml")
                        .get("/api/v1/trips/" + id)
                        .xmlPath()
                        .getString("gpx.trk.name"))
                .isEqualTo(name);

        undo(second, 204);
        assertThat(day().getString("trips[0].name")).isEqualTo("Old");
        correct(Map.of("kind", "describe", "trip", id, "name", "", "purpose", "none"))
                .statusCode(201)
                .body("trips[0].name", nullValue())
                .body("trips[0].purpose", nullValue());
    }

    @Test
    void correctionsSurviveLatePositions() {
        List<String> ids = day().getList("trips.id");
        correct(Map.of("kind", "merge", "trips", ids)).statusCode(201);
        correct(Map.of("kind", "describe", "trip", ids.get(0), "purpose", "business"))
                .statusCode(201);
        String before = day().getString("trips[0]");

        LiveServer.post(phone, new Drives(START.minusSeconds(7_200)).park(60).positions());
        LiveServer.post(phone, new Drives(START.plusSeconds(7_200)).drive(10, 1).positions());
        LiveServer.awaitTrips(driver, 2);

        assertThat(day().getString("trips[0]")).isEqualTo(before);
    }

    @Test
    void correctionsOfASpanAreListedInPages() {
        List<String> ids = day().getList("trips.id");
        for (String id : ids) {
            correct(Map.of("kind", "describe", "trip", id, "purpose", "business"))
                    .statusCode(201);
        }
        JsonPath first = driver.asks().get(path() + "?limit=1").jsonPath();
        JsonPath second = driver.asks()
                .get(path() + "?limit=1&next=" + first.getString("next"))
                .jsonPath();
        assertThat(first.getList("corrections")).hasSize(1);
        assertThat(second.getList("corrections")).hasSize(1);
        assertThat(second.getString("next")).isNull();
        assertThat(second.getString("corrections[0].id")).isNotEqualTo(first.getString("corrections[0].id"));
        driver.asks()
                .get(path() + "?from=2026-03-11T12:40:00Z&to=2026-03-11T13:00:00Z")
                .then()
                .body("corrections", hasSize(1))
                .body("corrections[0].purpose", equalTo("business"))
                .body("corrections[0].trips", nullValue());
        driver.asks().get(path() + "?next=nonsense").then().statusCode(400);
    }

    @Test
    void onlyTheOwnerCorrects() {
        Account stranger = LiveServer.newDriver();
        Account admin = LiveServer.admin();
        Map<String, Object> split = Map.of("kind", "split", "at", "2026-03-11T12:20:00Z");
        String id = correct(split).statusCode(201).extract().path("id");

        correct(stranger, path(), split).statusCode(404);
        stranger.asks().get(path()).then().statusCode(404);
        stranger.asks().delete(path() + "/" + id).then().statusCode(404);
        correct(admin, path(), split).statusCode(403).contentType("application/problem+json");
        admin.asks().delete(path() + "/" + id).then().statusCode(403);
        admin.asks().get(path()).then().statusCode(200).body("corrections.id", equalTo(List.of(id)));
        correct(new Account("", phone.token()), path(), split).statusCode(403);

        Phone strangers = LiveServer.newPhone(stranger);
        String theirs = "/api/v1/devices/" + strangers.id() + "/corrections";
        correct(stranger, theirs, Map.of("kind", "delete", "trip", day().getString("trips[0].id")))
                .statusCode(400)
                .body("errors[0].field", equalTo("trip"));
        assertThat(day().getList("trips")).hasSize(3);
        correct(driver, "/api/v1/devices/none/corrections", split).statusCode(404);
    }

    @Test
    void namesAreLongEnoughForAnyScript() {
        String id = day().getString("trips[0].id");
        correct(Map.of("kind", "describe", "trip", id, "name", "🚗".repeat(200)))
                .statusCode(201)
                .body("trips[0].name", equalTo("🚗".repeat(200)));
        correct(Map.of("kind", "describe", "trip", id, "name", "x".repeat(201)))
                .statusCode(400)
                .body("errors[0].field", equalTo("name"));
    }

    @Test
    void sendingACorrectionAgainChangesNothing() {
        Map<String, Object> merge =
                Map.of("kind", "merge", "from", "2026-03-11T12:00:00Z", "to", "2026-03-11T14:00:00Z");
        correct(merge).statusCode(201);
        String merged = day().prettify();
        correct(merge).statusCode(400);
        assertThat(day().prettify()).isEqualTo(merged);
        assertThat(corrections().getList("corrections")).hasSize(1);
        for (String nothing : List.of("1.1", "zz.9")) {
            undo(nothing, 204);
        }
        undo("nonsense", 404);
        assertThat(day().prettify()).isEqualTo(merged);
    }

    private ValidatableResponse correct(Map<String, Object> body) {
        return correct(driver, path(), body);
    }

    private static ValidatableResponse correct(Account account, String path, Map<String, Object> body) {
        return account.asks()
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then();
    }

    private void undo(String id, int status) {
        driver.asks().delete(path() + "/" + id).then().statusCode(status);
    }

    private String path() {
        return "/api/v1/devices/" + phone.id() + "/corrections";
    }

    private JsonPath day() {
        return driver.asks().get(DAY).then().statusCode(200).extract().jsonPath();
    }

    private JsonPath corrections() {
        return driver.asks().get(path()).then().statusCode(200).extract().jsonPath();
    }
}
