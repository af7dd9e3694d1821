package dev.rumbo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that are not as they were written, accounts that are not those they were taken from, and values at their limits. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchiveTest {

    private static final List<Map<String, Object>> LIMITS = List.of(
            Map.of("time", "1990-01-01T00:00:00.001Z", "lat", 0, "lon", 0),
            Map.of("time", "2026-03-03T08:00:00Z", "lat", -90, "lon", -180, "speed", 20000000, "altitude", -100000000),
            Map.of("time", "2026-03-03T08:00:00Z", "lat", 90, "lon", 180, "speed", 0, "course", 359.9),
            Map.of("time", "2026-03-03T08:00:00.123Z", "lat", 0.0000001, "lon", 1, "accuracy", 99999999.9));

    private byte[] sound = {};
    private String soundCsv = "";
    private LiveServer.Account empty = new LiveServer.Account("", "");

    @Test
    void whatIsStoredComesOutAndInExactly() throws IOException {
        LiveServer.Account from = LiveServer.newDriver();
        LiveServer.Phone kept = LiveServer.newPhone(from, "=1+1, \"kept\"");
        LiveServer.Phone removed = LiveServer.newPhone(from, "removed");
        LiveServer.post(kept, LIMITS);
        LiveServer.post(removed, LIMITS.subList(0, 1));
        String csv = csv(from, kept.id(), 4);
        csv(from, removed.id(), 1);
        from.asks().delete("/api/v1/devices/" + removed.id()).then().statusCode(204);

        LiveServer.Account into = LiveServer.newDriver();
        byte[] archive = archive(from);
        restore(into, archive, "")
                .statusCode(200)
                .body("added.devices", equalTo(2))
                .body("added.positions", equalTo(5));

        into.asks().get("/api/v1/devices").then().body("devices.name", equalTo(List.of("=1+1, \"kept\"")));
        String id = into.asks().get("/api/v1/devices").path("devices[0].id");
        assertThat(csv(into, id, 4)).isEqualTo(csv);
        assertThat(unpacked(archive(into)).get("positions/1.csv").length
                        + unpacked(archive(into)).get("positions/2.csv").length)
                .isEqualTo(unpacked(archive).get("positions/1.csv").length
                        + unpacked(archive).get("positions/2.csv").length);
        assertThat(new String(archive, StandardCharsets.ISO_8859_1)).doesNotContain(kept.token());
        for (byte[] entry : unpacked(archive).values()) {
            assertThat(new String(entry, StandardCharsets.UTF_8)).doesNotContain(kept.token(), from.token(), "argon");
        }
    }

    @Test
    void anArchiveTouchesNothingOfTheAccountItWasTakenFrom() {
        LiveServer.Account from = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(from);
        LiveServer.post(phone, LIMITS);
        csv(from, phone.id(), 4);
        byte[] archive = archive(from);
        LiveServer.Account into = LiveServer.newDriver();
        restore(into, archive, "").statusCode(200);
        String made = into.asks().get("/api/v1/devices").path("devices[0].id");
        assertThat(made).isNotEqualTo(phone.id());
        into.asks().delete("/api/v1/devices/" + made + "?data=delete").then().statusCode(204);
        csv(from, phone.id(), 4);
        from.asks().get("/api/v1/devices/" + phone.id() + "/imports").then().body("imports", hasSize(0));

        restore(into, archive, "")
                .statusCode(200)
                .body("added.devices", equalTo(1))
                .body("added.positions", equalTo(4));
        from.asks()
                .delete("/api/v1/devices/" + phone.id() + "?data=delete")
                .then()
                .statusCode(204);
        restore(from, archive, "").statusCode(200).body("added.devices", equalTo(1));
    }

    @Test
    void whereRecordingBrokeOffComesAlong() {
        LiveServer.Account from = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(from);
        String point = "<trkpt lat=\"%s\" lon=\"13\"><time>2026-03-03T08:%02d:00Z</time></trkpt>";
        StringBuilder file = new StringBuilder("<gpx><trk><trkseg>");
        for (int minute = 0; minute < 20; minute++) {
            file.append(minute == 10 ? "</trkseg><trkseg>" : "")
                    .append(point.formatted("52." + (100 + minute), minute));
        }
        from.asks()
                .contentType("application/octet-stream")
                .body((file + "</trkseg></trk></gpx>").getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/devices/" + phone.id() + "/imports")
                .then()
                .statusCode(200);
        awaitUnknown(from);
        byte[] archive = archive(from);
        assertThat(new String(unpacked(archive).get("borders/1.json"), StandardCharsets.UTF_8))
                .isEqualTo("[[\"2026-03-03T08:09:00Z\",\"2026-03-03T08:10:00Z\"]]");
        assertThat(unpacked(archive).get("corrections/1.json")).containsExactly('[', ']');

        LiveServer.Account into = LiveServer.newDriver();
        restore(into, archive, "").statusCode(200).body("added.corrections", equalTo(0));
        awaitUnknown(into);
        restore(into, archive, "").statusCode(200).body("added.positions", equalTo(0));
        assertThat(unpacked(archive(into)).get("borders/1.json"))
                .isEqualTo(unpacked(archive).get("borders/1.json"));
        restore(empty, changed(archive, entries -> replace(entries, "borders/1.json", "08:10", "08:11")), "")
                .statusCode(400)
                .body("errors[0].detail", containsString("borders/1.json was changed"));
        restore(empty, changed(archive, entries -> replace(entries, "borders/1.json", "08:10", "08:01")), "")
                .statusCode(400)
                .body("errors[0].detail", containsString("no pair of times"));
    }

    private static void awaitUnknown(LiveServer.Account account) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> account.asks()
                        .get("/api/v1/trips")
                        .then()
                        .body("trips.unknownSeconds", equalTo(List.of(60)))
                        .body("trips.positionCount", equalTo(List.of(20))));
    }

    @Test
    void settingsAreTakenUnlessTheyAreKept() {
        LiveServer.Account into = LiveServer.newDriver();
        byte[] moved = changed(
                archive(LiveServer.newDriver()),
                entries -> replace(entries, "manifest.json", "America/Montevideo", "Asia/Tokyo"));
        restore(into, moved, "?preview=true").statusCode(200).body("timeZone", equalTo("Asia/Tokyo"));
        restore(into, moved, "?settings=keep").statusCode(200);
        assertThat(zone(into)).isEqualTo("America/Montevideo");
        restore(into, moved, "").statusCode(200);
        assertThat(zone(into)).isEqualTo("Asia/Tokyo");
        restore(into, moved, "?settings=some").statusCode(400).body("errors[0].field", equalTo("settings"));
    }

    @Test
    void aLargeArchiveComesInChunks() {
        LiveServer.Account from = LiveServer.newDriver();
        LiveServer.post(LiveServer.newPhone(from), LIMITS);
        byte[] archive = archive(from);
        LiveServer.Account into = LiveServer.newDriver();
        String upload = "/api/v1/archive/uploads/an-upload-of-it";
        int half = archive.length / 2;
        put(into, upload, 0, Arrays.copyOf(archive, half)).body("bytes", equalTo(half));
        put(into, upload, 0, archive).statusCode(409);
        from.asks().get(upload).then().body("bytes", equalTo(0));
        put(into, upload, half, Arrays.copyOfRange(archive, half, archive.length))
                .body("bytes", equalTo(archive.length));
        restore(into, new byte[0], "?upload=an-upload-of-it&preview=true").statusCode(200);
        restore(into, new byte[0], "?upload=an-upload-of-it").statusCode(200).body("added.devices", equalTo(1));
        restore(into, new byte[0], "?upload=an-upload-of-it")
                .statusCode(400)
                .body("errors[0].field", equalTo("upload"));
    }

    private interface Damage {
        byte[] of(byte[] archive);
    }

    /** Before each test, because the address of the server is known only then; once, because passwords are slow to hash. */
    @BeforeEach
    void anArchiveIsTaken() {
        if (sound.length == 0) {
            LiveServer.Account from = LiveServer.newDriver();
            LiveServer.Phone phone = LiveServer.newPhone(from);
            LiveServer.post(phone, LIMITS);
            soundCsv = csv(from, phone.id(), 4);
            sound = archive(from);
            empty = LiveServer.newDriver();
        }
    }

    static Stream<Arguments> whatIsNoArchive() {
        return Stream.of(
                damage("breaks off", archive -> Arrays.copyOf(archive, archive.length / 2)),
                damage("breaks off", archive -> changed(archive, entries -> entries.remove("manifest.json"))),
                damage("no archive of Rumbo", archive -> "<gpx/>".getBytes(StandardCharsets.UTF_8)),
                damage("no archive of Rumbo", archive -> new byte[0]),
                damage("begins with drive.gpx", archive -> zipped(Map.of("drive.gpx", new byte[1]))),
                damage(
                        "../places.json",
                        archive -> changed(archive, entries -> entries.put("../places.json", new byte[1]))),
                damage("lacks places.json", archive -> changed(archive, entries -> entries.remove("places.json"))),
                damage(
                        "devices.json was changed",
                        archive -> changed(archive, entries -> replace(entries, "devices.json", "Pixel", "pixel"))),
                damage(
                        "positions/1.csv was changed",
                        archive -> changed(
                                archive, entries -> replace(entries, "positions/1.csv", "2026-03-03", "2026-03-04"))),
                damage(
                        "positions/1.csv holds what is no position",
                        archive -> changed(archive, entries -> replace(entries, "positions/1.csv", ",90,", ",91,"))),
                damage(
                        "is not in manifest.json",
                        archive -> changed(
                                archive,
                                entries -> entries.put("corrections/1.json", "[]".getBytes(StandardCharsets.UTF_8)))),
                damage(
                        "no correction",
                        archive -> changed(
                                archive,
                                entries -> entries.put(
                                        "corrections/1.json",
                                        "[{\"kind\":\"split\"}]".getBytes(StandardCharsets.UTF_8)))),
                damage(
                        "version is 3",
                        archive -> changed(
                                archive,
                                entries -> replace(entries, "manifest.json", "\"version\":1", "\"version\":3"))),
                damage(
                        "format is not",
                        archive -> changed(
                                archive, entries -> replace(entries, "manifest.json", "rumbo-archive", "other"))),
                damage(
                        "settings.timeZone",
                        archive -> changed(archive, entries -> replace(entries, "manifest.json", "America/", "Moon/"))),
                damage(
                        "settings.locale",
                        archive -> changed(
                                archive,
                                entries -> replace(entries, "manifest.json", "\"locale\":\"en", "\"locale\":\"e_n"))),
                damage(
                        "manifest.json cannot be read",
                        archive -> changed(archive, entries -> entries.put("manifest.json", new byte[] {'['}))),
                damage("200 times", archive -> zipped(Map.of("positions/1.csv", bomb()))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatIsNoArchive")
    void whatIsNoArchiveIsNamedAndChangesNothing(String told, Damage damage) {
        restore(empty, damage.of(sound), "")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("archive"))
                .body("errors[0].detail", containsString(told));
        empty.asks().get("/api/v1/devices").then().body("devices", hasSize(0));
        assertThat(zone(empty)).isEqualTo("America/Montevideo");
    }

    /** One flipped bit anywhere is told, or was where nothing is kept. */
    @Test
    void aFlippedBitIsNeverRestoredAsSomethingElse() {
        Random random = new Random(6);
        for (int i = 0; i < 60; i++) {
            byte[] flipped = sound.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            int status = restore(empty, flipped, "?preview=true").extract().statusCode();
            assertThat(status).isIn(200, 400);
            if (status == 200) {
                assertThat(new String(unpacked(flipped).get("positions/1.csv"), StandardCharsets.UTF_8))
                        .isEqualTo(soundCsv);
            }
        }
    }

    @Test
    void aBombSentAsAFileEndsToo() {
        LiveServer.Account driver = LiveServer.newDriver();
        LiveServer.Phone phone = LiveServer.newPhone(driver);
        driver.asks()
                .contentType("application/octet-stream")
                .body(zipped(Map.of("drive.csv", bomb())))
                .post("/api/v1/devices/" + phone.id() + "/imports")
                .then()
                .statusCode(400)
                .body("detail", containsString("200 times"));
    }

    private static Arguments damage(String told, Damage damage) {
        return Arguments.of(told, damage);
    }

    /** 26 MB of positions that are all the same. */
    private static byte[] bomb() {
        return ("time,lat,lon,speed,course,altitude,accuracy\r\n" + "2026-03-03T08:00:00Z,1,1,,,,\r\n".repeat(900_000))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] archive(LiveServer.Account account) {
        return account.asks()
                .get("/api/v1/archive")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
    }

    private static ValidatableResponse restore(LiveServer.Account account, byte[] archive, String query) {
        return account.asks()
                .contentType("application/octet-stream")
                .body(archive)
                .post("/api/v1/archive" + query)
                .then();
    }

    private static ValidatableResponse put(LiveServer.Account account, String upload, int offset, byte[] chunk) {
        return account.asks()
                .contentType("application/octet-stream")
                .queryParam("offset", offset)
                .body(chunk)
                .put(upload)
                .then();
    }

    private static String csv(LiveServer.Account account, String device, int count) {
        String path = "/api/v1/devices/" + device + "/positions";
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> account.asks().get(path).then().body("positions", hasSize(count)));
        return account.asks().accept("text/csv").get(path).asString();
    }

    private static String zone(LiveServer.Account account) {
        return account.asks().get("/api/v1/days/2026-03-03").path("timeZone");
    }

    /** The archive with other entries; the manifest tells of what was there before, except where only the manifest is changed. */
    private static byte[] changed(byte[] archive, Consumer<Map<String, byte[]>> change) {
        Map<String, byte[]> entries = unpacked(archive);
        change.accept(entries);
        return zipped(entries);
    }

    private static void replace(Map<String, byte[]> entries, String name, String old, String with) {
        String before = new String(entries.get(name), StandardCharsets.UTF_8);
        assertThat(before).contains(old);
        entries.put(name, before.replace(old, with).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, byte[]> unpacked(byte[] archive) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return entries;
    }

    private static byte[] zipped(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return bytes.toByteArray();
    }
}
