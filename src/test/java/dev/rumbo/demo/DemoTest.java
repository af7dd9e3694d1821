package dev.rumbo.demo;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a newcomer finds, through the interfaces that a newcomer has. */
@QuarkusTest
@TestProfile(DemoTest.DemoMode.class)
class DemoTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Clock clock;

    /** A folder of its own: the demo's accounts must not be there for the other tests. */
    public static final class DemoMode implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rumbo.demo", "true", "rumbo.data-dir", "target/test-data-demo");
        }
    }

    DemoTest(Clock clock) {
        this.clock = clock;
    }

    @Test
    void theDriversYesterdayHasTripsAndKilometers() {
        LocalDate yesterday =
                LocalDate.ofInstant(clock.instant(), DemoAccounts.ZONE).minusDays(1);
        await().atMost(SOON).untilAsserted(() -> {
            JsonPath day = get(DemoAccess.DRIVER_EMAIL, "/api/v1/days/" + yesterday);
            assertThat(day.getInt("tripCount")).isGreaterThanOrEqualTo(4);
            assertThat(day.getDouble("distanceMeters")).isGreaterThan(40_000);
        });
    }

    @Test
    void theAdministratorSeesCarsMove() {
        await().atMost(SOON).untilAsserted(() -> {
            List<String> states = get(DemoAccess.ADMIN_EMAIL, "/api/v1/fleet").getList("devices.state");
            assertThat(states).hasSizeGreaterThan(8).contains("driving");
        });
        List<String> before = get(DemoAccess.ADMIN_EMAIL, "/api/v1/fleet").getList("devices.time");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                get(DemoAccess.ADMIN_EMAIL, "/api/v1/fleet").getList("devices.time"))
                        .isNotEqualTo(before));
    }

    private static JsonPath get(String email, String path) {
        String token = given().auth()
                .preemptive()
                .basic(email, DemoAccess.PASSWORD)
                .contentType("application/json")
                .body("{\"name\":\"test\"}")
                .post("/api/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
        return given().header("Authorization", "Bearer " + token)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
