package dev.rumbo.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.rumbo.api.LiveServer;
import dev.rumbo.web.Visitor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files in, as an owner meets it. */
@QuarkusTest
@TestProfile(LiveServer.class)
class ImportTest {

    private static final String POINT = "<trkpt lat=\"52.5163\" lon=\"13.3777\"><ele>96.0</ele><time>%s</time>"
            + "<extensions><x:speed xmlns:x=\"x\">12.5</x:speed><x:course xmlns:x=\"x\">271</x:course></extensions></trkpt>";

    @Test
    void aGpxFileIsPreviewedThenImportedAndReadBack() {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        String gpx = gpx("2026-03-03T08:00:05Z", "2026-03-03T09:00:00Z");
        post(driver, phone, gpx, "?preview=true")
                .statusCode(200)
                .body("positions", equalTo(2))
                .body("from", equalTo("2026-03-03T08:00:05Z"))
                .body("to", equalTo("2026-03-03T09:00:00Z"))
                .body("imported", equalTo(0));
        post(driver, phone, gpx, "").statusCode(200).body("imported", equalTo(2));
        List<Map<String, Object>> positions = stored(driver, phone, 2);
        assertThat(positions.get(0).values().stream().map(String::valueOf))
                .contains("2026-03-03T08:00:05Z", "52.5163", "13.3777", "12.5", "271.0", "96.0");
    }

    @Test
    void whatOverlapsIsSkippedOrKept() {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        LiveServer.post(phone, List.of(Map.of("time", "2026-03-03T08:00:30Z", "lat", 52.5, "lon", 13.3)));
        stored(driver, phone, 1);
        String gpx = gpx("2026-03-03T08:00:05Z", "2026-03-03T08:01:31Z", "2026-03-03T09:00:00Z");
        post(driver, phone, gpx, "")
                .statusCode(200)
                .body("overlapping", equalTo(1))
                .body("imported", equalTo(2));
        stored(driver, phone, 3);
        post(driver, phone, gpx, "?overlap=keep").statusCode(200).body("imported", equalTo(3));
        stored(driver, phone, 4);
    }

    @Test
    void anImportIsUndoneAndNothingElseIsLost() {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        String gpx = gpx("2026-03-03T08:00:05Z", "2026-03-03T09:00:00Z", "2026-03-04T09:00:00Z");
        LiveServer.post(phone, List.of(Map.of("time", "2026-03-03T08:00:30Z", "lat", 52.5, "lon", 13.3)));
        stored(driver, phone, 1);
        String imports = "/api/v1/devices/" + phone.id() + "/imports";
        String first = post(driver, phone, gpx("2026-03-03T09:00:00Z"), "?overlap=keep&name=one.gpx")
                .statusCode(200)
                .extract()
                .path("id");
        stored(driver, phone, 2);
        String second = post(driver, phone, gpx, "?overlap=keep&name=all.gpx")
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("imported", equalTo(3))
                .body("added", equalTo(2))
                .extract()
                .path("id");
        stored(driver, phone, 4);
        driver.asks()
                .get(imports)
                .then()
                .body("imports.fileName", equalTo(List.of("all.gpx", "one.gpx")))
                .body("imports.id", equalTo(List.of(second, first)));

        for (int i = 0; i < 2; i++) {
            driver.asks().delete(imports + "/" + second).then().statusCode(200).body("state", equalTo("undone"));
            stored(driver, phone, 2);
        }
        LiveServer.newDriver().asks().delete(imports + "/" + first).then().statusCode(404);
        driver.asks().delete(imports + "/none").then().statusCode(404);
        driver.asks().delete(imports + "/" + first).then().statusCode(200);
        stored(driver, phone, 1);

        post(driver, phone, gpx, "?overlap=keep").statusCode(200).body("added", equalTo(3));
        stored(driver, phone, 4);
    }

    @Test
    void ofTheTimeBetweenTwoSegmentsNothingIsKnown() {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        String file = twoSegments();
        String id = post(driver, phone, file, "").statusCode(200).extract().path("id");
        Map<String, Object> trip = trip(driver, 120);
        assertThat((Float) trip.get("unknownMeters")).isBetween(990f, 1_010f);
        assertThat(corrections(driver, phone)).isEmpty();

        String exported = driver.asks()
                .accept("application/gpx+xml")
                .get("/api/v1/devices/" + phone.id() + "/positions")
                .asString();
        assertThat(exported.split("<trkseg>", -1)).hasSize(3);
        LiveServer.Account other = LiveServer.newDriver();
        post(other, LiveServer.newPhone(other), exported, "").statusCode(200);
        assertThat(trip(other, 120)).isEqualTo(trip);

        driver.asks()
                .delete("/api/v1/devices/" + phone.id() + "/imports/" + id)
                .then()
                .statusCode(200);
        post(driver, phone, file.replace("</trkseg><trkseg>", ""), "").statusCode(200);
        assertThat(trip(driver, 0)).containsEntry("unknownMeters", 0);
    }

