package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All that the API tells of a device that drove {@link Drive}, byte by byte, without the ids in which two devices differ.
 *
 * @param positions with every value, in the total order, so that a position which is lost or there twice shows
 * @param totals of each day
 */
record Story(String positions, String trips, String totals) {

    private static final String EVER = "from=1990-01-01T00:00:00Z&to=2030-01-01T00:00:00Z&limit=10000";

    private static Story undisturbed;

    static Story of(RunningApplication application, String user, String deviceId)
            throws IOException, InterruptedException {
        JsonNode positions = application
                .get("/api/v1/devices/" + deviceId + "/positions?" + EVER, user)
                .get("positions");
        ArrayNode trips = (ArrayNode) application
                .get("/api/v1/trips?device=" + deviceId + '&' + EVER, user)
                .get("trips");
        trips.forEach(trip -> ((ObjectNode) trip).remove(List.of("id", "deviceId")));
        JsonNode totals =
                application.get("/api/v1/stats?from=2019-05-20&to=2019-06-02&bucket=day&device=" + deviceId, user);
        return new Story(positions.toString(), trips.toString(), totals.toString());
    }

    /** What a process tells to which nothing happened: the embedded engine, the whole drive in one post. */
    static synchronized Story undisturbed() throws IOException, InterruptedException {
        if (undisturbed == null) {
            Path folder = Files.createTempDirectory(Path.of("target"), "undisturbed");
            try (RunningApplication application = new RunningApplication(
                    Path.of("target", "undisturbed.log"), Map.of("RUMBO_DATA_DIR", folder.toString()))) {
                String user = "Bearer " + application.accessToken();
                JsonNode device = application.post("/api/v1/devices", user, "{\"name\":\"car\"}");
                String id = device.get("id").asText();
                application.post(
                        "/api/v1/positions",
                        "Bearer " + device.get("token").asText(),
                        Drive.body(0, Drive.POSITIONS.size()));
                await().atMost(Duration.ofMinutes(1))
                        .untilAsserted(() -> assertThat(Drive.JSON.readTree(
                                        Story.of(application, user, id).positions()))
                                .hasSize(Drive.POSITIONS.size()));
                undisturbed = Story.of(application, user, id);
            }
            assertThat(Drive.JSON.readTree(undisturbed.trips())).hasSizeGreaterThan(5);
        }
        return undisturbed;
    }
}
