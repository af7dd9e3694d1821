package dev.rumbo.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Phones that begin large posts and do not end them, until the memory for bodies is held. */
@QuarkusTest
@TestProfile(LiveServer.class)
class AdmissionTest {

    private static final String PATH = "/api/v1/positions";
    private static final int BODY = PostBody.MAX_BYTES;
    /** Of the default of 32 MiB, of which a body of 4 MiB and what a request takes besides leave room for so many. */
    private static final int FIT = 7;

    private LiveServer.Account driver;
    private final List<Upload> uploads = new ArrayList<>();

    @BeforeEach
    void aDriver() {
        driver = LiveServer.newDriver();
    }

    @AfterEach
    void nothingIsHeldInTheEnd() throws IOException {
        for (Upload upload : uploads) {
            upload.close();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> heldBytes() == 0);
    }

    @Test
    void oneDeviceIsRefusedAtItsShareWhileAnotherIsServed() throws IOException {
        LiveServer.Phone noisy = LiveServer.newPhone(driver);
        Upload first = begun(noisy, 0);

        post(noisy, BODY - 100).statusCode(503).header("Retry-After", "2").contentType("application/problem+json");
        post(LiveServer.newPhone(driver), 100).statusCode(202);

        assertThat(first.end()).contains("202");
        post(noisy, 100).statusCode(202);
    }

    @Test
    void allAreRefusedBeforeTheMemoryIsFullAndWhatWasBegunIsStored() throws IOException {
        List<LiveServer.Phone> phones = new ArrayList<>();
        for (int i = 0; i < FIT; i++) {
            phones.add(LiveServer.newPhone(driver));
            begun(phones.get(i), i);
        }
        LiveServer.Phone late = LiveServer.newPhone(driver);

        post(late, BODY - 100)
                .statusCode(503)
                .header("Retry-After", "2")
                .body("status", equalTo(503))
                .body("detail", equalTo("Too much is being posted at once. Send all of it again later."));
        // What is small still fits beside them, and who reads is not held up.
        post(late, 100).statusCode(202);
        assertThat(heldBytes()).isBetween((long) FIT * BODY, 32L * 1024 * 1024);

        for (Upload upload : uploads) {
            assertThat(upload.end()).contains("202");
        }
        for (int i = 0; i < FIT; i++) {
            LiveServer.Phone phone = phones.get(i);
            String time = time(i);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> driver.asks()
                            .get("/api/v1/devices/" + phone.id()
                                    + "/positions?from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z")
                            .then()
                            .body("positions.time", hasSize(1))
                            .body("positions[0].time", equalTo(time)));
        }
        post(late, BODY - 100).statusCode(202);
    }

    @Test
    void whoGoesAwayInTheMiddleHoldsNothing() throws IOException {
        begun(LiveServer.newPhone(driver), 0);
        assertThat(heldBytes()).isGreaterThan(BODY);

        uploads.get(0).close();

        await().atMost(Duration.ofSeconds(30)).until(() -> heldBytes() == 0);
    }

    @Test
    void whatUnpacksToMoreThanWasToBeExpectedNeedsRoomToo() throws IOException {
        for (int i = 0; i < FIT; i++) {
            begun(LiveServer.newPhone(driver), i);
        }
        byte[] bomb = gzip(body(0, BODY - 100));
        assertThat(bomb.length).isLessThan(10_000);
        LiveServer.Phone phone = LiveServer.newPhone(driver);

        post(phone, bomb).statusCode(503).header("Retry-After", "2");
        post(phone, gzip(body(0, 5_000))).statusCode(202);
        uploads.get(0).close();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> post(phone, bomb).statusCode(202));
    }

    private static ValidatableResponse post(LiveServer.Phone phone, int bytes) {
        return given().auth()
                .oauth2(phone.token())
                .contentType(ContentType.JSON)
                .body(body(0, bytes))
                .post(PATH)
                .then();
    }

    private static ValidatableResponse post(LiveServer.Phone phone, byte[] gzip) {
        return given().auth()
                .oauth2(phone.token())
                .contentType(ContentType.JSON)
                .header("Content-Encoding", "gzip")
                .body(gzip)
                .post(PATH)
                .then();
    }

    private Upload begun(LiveServer.Phone phone, int number) throws IOException {
        long before = heldBytes();
        Upload upload = new Upload(phone, body(number, BODY));
        uploads.add(upload);
        await().atMost(Duration.ofSeconds(30)).until(() -> heldBytes() > before + BODY);
        return upload;
    }

    /** One position and as many spaces as it takes. */
    private static String body(int number, int bytes) {
        String json = "{\"positions\":[{\"time\":\"" + time(number) + "\",\"lat\":-34.9,\"lon\":-56.2}]}";
        return json + " ".repeat(bytes - json.length());
    }

    private static String time(int number) {
        return "2026-03-01T10:00:0" + number + "Z";
    }

    private static long heldBytes() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("rumbo_ingest_body_bytes "))
                .mapToLong(line -> (long) Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** A post of which half has been sent. */
    private static final class Upload {

        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        private final byte[] body;

        private Upload(LiveServer.Phone phone, String text) throws IOException {
            body = text.getBytes(StandardCharsets.UTF_8);
            send(
                    ("POST " + PATH
                                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                                    + phone.token() + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8),
                    0);
            send(body, 0, body.length / 2);
        }

        /** The status line of the answer to the whole. */
        private String end() throws IOException {
            send(body, body.length / 2);
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }

        private void send(byte[] bytes, int from) throws IOException {
            send(bytes, from, bytes.length);
        }

        private void send(byte[] bytes, int from, int to) throws IOException {
            socket.getOutputStream().write(bytes, from, to - from);
            socket.getOutputStream().flush();
        }

        private void close() throws IOException {
            socket.close();
        }
    }
}