    /** The only trip, without what its device is in, once that much of it is unknown. */
    private static Map<String, Object> trip(LiveServer.Account driver, int unknownSeconds) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> driver.asks()
                        .get("/api/v1/trips")
                        .then()
                        .body("trips.unknownSeconds", equalTo(List.of(unknownSeconds)))
                        .body("trips.positionCount", equalTo(List.of(242))));
        Map<String, Object> trip = driver.asks().get("/api/v1/trips").path("trips[0]");
        trip.keySet().removeAll(List.of("id", "deviceId"));
        return trip;
    }

    private static List<Object> corrections(LiveServer.Account driver, LiveServer.Phone phone) {
        return driver.asks()
                .get("/api/v1/devices/" + phone.id() + "/corrections")
                .path("corrections");
    }

    /** Twice ten minutes northward at 10 m/s, two minutes and a kilometre apart. */
    private static String twoSegments() {
        StringBuilder file = new StringBuilder("<gpx><trk>");
        Instant start = Instant.parse("2026-03-03T08:00:00Z");
        for (int segment = 0; segment < 2; segment++) {
            file.append("<trkseg>");
            for (int i = 0; i <= 120; i++) {
                file.append("<trkpt lat=\"%s\" lon=\"13.3\"><time>%s</time></trkpt>"
                        .formatted(
                                BigDecimal.valueOf(520_000_000L + 4_495L * i + segment * 629_300L, 7),
                                start.plusSeconds(5L * i + segment * 720L)));
            }
            file.append("</trkseg>");
        }
        return file.append("</trk></gpx>").toString();
    }

    @Test
    void whatWasReplacedComesBackWhenTheImportIsUndone() {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        LiveServer.post(
                phone,
                List.of(
                        Map.of("time", "2026-03-03T08:00:30Z", "lat", 52.5, "lon", 13.3),
                        Map.of("time", "2026-03-03T08:20:30Z", "lat", 52.5, "lon", 13.3),
                        Map.of("time", "2026-03-03T12:00:00Z", "lat", 52.5, "lon", 13.3)));
        List<Map<String, Object>> before = stored(driver, phone, 3);
        String gpx = gpx("2026-03-03T08:00:05Z", "2026-03-03T08:40:00Z", "2026-03-03T15:00:00Z");
        String id = post(driver, phone, gpx, "?overlap=replace")
                .statusCode(200)
                .body("replaced", equalTo(2))
                .body("added", equalTo(3))
                .extract()
                .path("id");
        assertThat(stored(driver, phone, 4)).contains(before.get(2)).doesNotContain(before.get(0), before.get(1));

        driver.asks()
                .delete("/api/v1/devices/" + phone.id() + "/imports/" + id)
                .then()
                .statusCode(200);

        assertThat(stored(driver, phone, 3)).isEqualTo(before);
    }

    @Test
    void anAdministratorLearnsNeitherWhatOverlapsNorWhatFilesAreCalled() {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        post(driver, phone, gpx("2026-03-03T08:00:05Z"), "?name=Divorce.gpx").body("fileName", equalTo("Divorce.gpx"));
        stored(driver, phone, 1);

        post(LiveServer.admin(), phone, gpx("2026-03-03T08:00:30Z"), "?preview=true")
                .statusCode(200)
                .body("positions", equalTo(1))
                .body("overlapping", nullValue());

        LiveServer.admin()
                .asks()
                .get("/api/v1/devices/" + phone.id() + "/imports")
                .then()
                .body("imports", hasSize(1))
                .body("imports[0].fileName", nullValue());
        Visitor boss = new Visitor();
        boss.logIn("admin@rumbo.example", Visitor.PASSWORD);
        assertThat(boss.read("/devices/" + phone.id() + "/import").text()).doesNotContain("Divorce");
    }

    @Test
    void whatCannotBeReadChangesNothing() {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        post(driver, phone, gpx("2026-03-03T08:00:05Z").replace("</trkseg>", ""), "")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("not valid XML"));
        post(driver, phone, "<kml/>", "").statusCode(400).body("detail", containsString("KML"));
        post(driver, phone, "x", "?overlap=both").statusCode(400).body("errors[0].field", equalTo("overlap"));
        post(LiveServer.newDriver(), phone, gpx("2026-03-03T08:00:05Z"), "").statusCode(404);
        driver.asks().get("/api/v1/devices/" + phone.id() + "/positions").then().body("positions", hasSize(0));
    }

    private static ValidatableResponse post(
            LiveServer.Account account, LiveServer.Phone phone, String file, String query) {
        return account.asks()
                .contentType("application/octet-stream")
                .body(file.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/devices/" + phone.id() + "/imports" + query)
                .then();
    }

    private static List<Map<String, Object>> stored(LiveServer.Account driver, LiveServer.Phone phone, int count) {
        String path = "/api/v1/devices/" + phone.id() + "/positions";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> driver.asks().get(path).then().body("positions", hasSize(count)));
        return driver.asks().get(path).jsonPath().getList("positions");
    }

    private static String gpx(String... times) {
        StringBuilder points = new StringBuilder();
        for (String time : times) {
            points.append(POINT.formatted(time));
        }
        return "<gpx><trk><trkseg>" + points + "</trkseg></trk></gpx>";
    }
}
