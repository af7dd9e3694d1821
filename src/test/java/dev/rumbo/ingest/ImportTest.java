package dev.rumbo.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
