package dev.rumbo.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The application on the embedded engine in a folder of its own, and what tests do with it as any caller would. */
public final class LiveServer implements QuarkusTestProfile {

    private static final String ADMIN = "admin@rumbo.example";
    private static final String PASSWORD = "correct horse battery";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "rumbo.data-dir",
                Path.of("target", "test-data", UUID.randomUUID().toString()).toString(),
                "rumbo.archive",
                Path.of("target", "test-data", UUID.randomUUID().toString()).toString(),
                "rumbo.archive.interval",
                "1s",
                "rumbo.admin.email",
                ADMIN,
                "rumbo.admin.password",
                PASSWORD);
    }

    /** A user with an access token. */
    public record Account(String id, String token) {

        public RequestSpecification asks() {
            return given().auth().oauth2(token);
        }
    }

    /** A device with its token. */
    public record Phone(String id, String token) {}

    public static Account admin() {
        return new Account("", token(ADMIN));
    }

    /** A new driver in Montevideo, three hours behind UTC. */
    public static Account newDriver() {
        String email = UUID.randomUUID() + "@rumbo.example";
        String id = admin().asks()
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "email",
                        email,
                        "name",
                        "Ana",
                        "password",
                        PASSWORD,
                        "role",
                        "driver",
                        "timeZone",
                        "America/Montevideo"))
                .post("/api/v1/users")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Account(id, token(email));
    }

    public static Phone newPhone(Account owner) {
        return newPhone(owner, "Pixel 9");
    }

    public static Phone newPhone(Account owner, String name) {
        var answer = owner.asks()
                .contentType(ContentType.JSON)
                .body(Map.of("name", name))
                .post("/api/v1/devices")
                .then()
                .statusCode(201)
                .extract();
        return new Phone(answer.path("id"), answer.path("token"));
    }

    public static void post(Phone phone, List<Map<String, Object>> positions) {
        given().auth()
                .oauth2(phone.token())
                .contentType(ContentType.JSON)
                .body(Map.of("positions", positions))
                .post("/api/v1/positions")
                .then()
                .statusCode(202);
    }

    public static void awaitTrips(Account account, int count) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> account.asks()
                        .get("/api/v1/trips")
                        .then()
                        .statusCode(200)
                        .body("trips", hasSize(count)));
    }

    private static String token(String email) {
        return given().auth()
                .preemptive()
                .basic(email, PASSWORD)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "test"))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }
}
