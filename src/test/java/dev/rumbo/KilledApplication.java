package dev.rumbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rumbo.testsupport.RunningApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * The promise of {@code 202}, with a real process and a recorded drive: killed at random moments while a phone posts, and
 * started again, the application holds every position that was acknowledged, none twice, and the trips of a run that
 * nobody disturbed.
 */
abstract class KilledApplication {

    private static final long SEED = 20_261_124;
    private static final int KILLS = 4;
    private static final int POSITIONS_A_POST = 40;
    private static final int LONGEST_LIFE_MILLIS = 1_500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EVER = "from=1990-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&limit=10000";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What chooses the engine. */
    abstract Map<String, String> environment();

    @Test
    void everyAcknowledgedPositionSurvivesAndTheTripsAreThoseOfAnUndisturbedRun() throws Exception {
        List<ObjectNode> drive = drive();
        Path log = Files.createDirectories(Path.of("target")).resolve(getClass().getSimpleName() + ".log");
        try (RunningApplication application = new RunningApplication(log, environment())) {
            String user = "Bearer " + application.accessToken();
            JsonNode disturbed = device(application, user);
            JsonNode undisturbed = device(application, user);

            postWhileItIsKilled(application, disturbed, drive);
            for (List<ObjectNode> post : posts(drive, 5_000)) {
                post(application, undisturbed, post);
            }

            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(positions(application, user, disturbed)).hasSize(drive.size());
                assertThat(positions(application, user, undisturbed)).hasSize(drive.size());
            });
            assertThat(positions(application, user, disturbed)).isEqualTo(positions(application, user, undisturbed));
            assertThat(trips(application, user, undisturbed)).isNotEmpty();
            assertThat(trips(application, user, disturbed)).isEqualTo(trips(application, user, undisturbed));
        }
    }

    private void postWhileItIsKilled(RunningApplication application, JsonNode device, List<ObjectNode> drive)
            throws Exception {
        Random random = new Random(SEED);
        int kills = 0;
        boolean armed = false;
        for (List<ObjectNode> post : posts(drive, POSITIONS_A_POST)) {
            if (!armed && kills < KILLS) {
                CompletableFuture.delayedExecutor(random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS)
                        .execute(application::kill);
                armed = true;
            }
            for (boolean acknowledged = false; !acknowledged; ) {
                try {
                    post(application, device, post);
                    acknowledged = true;
                } catch (IOException killed) {
                    application.restart();
                    kills++;
                    armed = false;
                }
            }
        }
        if (armed) {
            await().atMost(PATIENCE).until(() -> !application.isAlive());
            application.restart();
            kills++;
        }
        assertThat(kills).isPositive();
    }

    private static JsonNode device(RunningApplication application, String user) throws Exception {
        return application.post("/api/v1/devices", user, "{\"name\":\"car\"}");
    }

    private static void post(RunningApplication application, JsonNode device, List<ObjectNode> positions)
            throws Exception {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("positions").addAll(positions);
        JsonNode receipt = application.post(
                "/api/v1/positions", "Bearer " + device.get("token").asText(), body.toString());
        assertThat(receipt.get("accepted").asInt()).isEqualTo(positions.size());
    }

    private static List<JsonNode> positions(RunningApplication application, String user, JsonNode device)
            throws Exception {
        return list(
                application.get("/api/v1/devices/" + device.get("id").asText() + "/positions?" + EVER, user),
                "positions");
    }

    /** Without what differs between two devices. */
    private static List<JsonNode> trips(RunningApplication application, String user, JsonNode device) throws Exception {
        List<JsonNode> trips =
                list(application.get("/api/v1/trips?device=" + device.get("id").asText() + '&' + EVER, user), "trips");
        trips.forEach(trip -> ((ObjectNode) trip).remove(List.of("id", "deviceId")));
        return trips;
    }

    private static List<JsonNode> list(JsonNode answer, String name) {
        List<JsonNode> items = new ArrayList<>();
        ((ArrayNode) answer.get(name)).forEach(items::add);
        return items;
    }

    private static List<List<ObjectNode>> posts(List<ObjectNode> drive, int size) {
        List<List<ObjectNode>> posts = new ArrayList<>();
        for (int i = 0; i < drive.size(); i += size) {
            posts.add(drive.subList(i, Math.min(i + size, drive.size())));
        }
        return posts;
    }

    /** The shipped drive nds_blackbox: device, time, latitude, longitude, speed, accuracy, altitude, course. */
    private static List<ObjectNode> drive() throws IOException {
        List<ObjectNode> positions = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(KilledApplication.class.getResourceAsStream("/drives/nds_blackbox.csv.gz")),
                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                positions.add(JSON.createObjectNode()
                        .put("time", fields[1])
                        .put("lat", Double.valueOf(fields[2]))
                        .put("lon", Double.valueOf(fields[3]))
                        .put("speed", Double.valueOf(fields[4])));
            }
        }
        return positions;
    }
}
