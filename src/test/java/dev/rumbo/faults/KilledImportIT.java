package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.RunningApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed in the middle of an import; started again, it is undone whole, and imported whole. */
@Tag("faults")
@ExtendWith(Emulators.class)
class KilledImportIT {

    private static final int POSITIONS = 200_000;
    private static final Instant START = Instant.parse("2024-03-01T08:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private RunningApplication application;
    private String owner = "";
    private String device = "";
    private String token = "";

    @Test
    void onTheEmbeddedEngine(@TempDir Path folder) throws Exception {
        run(Map.of("RUMBO_DATA_DIR", folder.toString()));
    }

    @Test
    void onTheAwsEngine() throws Exception {
        run(AwsEnvironment.of(Emulators.kinesis(), Emulators.dynamoDb()));
    }

    private void run(Map<String, String> environment) throws Exception {
        byte[] file = file();
        try (RunningApplication running =
                new RunningApplication(Path.of("target", "KilledImportIT.log"), environment)) {
            application = running;
            owner = "Bearer " + running.accessToken();
            JsonNode made = running.post("/api/v1/devices", owner, "{\"name\":\"car\"}");
            token = "Bearer " + made.get("token").asText();
            device = "/api/v1/devices/" + made.get("id").asText();
            post(START.minusSeconds(86_400));
            awaitPositions(1);

            killInTheMiddle(file);
            JsonNode brokenOff = newest();
            assertThat(brokenOff.get("state").asText()).isEqualTo("brokenOff");
            assertThat(brokenOff.get("imported").asInt()).isBetween(1, POSITIONS - 1);
            JsonNode undone =
                    running.delete(device + "/imports/" + brokenOff.get("id").asText(), owner);
            assertThat(undone.get("state").asText()).isEqualTo("undone");
            post(START.minusSeconds(43_200));
            awaitPositions(2);

            killInTheMiddle(file);
            running.upload(device + "/imports?overlap=keep", owner, file);
            awaitPositions(2 + POSITIONS);
        }
    }

    private void killInTheMiddle(byte[] file) throws Exception {
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                application.upload(device + "/imports?overlap=keep", owner, file);
            } catch (IOException | InterruptedException killed) {
                throw new CompletionException(killed);
            }
        });
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> newest().path("state").asText().equals("running")
                        && newest().path("imported").asInt() > 0);
        application.kill();
        assertThat(sending.handle((sent, failed) -> failed != null).join())
                .as("the import was under way when the process was killed")
                .isTrue();
        application.restart();
    }

    /** It comes after all that the stream holds of the device: what it holds before is known then to be stored, or not. */
    private void post(Instant time) throws Exception {
        String body = "{\"positions\":[{\"time\":\"" + time + "\",\"lat\":52.5,\"lon\":13.4}]}";
        await().atMost(PATIENCE)
                .until(() -> application.send("/api/v1/positions", token, body).statusCode() == 202);
    }

    private JsonNode newest() throws Exception {
        return application.get(device + "/imports", owner).get("imports").path(0);
    }

    private void awaitPositions(int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(new String(
                                        application.download(device + "/positions", owner, "text/csv"),
                                        StandardCharsets.UTF_8)
                                .lines())
                        .hasSize(count + 1));
    }

    private static byte[] file() throws IOException {
        StringBuilder rows = new StringBuilder("time,lat,lon,speed,course,altitude,accuracy\r\n");
        for (int i = 0; i < POSITIONS; i++) {
            rows.append(START.plusSeconds(i))
                    .append(",52.5,")
                    .append(13 + i % 40_000 * 0.00002)
                    .append(",1.4,90,,\r\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(rows.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
