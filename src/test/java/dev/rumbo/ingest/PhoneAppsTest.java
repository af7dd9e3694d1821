package dev.rumbo.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.rumbo.api.Drives;
import dev.rumbo.api.LiveServer;
import dev.rumbo.ingest.apps.SampleRequests;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /i/{kind}/{token}} as existing phone apps meet it, and what can be read afterwards. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PhoneAppsTest {

    private static final String FIX = "{\"_type\":\"location\",\"lat\":52.5163,\"lon\":13.3777,\"tst\":1772524805}";
    private static final String LAST = "2026-03-04T00:00:00Z";

    @Inject
    StoppableTime time;

    private LiveServer.Account driver;

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void aDriver() {
        if (driver == null) {
            driver = LiveServer.newDriver();
        }
    }

    static Stream<SampleRequests.Sample> samples() {
        return SampleRequests.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatAnAppSendsCanBeReadBack(SampleRequests.Sample sample) {
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        Response answer = send(sample, phone);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().asString()).isEqualTo(sample.answer());
        assertThat(send(sample, phone).body().asString()).isEqualTo(sample.answer());
        boolean ofNow = sample.positions().stream().anyMatch(line -> line.startsWith("now"));
        if (!ofNow) {
            assertThat(readBack(phone)).containsExactlyElementsOf(sample.positions());
        }
    }

    @Test
    void theTokenComesInThePathTheHeaderOrTheQuery() {
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        String token = phone.token();
        String plain = "Basic " + token + ":";
        String basic =
                "Basic " + Base64.getEncoder().encodeToString(("anybody:" + token).getBytes(StandardCharsets.UTF_8));
        String asUser = "Basic " + Base64.getEncoder().encodeToString((token + ":").getBytes(StandardCharsets.UTF_8));
        given().body(FIX).post("/i/owntracks/" + token).then().statusCode(200);
        given().body(FIX).post("/i/owntracks/" + token + "/pub?u=a&d=b").then().statusCode(200);
        given().header("Authorization", "Basic bm9ib2R5Om5vdGhpbmc=")
                .body(FIX)
                .post("/i/owntracks/" + token)
                .then()
                .statusCode(200);
        for (String header : List.of("Bearer " + token, basic, asUser, plain)) {
            given().header("Authorization", header)
                    .body(FIX)
                    .post("/i/overland")
                    .then()
                    .statusCode(200)
                    .body("result", equalTo("ok"));
        }
        given().body(FIX).post("/i/overland?api_key=" + token).then().statusCode(200);
        given().put("/i/gpslogger/" + token + "?lat=1&lon=2&timestamp=1772524806")
                .then()
                .statusCode(200);
        given().body("points=[[3,4,1772524807]]")
                .post("/i/phonetrack/logPostMultiple/" + token + "/car")
                .then()
                .statusCode(200)
                .body("done", equalTo(1));
        assertThat(readBack(phone))
                .containsExactly(
                        "2026-03-03T08:00:05Z 52.5163 13.3777",
                        "2026-03-03T08:00:06Z 1.0 2.0",
                        "2026-03-03T08:00:07Z 3.0 4.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/i/owntracks", "/i/owntracks/wrong", "/i/overland/pub"})
    void withoutAKnownTokenItIs401AndNothingElse(String path) {
        given().body(FIX).post(path).then().statusCode(401).contentType("application/problem+json");
        given().header("Authorization", "Bearer nonsense")
                .body(FIX)
                .post(path)
                .then()
                .statusCode(401);
        driver.asks().body(FIX).post(path).then().statusCode(401);
        given().body(FIX).post("/i/owntracks/" + driver.token()).then().statusCode(401);
    }

    @Test
    void anUnknownKindIsNothing() {
        given().get("/i/nonsense/x").then().statusCode(404).body("detail", containsString("owntracks, phonetrack"));
    }

    /** A 4xx would make it delete what it holds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{",
                "[]",
                "{\"_type\":\"location\"}",
                "{\"_type\":\"location\",\"lat\":95,\"lon\":1,\"tst\":1772524805}",
                "{\"_type\":\"location\",\"lat\":0,\"lon\":0,\"tst\":1772524805}",
                "{\"_type\":\"location\",\"lat\":1,\"lon\":1,\"tst\":99999999999999}",
                "{\"_type\":\"nothing known\"}",
                "{\"_type\":\"encrypted\",\"data\":\"AAAA\"}",
            })
    void ownTracksIsNeverRefused(String body) {
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        for (String type : List.of("application/json", "text/x-odd", "application/x-www-form-urlencoded")) {
            given().header("Content-Type", type)
                    .header("Accept", "image/png")
                    .body(body)
                    .post("/i/owntracks/" + phone.token())
                    .then()
                    .statusCode(200)
                    .body(equalTo("[]"));
        }
        assertThat(readBack(phone)).isEmpty();
    }

    @Test
    void ownTracksIsNotRefusedForAnImageTooLargeToKeep() {
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        String large = FIX.replace("}", ",\"image\":\"" + "A".repeat(5_000_000) + "\"}");
        given().body(large).post("/i/owntracks/" + phone.token()).then().statusCode(200);
        given().body(large).post("/i/overland/" + phone.token()).then().statusCode(413);
    }

    @Test
    void aDeviceOverItsRateIsAskedToWaitBy503() {
        LiveServer.Phone noisy = LiveServer.newPhone(driver);
        time.stop();
        try {
            for (int i = 0; i < 200; i++) {
                given().body("").post("/i/owntracks/" + noisy.token()).then().statusCode(200);
            }
            given().body(FIX)
                    .post("/i/owntracks/" + noisy.token())
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "5");
            given().body("{\"locations\":[]}")
                    .post("/i/overland/" + noisy.token())
                    .then()
                    .statusCode(503)
                    .body(not(containsString("\"ok\"")));
        } finally {
            time.run();
        }
    }

    @Test
    void aBatchOfAThousandIsTakenWholeCompressedOrNot() throws IOException {
        String item = "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[13.38,52.517]},"
                + "\"properties\":{\"timestamp\":\"2026-03-03T08:%02d:%02dZ\",\"speed\":3,\"filler\":\""
                + "x".repeat(480) + "\"}}";
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            items.add(item.formatted(i / 60, i % 60));
        }
        Collections.reverse(items);
        byte[] body = ("{\"locations\":[" + String.join(",", items) + "]}").getBytes(StandardCharsets.UTF_8);
        assertThat(body).hasSizeGreaterThan(600_000);
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        for (byte[] sent : List.of(body, gzip(body))) {
            RequestSpecification request = given().contentType(ContentType.JSON);
            (sent == body ? request : request.header("Content-Encoding", "gzip"))
                    .body(sent)
                    .post("/i/overland/" + phone.token())
                    .then()
                    .statusCode(200)
                    .body(equalTo("{\"result\":\"ok\"}"));
        }
        assertThat(readBack(phone)).hasSize(1000);
    }

    @Test
    void aReorderedBatchMakesTheSameTrips() {
        List<Map<String, Object>> positions = new Drives(Instant.parse("2026-03-10T12:00:00Z"))
                .park(6)
                .drive(10, 1)
                .park(30)
                .drive(20, -1)
                .park(30)
                .positions();
        List<Map<String, Object>> shuffled = new ArrayList<>(positions);
        Collections.shuffle(shuffled, new Random(7));
        List<List<Map<String, Object>>> trips = new ArrayList<>();
        for (List<Map<String, Object>> sent : List.of(positions, shuffled)) {
            LiveServer.Account owner = LiveServer.newDriver();
            LiveServer.Phone phone = LiveServer.newPhone(owner);
            for (int from = 0; from < sent.size(); from += 500) {
                given().contentType(ContentType.JSON)
                        .body(Map.of("locations", overland(sent.subList(from, Math.min(sent.size(), from + 500)))))
                        .post("/i/overland/" + phone.token())
                        .then()
                        .statusCode(200)
                        .body("result", equalTo("ok"));
            }
            List<Map<String, Object>> stored = new ArrayList<>();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(owner.asks()
                                .get("/api/v1/devices/" + phone.id() + "/positions?limit=10000")
                                .jsonPath()
                                .getList("positions"))
                        .hasSameSizeAs(positions);
                stored.clear();
                stored.addAll(owner.asks().get("/api/v1/trips").jsonPath().getList("trips"));
                assertThat(stored).hasSize(2);
            });
            // Both are derived from the device.
            stored.forEach(trip -> trip.keySet().removeAll(List.of("id", "deviceId")));
            trips.add(stored);
        }
        assertThat(trips.get(1)).isEqualTo(trips.get(0));
    }

    private static List<Map<String, Object>> overland(List<Map<String, Object>> positions) {
        return positions.stream()
                .map(position -> Map.<String, Object>of(
                        "type",
                        "Feature",
                        "geometry",
                        Map.of("type", "Point", "coordinates", List.of(position.get("lon"), position.get("lat"))),
                        "properties",
                        Map.of(
                                "timestamp",
                                position.get("time"),
                                "speed",
                                position.get("speed"),
                                "horizontal_accuracy",
                                position.get("accuracy"))))
                .toList();
    }

    @Test
    void tokensStandInNoLogAndNoMetric() {
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        List<String> logged = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                logged.add(new PatternFormatter("%s%e").format(org.jboss.logmanager.ExtLogRecord.wrap(record)));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("").addHandler(handler);
        try {
            for (String kind : List.of("owntracks", "overland", "nonsense")) {
                given().body(FIX).post("/i/" + kind + "/" + phone.token() + "/more?token=" + phone.token());
                given().body("{").post("/i/" + kind + "/" + phone.token());
                given().get("/i/" + phone.token());
            }
        } finally {
            Logger.getLogger("").removeHandler(handler);
        }
        assertThat(logged).noneMatch(line -> line.contains(phone.token()));
        given().get("/q/metrics").then().statusCode(200).body(not(containsString(phone.token())));
    }

    @Test
    void theDocumentOfTheApiTellsOfIt() {
        given().header("Accept", "application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.'/i/{kind}/{token}'.post.responses", org.hamcrest.Matchers.hasKey("503"));
    }

    private static Response send(SampleRequests.Sample sample, LiveServer.Phone phone) {
        String path =
                "/i/" + sample.kind() + "/" + phone.token() + (sample.path().isEmpty() ? "" : "/" + sample.path());
        RequestSpecification request = given().urlEncodingEnabled(false);
        String address = sample.query().isEmpty() ? path : path + "?" + sample.query();
        if (sample.body().isEmpty() && !sample.query().isEmpty()) {
            return request.get(address);
        }
        return request.header("Content-Type", sample.type()).body(sample.body()).post(address);
    }

    /** What is stored of the phone, once all that was sent before has been read from the stream. */
    private List<String> readBack(LiveServer.Phone phone) {
        LiveServer.post(phone, List.of(Map.of("time", LAST, "lat", 1, "lon", 1)));
        String path = "/api/v1/devices/" + phone.id() + "/positions?limit=5000&from=1990-01-01T00:00:00Z&to=";
        Instant end = Instant.parse(LAST);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> driver.asks()
                        .get("/api/v1/devices/" + phone.id() + "/positions?from=" + LAST)
                        .then()
                        .statusCode(200)
                        .body("positions", hasSize(1)));
        List<Map<String, Object>> positions =
                driver.asks().get(path + end).jsonPath().getList("positions");
        return positions.stream().map(PhoneAppsTest::described).toList();
    }

    private static String described(Map<String, Object> position) {
        return Instant.parse((String) position.get("time"))
                + " "
                + number(position.get("lat"))
                + " "
                + number(position.get("lon"))
                + value(position.get("speed"), "", " m/s")
                + value(position.get("course"), "", " deg")
                + value(position.get("altitude"), "", " m")
                + value(position.get("accuracy"), "+-", " m");
    }

    private static String value(Object value, String before, String after) {
        return value == null ? "" : " " + before + number(value) + after;
    }

    private static double number(Object value) {
        return Double.parseDouble(String.valueOf(value));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
