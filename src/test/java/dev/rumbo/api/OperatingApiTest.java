package dev.rumbo.api;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.rumbo.api.LiveServer.Account;
import dev.rumbo.api.LiveServer.Phone;
import dev.rumbo.simulator.Drive;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Thresholds;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator changes, rebuilds and replays, and that nobody else may. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatingApiTest {

    private static final String DAY = "/api/v1/days/2026-03-11";

    /** The second drive goes on in the same direction, so that only a stay of dwellSeconds parts the two. */
    private static final List<Map<String, Object>> TWO_DRIVES = new Drives(Instant.parse("2026-03-11T12:00:00Z"))
            .park(15)
            .drive(10, 1)
            .park(8)
            .drive(10, 1)
            .park(15)
            .positions();

    @Inject
    TrackStore tracks;

    private Account admin;
    private Account driver;
    private Phone phone;

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void aDriverDrivesTwice() {
        if (phone != null) {
            return;
        }
        admin = LiveServer.admin();
        driver = LiveServer.newDriver();
        Phone posting = LiveServer.newPhone(driver);
        LiveServer.post(posting, TWO_DRIVES);
        LiveServer.awaitTrips(driver, 1);
        phone = posting;
    }

    @Test
    void anOperatorSeesInstancesShardsStorageAndWhoSendsMost() {
        Phone noisy = LiveServer.newPhone(driver);
        List<Map<String, Object>> many =
                new Drives(Instant.parse("2026-03-12T12:00:00Z")).drive(160, 1).positions();
        LiveServer.post(noisy, many);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> admin.asks()
                        .get("/api/v1/operations")
                        .then()
                        .statusCode(200)
                        .body("busyDevices.find { it.deviceId == '" + noisy.id() + "' }.hot", equalTo(true)));
        JsonPath seen = admin.asks().get("/api/v1/operations").jsonPath();

        assertThat(seen.getString("engine")).isEqualTo("embedded");
        assertThat(seen.getList("instances")).hasSize(1);
        assertThat(seen.getString("instances[0].worker")).isEqualTo("embedded");
        assertThat(seen.getBoolean("instances[0].answers")).isTrue();
        assertThat(seen.getDouble("instances[0].report.storedPerSecond")).isPositive();
        assertThat(seen.<String>getList("shards.holder")).isNotEmpty().containsOnly("embedded");
        assertThat(seen.<Integer>getList("shards.behindMillis")).doesNotContainNull();
        assertThat(seen.<String>getList("storage.name")).containsExactly("log.db", "store.db");
        assertThat(seen.getLong("freeBytes")).isPositive();
        assertThat(seen.getList("unknown")).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /api/v1/rules",
        "PUT, /api/v1/rules",
        "POST, /api/v1/rules/preview",
        "POST, /api/v1/rebuilds",
        "GET, /api/v1/rebuilds",
        "GET, /api/v1/rebuilds/x",
        "POST, /api/v1/replays",
        "GET, /api/v1/replays",
        "GET, /api/v1/replays/x",
        "GET, /api/v1/operations",
        "GET, /api/v1/set-aside",
        "GET, /api/v1/set-aside/1",
        "POST, /api/v1/set-aside/1/replay",
        "DELETE, /api/v1/set-aside/1"
    })
    void onlyAdministratorsOperate(String method, String path) {
        for (String token : List.of(driver.token(), phone.token())) {
            given().auth()
                    .oauth2(token)
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .request(method, path)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
        }
        given().contentType(ContentType.JSON)
                .body("{}")
                .request(method, path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void everyThresholdIsExplained() {
        admin.asks()
                .get("/api/v1/rules")
                .then()
                .statusCode(200)
                .body("rules", hasSize(Thresholds.ALL.size()))
                .body("rules.find { it.name == 'dwellSeconds' }.unit", equalTo("s"))
                .body("rules.find { it.name == 'dwellSeconds' }.default", equalTo(600))
                .body("rules.find { it.name == 'dwellSeconds' }.min", equalTo(60))
                .body("rules.find { it.name == 'dwellSeconds' }.max", equalTo(7200))
                .body("rules.find { it.name == 'dwellSeconds' }.reason", notNullValue())
                .body("rules.find { it.name == 'walkSpeedMetersPerSecond' }.value", equalTo(2.5f));
    }

    @Test
    void aPreviewShowsBothDaysAndWritesNothing() {
        String before = text(driver, DAY);
        String rules = text(admin, "/api/v1/rules");

        JsonPath preview = preview(Map.of("dwellSeconds", 420));

        assertThat(preview.getList("current.trips")).hasSize(1);
        assertThat(preview.getList("proposed.trips")).hasSize(2);
        assertThat(preview.getList("proposed.stops"))
                .hasSize(preview.getList("current.stops").size() + 1);
        assertThat(preview.getInt("current.drivingSeconds"))
                .isGreaterThan(preview.getInt("proposed.drivingSeconds") - 60);
        assertThat(preview.getMap("current")).isEqualTo(json(driver, DAY).getMap("$"));
        assertThat(text(driver, DAY)).isEqualTo(before);
        assertThat(text(admin, "/api/v1/rules")).isEqualTo(rules);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rules\":{\"dwellSeconds\":5}} | rules.dwellSeconds",
                "{\"rules\":{\"dwellSeconds\":\"long\"}} | rules.dwellSeconds",
                "{\"rules\":{\"dwelSeconds\":500}} | rules.dwelSeconds",
                "{\"rules\":{\"dwelSeconds\":null}} | rules.dwelSeconds",
                "{\"rules\":{\"version\":9}} | rules.version",
                "{\"rules\":{\"errandSeconds\":900}} | rules.errandSeconds",
                "{\"rules\":7} | rules",
                "{} | rules"
            })
    void aWrongThresholdIsNamed(String body, String field) {
        admin.asks()
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/rules")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void aWrongQuestionIsNamed() {
        refused("/api/v1/rules/preview", "{\"rules\":{},\"date\":\"2026-03-11\"}", 400, "device");
        refused("/api/v1/rules/preview", "{\"rules\":{},\"device\":\"" + phone.id() + "\"}", 400, "date");
        refused("/api/v1/replays", "{}", 400, "from");
        refused("/api/v1/replays", "{\"from\":\"yesterday\"}", 400, "from");
        refused("/api/v1/replays", "{\"from\":\"2100-01-01T00:00:00Z\"}", 400, "from");
        refused("/api/v1/replays", "{\"from\":\"2026-01-01T00:00:00Z\",\"source\":\"store\"}", 400, "source");
        refused(
                "/api/v1/replays",
                "{\"from\":\"2026-01-02T00:00:00Z\",\"to\":\"2026-01-01T00:00:00Z\",\"source\":\"archive\"}",
                400,
                "to");
        refused("/api/v1/replays", "{\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-02T00:00:00Z\"}", 400, "to");
        for (String path : List.of("/api/v1/rebuilds/x", "/api/v1/replays/x", "/api/v1/set-aside/99999")) {
            admin.asks().get(path).then().statusCode(404);
        }
        admin.asks()
                .contentType(ContentType.JSON)
                .body("{\"device\":\"nobody's\"}")
                .post("/api/v1/rebuilds")
                .then()
                .statusCode(404);
    }

    @Test
    void newRulesAreAVersionThatEveryDeviceIsBroughtTo() {
        String before = text(driver, DAY);
        int version = json(admin, "/api/v1/rules").getInt("version");
        Map<String, Object> proposed = preview(Map.of("dwellSeconds", 420)).getMap("proposed");

        change("{\"rules\":{\"dwellSeconds\":420},\"version\":" + (version + 1) + "}")
                .statusCode(409);
        String job = change("{\"rules\":{\"dwellSeconds\":420},\"version\":" + version + "}")
                .statusCode(200)
                .body("version", equalTo(version + 1))
                .body("changedAt", notNullValue())
                .body("rules.find { it.name == 'dwellSeconds' }.value", equalTo(420))
                .body("recomputation.rulesVersion", equalTo(version + 1))
                .extract()
                .path("recomputation.id");
        awaitDone("/api/v1/rebuilds/" + job).body("kind", equalTo("rules")).body("rebuild.devicesFailed", equalTo(0));
        assertThat(json(driver, DAY).getMap("$")).isEqualTo(proposed);
        change("{\"rules\":{\"dwellSeconds\":420}}").statusCode(200).body("version", equalTo(version + 1));

        Account later = LiveServer.newDriver();
        LiveServer.post(LiveServer.newPhone(later), TWO_DRIVES);
        LiveServer.awaitTrips(later, 2);

        String back = change("{\"rules\":{\"dwellSeconds\":null}}")
                .statusCode(200)
                .body("version", equalTo(version + 2))
                .extract()
                .path("recomputation.id");
        awaitDone("/api/v1/rebuilds/" + back);
        assertThat(text(driver, DAY)).isEqualTo(before);
        LiveServer.awaitTrips(later, 1);
        admin.asks().get("/api/v1/rebuilds").then().body("rebuilds.id", hasItems(job, back));
    }

    @Test
    void aRebuildAndAReplayLeaveEveryAnswerAsItWas() {
        Instant start = Instant.now();
        Account owner = LiveServer.newDriver();
        List<String> questions = post(owner, dev.rumbo.simulator.Drives.shipped("nds_blackbox"));
        List<String> before = questions.stream().map(path -> text(owner, path)).toList();
        assertThat(json(owner, "/api/v1/trips").getList("trips")).isNotEmpty();

        String rebuild = begin("/api/v1/rebuilds", "{}");
        awaitDone("/api/v1/rebuilds/" + rebuild)
                .body("kind", equalTo("rebuild"))
                .body("startedAt", notNullValue())
                .body("finishedAt", notNullValue())
                .body("$", not(hasKey("problem")));
        JsonPath progress = json(admin, "/api/v1/rebuilds/" + rebuild);
        assertThat(progress.getInt("rebuild.devicesDone")).isEqualTo(progress.getInt("rebuild.devicesTotal"));
        assertThat(questions.stream().map(path -> text(owner, path)).toList()).isEqualTo(before);

        String replay = begin("/api/v1/replays", "{\"from\":\"" + start + "\"}");
        awaitDone("/api/v1/replays/" + replay)
                .body("kind", equalTo("replay"))
                .body("replay.positionsStored", equalTo(0));
        assertThat(json(admin, "/api/v1/replays/" + replay).getInt("replay.recordsRead"))
                .isPositive();
        assertThat(questions.stream().map(path -> text(owner, path)).toList()).isEqualTo(before);
        admin.asks().get("/api/v1/replays").then().body("replays.id", hasItem(replay));
        admin.asks().get("/api/v1/rebuilds").then().body("rebuilds.id", not(hasItem(replay)));
    }

    @Test
    void oneDeviceIsRebuiltAlone() {
        String rebuild = begin("/api/v1/rebuilds", "{\"device\":\"" + phone.id() + "\"}");
        awaitDone("/api/v1/rebuilds/" + rebuild)
                .body("device", equalTo(phone.id()))
                .body("rebuild.devicesDone", equalTo(1))
                .body("rebuild.devicesTotal", equalTo(1));
    }

    @Test
    void whatWasSetAsideIsInspectedReplayedAndDiscarded() {
        Account owner = LiveServer.newDriver();
        Phone known = LiveServer.newPhone(owner);
        String readable = setAside(
                "1",
                "{\"deviceId\":\"" + known.id() + "\",\"time\":\"2026-03-11T12:00:00Z\",\"lat\":1,\"lon\":2}",
                "there was no device with this deviceId");
        String bad = setAside("2", "\u0001\u0000\u0000", "something else");

        admin.asks()
                .get("/api/v1/set-aside/" + readable)
                .then()
                .statusCode(200)
                .body("reason", equalTo("there was no device with this deviceId"))
                .body("shard", equalTo("shard-of-the-test"))
                .body("sequenceNumber", equalTo("1"))
                .body("arrivedAt", equalTo("2026-03-11T12:00:05Z"))
                .body("text", notNullValue())
                .body("decoded.deviceId", equalTo(known.id()))
                .body("decoded.positionCount", equalTo(1))
                .body("decoded.first", equalTo("2026-03-11T12:00:00Z"));
        admin.asks()
                .get("/api/v1/set-aside/" + bad)
                .then()
                .body("data", equalTo(Base64.getEncoder().encodeToString(new byte[] {1, 0, 0})))
                .body("bytes", equalTo(3))
                .body("text", nullValue())
                .body("decoded", nullValue());

        replay(readable).body("stored", equalTo(true)).body("positionsStored", equalTo(1));
        admin.asks().get("/api/v1/set-aside/" + readable).then().statusCode(404);
        assertThat(json(owner, "/api/v1/devices/" + known.id() + "/positions").getList("positions"))
                .hasSize(1);

        replay(bad).body("stored", equalTo(false)).body("reason", notNullValue());
        admin.asks()
                .get("/api/v1/set-aside")
                .then()
                .body("records.id", hasItem(bad))
                .body("records.find { it.id == '" + bad + "' }.reason", not(equalTo("something else")));
        admin.asks().delete("/api/v1/set-aside/" + bad).then().statusCode(204);
        admin.asks().delete("/api/v1/set-aside/" + bad).then().statusCode(404);
        admin.asks().get("/api/v1/set-aside").then().body("records.id", not(hasItem(bad)));
    }

    private String setAside(String sequence, String content, String reason) {
        tracks.setAside(new SetAside(
                new StreamRecord(
                        "shard-of-the-test",
                        sequence,
                        Instant.parse("2026-03-11T12:00:05Z"),
                        "key",
                        ByteBuffer.wrap(content.getBytes(UTF_8))),
                reason));
        return admin.asks()
                .get("/api/v1/set-aside")
                .path("records.find { it.shard == 'shard-of-the-test' && it.sequenceNumber == '" + sequence + "' }.id");
    }

    private ValidatableResponse replay(String id) {
        return admin.asks()
                .contentType(ContentType.JSON)
                .post("/api/v1/set-aside/" + id + "/replay")
                .then()
                .statusCode(200);
    }

    private void refused(String path, String body, int status, String field) {
        admin.asks()
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(status)
                .body("errors[0].field", equalTo(field));
    }

    private JsonPath preview(Map<String, Object> rules) {
        return admin.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("rules", rules, "device", phone.id(), "date", "2026-03-11"))
                .post("/api/v1/rules/preview")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private ValidatableResponse change(String body) {
        return admin.asks()
                .contentType(ContentType.JSON)
                .body(body)
                .put("/api/v1/rules")
                .then();
    }

    private String begin(String path, String body) {
        return admin.asks()
                .contentType(ContentType.JSON)
                .body(body)
                .post(path)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    private ValidatableResponse awaitDone(String path) {
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> admin.asks().get(path).path("state"),
                        state -> !List.of("waiting", "running").contains(state));
        return admin.asks().get(path).then().body("state", equalTo("done"));
    }

    /** Posts each drive by a phone of its own, a day after the other; what to ask for afterwards. */
    private static List<String> post(Account owner, List<Drive> drives) {
        Set<String> questions = new TreeSet<>(Set.of("/api/v1/trips"));
        int posted = 0;
        Instant start = Instant.parse("2026-03-01T15:00:00Z");
        for (Drive drive : drives.subList(0, Math.min(6, drives.size()))) {
            Instant begin = start;
            Phone posting = LiveServer.newPhone(owner);
            LiveServer.post(
                    posting,
                    drive.track().stream()
                            .map(position -> json(begin.plusMillis(position.timeMillis()), position))
                            .toList());
            posted += drive.track().size();
            questions.add("/api/v1/days/" + LocalDate.ofInstant(begin, ZoneId.of("America/Montevideo")));
            start = start.plus(Duration.ofDays(1));
        }
        int expected = posted;
        await().atMost(Duration.ofSeconds(30)).until(() -> stored(owner) == expected);
        return new ArrayList<>(questions);
    }

    private static int stored(Account owner) {
        List<String> devices = owner.asks().get("/api/v1/devices").path("devices.id");
        return devices.stream()
                .mapToInt(id -> owner.asks()
                        .get("/api/v1/devices/" + id + "/positions?limit=10000")
                        .<List<?>>path("positions")
                        .size())
                .sum();
    }

    private static Map<String, Object> json(Instant time, Position position) {
        Map<String, Object> json = new HashMap<>();
        json.put("time", time.toString());
        json.put("lat", position.latitudeE7() / 1e7);
        json.put("lon", position.longitudeE7() / 1e7);
        if (position.speedCentimetersPerSecond() != Position.ABSENT) {
            json.put("speed", position.speedCentimetersPerSecond() / 100.0);
        }
        if (position.accuracyDecimeters() != Position.ABSENT) {
            json.put("accuracy", position.accuracyDecimeters() / 10.0);
        }
        return json;
    }

    private static String text(Account account, String path) {
        return account.asks().get(path).then().statusCode(200).extract().asString();
    }

    private static JsonPath json(Account account, String path) {
        return new JsonPath(text(account, path));
    }
}
