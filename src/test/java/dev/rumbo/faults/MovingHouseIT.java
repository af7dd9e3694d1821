package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the embedded engine to aws and back by the application's own command, killed once, while cars post all the time. */
@Tag("faults")
@ExtendWith(Emulators.class)
class MovingHouseIT {

    private static final Logger LOG = Logger.getLogger(MovingHouseIT.class);

    @TempDir
    Path folder;

    private final Map<String, String> aws = AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb());
    private final List<Process> movers = new ArrayList<>();

    @AfterEach
    void end() {
        movers.forEach(Process::destroyForcibly);
    }

    @Test
    void nothingIsLostAndAnswersStayTheSameToTheByte() throws Exception {
        try (RunningApplication old = new RunningApplication(log("old"), embedded("old"));
                Cars cars = new Cars(old, Seed.of(getClass()))) {
            Parked parked = new Parked(old, cars.user());
            List<String> told = parked.tell(old);
            cars.start();
            cars.awaitAcknowledged(20);

            Process killed = move("killed", "old", "aws");
            awaitUpToDate(killed, "killed");
            killed.destroyForcibly().waitFor();
            cars.awaitAcknowledged(5);

            Process there = move("there", "old", "aws");
            awaitUpToDate(there, "there");
            try (RunningApplication between = RunningApplication.launched(log("between"), aws)) {
                cars.postAlsoTo(between);
                await().atMost(Duration.ofMinutes(1)).until(() -> cars.refused() > 0);
                old.terminate();
                awaitMoved(there, "there");
                between.awaitReady();
                cars.awaitAcknowledged(20);
                assertThat(parked.tell(between)).isEqualTo(told);

                Process back = move("back", "back", "embedded");
                awaitUpToDate(back, "back");
                between.terminate();
                awaitMoved(back, "back");
                try (RunningApplication again = new RunningApplication(log("again"), embedded("back"))) {
                    cars.postAlsoTo(again);
                    cars.finish();
                    cars.assertUndisturbed(again);
                    assertThat(parked.tell(again)).isEqualTo(told);
                }
            }
            assertLeftShut("old");
            LOG.infof("there and back; %s", cars);
        }
    }

    /** A drive that was posted before, and what the API tells of it with all ids. */
    private static final class Parked {

        private static final String EVER = "from=1990-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&limit=10000";

        private final String user;
        private final String id;

        private Parked(RunningApplication application, String user) throws IOException, InterruptedException {
            this.user = user;
            JsonNode device = application.post("/api/v1/devices", user, "{\"name\":\"parked\"}");
            id = device.get("id").asText();
            application.post(
                    "/api/v1/positions",
                    "Bearer " + device.get("token").asText(),
                    Drive.body(0, Drive.POSITIONS.size()));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> application
                                    .get("/api/v1/devices/" + id + "/positions?" + EVER, user)
                                    .get("positions")
                                    .size()
                            == Drive.POSITIONS.size());
        }

        private List<String> tell(RunningApplication application) throws IOException, InterruptedException {
            return List.of(
                    text(application, "/api/v1/devices/" + id + "/positions?" + EVER),
                    text(application, "/api/v1/trips?device=" + id + '&' + EVER),
                    text(application, "/api/v1/days/2019-05-24?device=" + id),
                    text(application, "/api/v1/stats?from=2019-05-20&to=2019-06-02&bucket=day&device=" + id));
        }

        private String text(RunningApplication application, String path) throws IOException, InterruptedException {
            return application.get(path, user).toString();
        }
    }

    /** Whoever starts the application there again is served by nobody. */
    private void assertLeftShut(String name) throws Exception {
        try (RunningApplication left = RunningApplication.launched(log("left"), embedded(name))) {
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .untilAsserted(() -> assertThat(
                                    left.send("/api/v1/tokens", "none", "{}").statusCode())
                            .isEqualTo(503));
            assertThat(left.isReady()).isFalse();
        }
    }

    private Process move(String name, String dataFolder, String to) throws IOException {
        Map<String, String> both = new HashMap<>(aws);
        both.putAll(embedded(dataFolder));
        Process mover = RunningApplication.start(log(name), both, "move", "--to", to);
        movers.add(mover);
        return mover;
    }

    private static void awaitUpToDate(Process mover, String name) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            assertThat(mover.isAlive()).as("see " + log(name)).isTrue();
            return Files.readString(log(name)).contains("Up to date");
        });
    }

    private static void awaitMoved(Process mover, String name) throws InterruptedException {
        assertThat(mover.waitFor(3, TimeUnit.MINUTES)).as("see " + log(name)).isTrue();
        assertThat(mover.exitValue()).as("see " + log(name)).isZero();
    }

    private Map<String, String> embedded(String name) {
        return Map.of("RUMBO_DATA_DIR", folder.resolve(name).toString());
    }

    private static Path log(String name) {
        return Path.of("target", "MovingHouseIT-" + name + ".log");
    }
}
