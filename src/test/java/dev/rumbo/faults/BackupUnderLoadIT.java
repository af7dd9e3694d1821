package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rumbo.testsupport.RunningApplication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded engine is copied by its own command while cars post, and the copy is started beside it. */
@Tag("faults")
class BackupUnderLoadIT {

    private static final Logger LOG = Logger.getLogger(BackupUnderLoadIT.class);
    private static final Path OUTPUT = Path.of("target", "BackupUnderLoadIT.log");

    @TempDir
    Path folder;

    @Test
    void theCopyHoldsAllThatWasAcknowledgedBeforeAndItsTripsAreThoseOfItsPositions() throws Exception {
        try (RunningApplication original = started("data");
                Cars cars = new Cars(original, Seed.of(getClass()))) {
            cars.start();
            for (int round = 0; round < 3; round++) {
                cars.awaitAcknowledged(20);
                List<BitSet> before = cars.ledger();
                assertThat(original.run(
                                Map.of("RUMBO_DATA_DIR", folder.resolve("data").toString()),
                                "backup",
                                folder.resolve("copy-" + round).toString()))
                        .isZero();
                try (RunningApplication copy = started("copy-" + round)) {
                    verify(copy, cars, before);
                }
            }
            cars.finish();
            cars.assertUndisturbed(original);
            LOG.infof("3 copies; %s", cars);
        }
    }

    private static void verify(RunningApplication copy, Cars cars, List<BitSet> before) throws Exception {
        String user = "Bearer " + copy.accessToken();
        for (int i = 0; i < before.size(); i++) {
            String id = cars.deviceIds().get(i);
            Set<Instant> acknowledged = new HashSet<>();
            before.get(i).stream()
                    .forEach(index -> acknowledged.add(
                            Instant.parse(Drive.POSITIONS.get(index).get("time").asText())));
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(times(Story.of(copy, user, id))).containsAll(acknowledged));
            // A device that gets in one post what the copy holds of the car: a rebuild from positions.
            JsonNode twin = copy.post("/api/v1/devices", user, "{\"name\":\"twin\"}");
            Story story = Story.of(copy, user, id);
            ObjectNode body = Drive.JSON.createObjectNode();
            body.set("positions", Drive.JSON.readTree(story.positions()));
            copy.post("/api/v1/positions", "Bearer " + twin.get("token").asText(), body.toString());
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(Story.of(copy, user, twin.get("id").asText()))
                                    .isEqualTo(story));
        }
    }

    private static Set<Instant> times(Story story) throws Exception {
        Set<Instant> times = new HashSet<>();
        Drive.JSON
                .readTree(story.positions())
                .forEach(
                        position -> times.add(Instant.parse(position.get("time").asText())));
        return times;
    }

    private RunningApplication started(String name) throws Exception {
        return new RunningApplication(
                OUTPUT, Map.of("RUMBO_DATA_DIR", folder.resolve(name).toString()));
    }
}
