package dev.rumbo.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a viewer of a running application sees, whichever process took the post and whichever the viewer is connected to. The
 * embedded engine has one process, which is both.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LiveContract {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private RunningApplication posted;
    private RunningApplication viewed;
    private String admin = "";

    /** What chooses the engine; the same for every process. */
    abstract Map<String, String> environment();

    /** Another process beside the one that takes the posts, or that one. */
    abstract RunningApplication another(RunningApplication first) throws IOException;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        posted = launch("posted");
        admin = posted.accessToken();
        viewed = another(posted);
    }

    @AfterAll
    void stop() {
        if (posted != null) {
            posted.close();
        }
        if (viewed != null) {
            viewed.close();
        }
    }

    final RunningApplication launch(String name) throws IOException {
        return new RunningApplication(
                Path.of("target", getClass().getSimpleName() + '-' + name + ".log"), environment());
    }

    final RunningApplication posted() {
        return posted;
    }

    final RunningApplication viewed() {
        return viewed;
    }

    final String admin() {
        return admin;
    }

    @Test
    void everyViewerSeesWhatIsPostedToAnyInstanceAndSoDoesWhoReads() throws Exception {
        Car car = new Car(admin);
        SocketViewer there = open(viewed, admin);
        SocketViewer here = open(posted, admin);
        await().atMost(PATIENCE)
                .until(() -> !there.messages().isEmpty() && !here.messages().isEmpty());

        String first = car.posts(posted, 0);
        await().atMost(PATIENCE).until(() -> there.saw(first) && here.saw(first));
        String second = car.posts(viewed, 1);
        await().atMost(PATIENCE).until(() -> there.saw(second) && here.saw(second));

        for (RunningApplication any : List.of(posted, viewed)) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(any.get("/api/v1/devices/" + car.id + "/positions", "Bearer " + admin)
                                            .get("positions")
                                            .findValuesAsText("time"))
                                    .containsExactly(first, second));
        }
    }

    @Test
    void aDriverSeesTheirOwnAndNobodyElses() throws Exception {
        String ana = newDriver();
        Car own = new Car(ana);
        Car anothers = new Car(newDriver());
        SocketViewer viewer = open(viewed, ana);

        anothers.posts(posted, 0);
        String time = own.posts(posted, 1);

        await().atMost(PATIENCE).until(() -> viewer.saw(time));
        assertThat(viewer.saw(anothers.id)).isFalse();
    }

    @Test
    void whoLeftTheMapIsHiddenOnEveryInstance() throws Exception {
        String ana = newDriver();
        Car hidden = new Car(ana);
        posted.put("/api/v1/privacy", "Bearer " + ana, "{\"sharesLive\":false}");
        Car seen = new Car(newDriver());
        SocketViewer viewer = open(viewed, admin);
        SocketViewer herself = open(viewed, ana);
        await().atMost(PATIENCE).until(() -> !viewer.messages().isEmpty());

        for (int second = 0; second < 3; second++) {
            String time = hidden.posts(posted, second);
            await().atMost(PATIENCE).until(() -> herself.saw(time));
        }
        String last = seen.posts(posted, 3);
        await().atMost(PATIENCE).until(() -> viewer.saw(last));

        JsonNode told = viewer.messages().stream()
                .flatMap(message -> devices(message).stream())
                .filter(device -> device.get("deviceId").asText().equals(hidden.id))
                .reduce((one, more) -> {
                    throw new AssertionError("told twice: " + one + more);
                })
                .orElseThrow();
        assertThat(told.get("state").asText()).isEqualTo("hidden");
        assertThat(told.has("lat") || told.has("lon") || told.has("time")).isFalse();
    }

    @Test
    void aLatePositionIsNotSent() throws Exception {
        Car car = new Car(admin);
        SocketViewer viewer = open(viewed, admin);
        String newest = car.posts(posted, 10);
        await().atMost(PATIENCE).until(() -> viewer.saw(newest));

        String late = car.posts(posted, 5);
        String newer = car.posts(posted, 20);

        await().atMost(PATIENCE).until(() -> viewer.saw(newer));
        assertThat(viewer.saw(late)).isFalse();
    }

    static SocketViewer open(RunningApplication application, String token) {
        return SocketViewer.open(application.socket(LiveSocket.PATH), token);
    }

    private String newDriver() throws IOException, InterruptedException {
        String email = UUID.randomUUID() + "@rumbo.example";
        String password = "a sentence for " + email;
        posted.post(
                "/api/v1/users",
                "Bearer " + admin,
                JSON.writeValueAsString(Map.of(
                        "email",
                        email,
                        "name",
                        "Ana",
                        "password",
                        password,
                        "role",
                        "driver",
                        "timeZone",
                        "UTC",
                        "locale",
                        "en")));
        return posted.accessToken(email, password);
    }

    private static List<JsonNode> devices(String message) {
        try {
            List<JsonNode> devices = new ArrayList<>();
            JSON.readTree(message).get("devices").forEach(devices::add);
            return devices;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** A device that drives north, a position for each second since an hour ago. */
    final class Car {

        private final Instant start = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        final String id;
        private final String token;

        Car(String owner) throws IOException, InterruptedException {
            JsonNode device = posted.post("/api/v1/devices", "Bearer " + owner, "{\"name\":\"car\"}");
            id = device.get("id").asText();
            token = device.get("token").asText();
        }

        /** @return the position's time, which no other has */
        String posts(RunningApplication application, int second) throws IOException, InterruptedException {
            String time = start.plusSeconds(second).toString();
            application.post(
                    "/api/v1/positions",
                    "Bearer " + token,
                    "{\"positions\":[{\"time\":\"" + time + "\",\"lat\":" + (-34.9 + second * 1e-4)
                            + ",\"lon\":-56.2}]}");
            return time;
        }
    }
}
