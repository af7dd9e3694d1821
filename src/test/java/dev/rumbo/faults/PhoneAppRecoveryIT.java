package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rumbo.testsupport.RunningApplication;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What phone apps were refused while the disk took nothing, they send again, and it is stored once. */
@Tag("faults")
class PhoneAppRecoveryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void whatWasRefusedIsTakenOnceAfterwards() throws Exception {
        Map<String, String> requests = new TreeMap<>(Map.of(
                "owntracks", "{\"_type\":\"location\",\"lat\":1,\"lon\":2,\"tst\":1772524805}",
                "overland", """
                        {"locations":[{"type":"Feature","geometry":{"type":"Point","coordinates":[2,1]},
                         "properties":{"timestamp":"2026-03-03T08:00:06Z"}}]}""",
                "colota", "{\"lat\":1,\"lon\":2,\"tst\":1772524808}"));
        try (RunningApplication application = new RunningApplication(
                Path.of("target", "PhoneAppRecoveryIT.log"), Map.of("RUMBO_DATA_DIR", folder.toString()))) {
            String owner = "Bearer " + application.accessToken();
            JsonNode device = application.post("/api/v1/devices", owner, "{\"name\":\"phone\"}");
            String token = device.get("token").asText();
            limitFiles(application, "1");
            await().atMost(PATIENCE).until(() -> statusOf(application, "owntracks", token, requests) == 503);
            for (String kind : requests.keySet()) {
                HttpResponse<String> refused = send(application, kind, token, requests);
                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.body()).doesNotContain("\"ok\"");
            }
            limitFiles(application, "unlimited");
            await().atMost(PATIENCE).until(application::isReady);
            for (String kind : requests.keySet()) {
                assertThat(statusOf(application, kind, token, requests)).isEqualTo(200);
                assertThat(statusOf(application, kind, token, requests)).isEqualTo(200);
            }
            String path = "/api/v1/devices/" + device.get("id").asText() + "/positions";
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(application.get(path, owner).findValuesAsText("time"))
                            .containsExactly("2026-03-03T08:00:05Z", "2026-03-03T08:00:06Z", "2026-03-03T08:00:08Z"));
        }
    }

    private static int statusOf(RunningApplication application, String kind, String token, Map<String, String> requests)
            throws Exception {
        return send(application, kind, token, requests).statusCode();
    }

    private static HttpResponse<String> send(
            RunningApplication application, String kind, String token, Map<String, String> requests) throws Exception {
        return application.send("/i/" + kind + "/" + token, "Bearer " + token, requests.get(kind));
    }

    private static void limitFiles(RunningApplication application, String bytes) throws Exception {
        int exit = new ProcessBuilder("prlimit", "--pid", Long.toString(application.pid()), "--fsize=" + bytes + ":")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }
}
