package dev.rumbo.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import dev.rumbo.api.LiveServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code POST /api/v1/positions} as a phone meets it. */
@QuarkusTest
@TestProfile(LiveServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostingTest {

    private static final String GOOD = "{\"time\":\"2026-03-01T10:00:00Z\",\"lat\":-34.9,\"lon\":-56.2}";
    private static final String PATH = "/api/v1/positions";
    private static final String PROBLEM = "application/problem+json";

    @Inject
    StoppableTime time;

    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

    private LiveServer.Account driver;
    private LiveServer.Phone phone;

    /** Before each test, because the address of the server is known only then; once, because it is enough. */
    @BeforeEach
    void aPhone() {
        if (phone == null) {
            driver = LiveServer.newDriver();
            phone = LiveServer.newPhone(driver);
        }
    }

    @Test
    void aBadPositionDoesNotSinkItsBatch() {
        post("{\"positions\":[" + GOOD + ",{\"lat\":1,\"lon\":1}," + GOOD + ",7]}")
                .statusCode(202)
                .body("accepted", equalTo(2))
                .body("rejected.index", contains(1, 3))
                .body("rejected.reason", contains("time is missing", "a position must be an object"));
    }

    @Test
    void anEmptyListIsAccepted() {
        post("{\"positions\":[]}").statusCode(202).body("accepted", equalTo(0)).body("rejected", empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | The body must be a JSON object with the field positions.",
                "[] | The body must be a JSON object with the field positions.",
                "{\"positions\":[ | The body is not valid JSON, or not valid gzip.",
                "{\"positions\":[]}{} | The body must be one JSON object and nothing after it.",
                "{} | positions is missing",
                "{\"positions\":{}} | positions must be a list",
                "{\"positions\":[{\"lat\":1,\"lon\":1}]} | No position could be taken.",
            })
    void whatCannotBeTakenIsAProblem(String body, String detail) {
        post(body)
                .statusCode(400)
                .contentType(PROBLEM)
                .body("status", equalTo(400))
                .body("detail", equalTo(detail));
    }

    @Test
    void whatIsWrongIsNamedByFieldWhereNothingIsAcceptable() {
        post("{\"positions\":[{\"time\":\"2026-03-01T10:00:00Z\",\"lat\":91,\"lon\":1}]}")
                .statusCode(400)
                .body("errors[0].field", equalTo("positions[0]"))
                .body("errors[0].detail", equalTo("lat must be within -90 to 90"));
    }

    @Test
    void tenThousandPositionsFitAndOneMoreDoesNot() {
        LiveServer.Phone fresh = LiveServer.newPhone(driver);
        post(as(fresh), many(10_000)).statusCode(202).body("accepted", equalTo(10_000));
        post(as(fresh), many(10_001)).statusCode(413).contentType(PROBLEM);
    }

    @Test
    void moreThanFourMebibytesAreRefusedHoweverSmallTheyWereSent() throws IOException {
        byte[] bomb = gzip(" ".repeat(5 * 1024 * 1024));
        post(as(phone).header("Content-Encoding", "gzip"), bomb).statusCode(413).contentType(PROBLEM);
    }

    @Test
    void aCompressedBodyIsRead() throws IOException {
        post(as(phone).header("Content-Encoding", "gzip"), gzip("{\"positions\":[" + GOOD + "]}"))
                .statusCode(202)
                .body("accepted", equalTo(1));
        post(as(phone).header("Content-Encoding", "gzip"), "{\"positions\":[]}".getBytes(StandardCharsets.UTF_8))
                .statusCode(400);
        post(as(phone).header("Content-Encoding", "br"), "{}".getBytes(StandardCharsets.UTF_8))
                .statusCode(415);
    }

    /** As from a tunnel, with what curl asks before it sends much. */
    @Test
    void aBodyThatComesInPiecesIsTakenWhole() throws IOException {
        byte[] body = many(300).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Expect: 100-continue\r\nConnection: close\r\nAuthorization: Bearer " + phone.token()
                            + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(in.readNBytes(CONTINUE.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(CONTINUE);
            for (int at = 0; at < body.length; at += 7_000) {
                out.write(body, at, Math.min(7_000, body.length - at));
                out.flush();
            }
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 202")
                    .contains("\"accepted\":300");
        }
    }

    @Test
    void anotherMediaTypeIsRefused() {
        as(phone)
                .contentType(ContentType.XML)
                .body("<a/>")
                .post(PATH)
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
    }

    @Test
    void onlyADeviceTokenPosts() {
        String body = "{\"positions\":[" + GOOD + "]}";
        post(given().contentType(ContentType.JSON), body)
                .statusCode(401)
                .contentType(PROBLEM)
                .header("WWW-Authenticate", "Bearer");
        post(given().contentType(ContentType.JSON).auth().oauth2("unknown"), body)
                .statusCode(401);
        post(driver.asks().contentType(ContentType.JSON), body).statusCode(403).contentType(PROBLEM);
        post(given().contentType(ContentType.JSON).auth().preemptive().basic("anybody", phone.token()), body)
                .statusCode(202);
    }

    @Test
    void aDeviceTokenDoesNothingElse() {
        for (String path : new String[] {"/api/v1/devices", "/api/v1/trips?from=2026-01-01T00:00:00Z"}) {
            as(phone).get(path).then().statusCode(403).contentType(PROBLEM);
        }
    }

    @Test
    void theTokenOfARemovedDeviceIsVoidAtOnce() {
        LiveServer.Phone lost = LiveServer.newPhone(driver);
        post(as(lost), "{\"positions\":[]}").statusCode(202);
        driver.asks().delete("/api/v1/devices/" + lost.id()).then().statusCode(204);
        post(as(lost), "{\"positions\":[]}").statusCode(401);
    }

    @Test
    void aDeviceOverItsRateIsAskedToWait() {
        LiveServer.Phone noisy = LiveServer.newPhone(driver);
        LiveServer.Phone other = LiveServer.newPhone(driver);
        time.stop();
        try {
            post(as(noisy), many(10_000)).statusCode(202);
            post(as(noisy), many(10_000)).statusCode(202);
            post(as(noisy), many(1))
                    .statusCode(429)
                    .contentType(PROBLEM)
                    .header("Retry-After", matchesRegex("[1-9][0-9]*"));
            post(as(other), many(1)).statusCode(202);
            time.advance(Duration.ofSeconds(1));
            post(as(noisy), many(10_000)).statusCode(202);
        } finally {
            time.run();
        }
    }

    @Test
    void accountsAnswerWithTheFieldThatIsWrong() {
        LiveServer.Account admin = LiveServer.admin();
        admin.asks()
                .contentType(ContentType.JSON)
                .body("{\"email\":\"nobody\",\"name\":\" \",\"password\":\"short\",\"role\":\"king\"}")
                .post("/api/v1/users")
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("errors.field", contains("email", "name", "password", "role"));
        admin.asks()
                .contentType(ContentType.JSON)
                .body(
                        "{\"email\":\"admin@rumbo.example\",\"name\":\"a\",\"password\":\"long enough\",\"timeZone\":\"UTC\"}")
                .post("/api/v1/users")
                .then()
                .statusCode(409);
        driver.asks().get("/api/v1/users").then().statusCode(403).contentType(PROBLEM);
        given().get("/api/v1/users").then().statusCode(401).contentType(PROBLEM);
        driver.asks().get("/api/v1/devices").then().statusCode(200).body("devices", not(empty()));
    }

    private ValidatableResponse post(String body) {
        return post(as(phone), body);
    }

    private static ValidatableResponse post(RequestSpecification request, String body) {
        return request.body(body).post(PATH).then();
    }

    private static ValidatableResponse post(RequestSpecification request, byte[] body) {
        return request.body(body).post(PATH).then();
    }

    private static RequestSpecification as(LiveServer.Phone phone) {
        return given().auth().oauth2(phone.token()).contentType(ContentType.JSON);
    }

    private static String many(int positions) {
        return "{\"positions\":[" + String.join(",", Collections.nCopies(positions, GOOD)) + "]}";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
