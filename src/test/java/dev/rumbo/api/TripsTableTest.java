package dev.rumbo.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.zip.ZipFile;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trips as tables say what the API says. */
@QuarkusTest
@TestProfile(LiveServer.class)
class TripsTableTest {

    @TempDir
    Path folder;

    @Test
    void csvAndXlsxHoldEveryTripOfTheApi() throws IOException {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.post(
                LiveServer.newPhone(driver),
                new Drives(Instant.parse("2026-03-10T12:00:00Z"))
                        .park(6)
                        .drive(10, 1)
                        .park(30)
                        .drive(20, -1)
                        .park(30)
                        .positions());
        LiveServer.awaitTrips(driver, 2);
        JsonPath api = driver.asks().get("/api/v1/trips").jsonPath();
        String csv = driver.asks().get("/api/v1/trips.csv").asString();
        String[] lines = csv.split("\r\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("start,end,localStart,localEnd,distanceMeters,");
        for (int i = 0; i < 2; i++) {
            Map<String, Object> trip = api.getMap("trips[" + i + "]");
            String[] cells = lines[i + 1].split(",", -1);
            assertThat(cells[0]).isEqualTo(trip.get("start"));
            assertThat(Double.parseDouble(cells[4]))
                    .isEqualTo(Double.parseDouble(String.valueOf(trip.get("distanceMeters"))));
            assertThat(cells[6]).isEqualTo(String.valueOf(trip.get("drivingSeconds")));
            assertThat(cells[19]).endsWith((String) trip.get("id"));
        }
        // Montevideo is three hours behind.
        assertThat(lines[1].split(",")[2])
                .isEqualTo(Instant.parse(api.getString("trips[0].start"))
                        .minusSeconds(3 * 3600)
                        .toString()
                        .replace("Z", ""));

        byte[] xlsx = driver.asks().get("/api/v1/trips.xlsx").asByteArray();
        String sheet = entry(xlsx, "xl/worksheets/sheet1.xml");
        assertThat(sheet.split("<row ")).hasSize(4);
        assertThat(LiveServer.newDriver()
                        .asks()
                        .get("/api/v1/trips.csv")
                        .asString()
                        .split("\r\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"x\",\"y\")"})
    void aNameIsNeverAFormula(String name) throws IOException {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        LiveServer.post(
                phone,
                new Drives(Instant.parse("2026-03-10T12:00:00Z"))
                        .park(6)
                        .drive(10, 1)
                        .park(30)
                        .positions());
        LiveServer.awaitTrips(driver, 1);
        String id = driver.asks().get("/api/v1/trips").path("trips[0].id");
        driver.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("kind", "describe", "trip", id, "name", name))
                .post("/api/v1/devices/" + phone.id() + "/corrections")
                .then()
                .statusCode(201);
        String harmless = "'" + name;
        String line = driver.asks().get("/api/v1/trips.csv").asString().split("\r\n")[1];
        assertThat(line)
                .contains(
                        harmless.contains("\"")
                                ? ",\"" + harmless.replace("\"", "\"\"") + "\","
                                : "," + harmless + ",");
        byte[] xlsx = driver.asks().get("/api/v1/trips.xlsx").asByteArray();
        assertThat(Jsoup.parse(entry(xlsx, "xl/sharedStrings.xml"), "", Parser.xmlParser())
                        .select("t")
                        .eachText())
                .contains(harmless)
                .doesNotContain(name);
        assertThat(entry(xlsx, "xl/worksheets/sheet1.xml")).doesNotContain("<f>");
    }

    private String entry(byte[] archive, String name) throws IOException {
        Path file = Files.write(folder.resolve("trips.xlsx"), archive);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
