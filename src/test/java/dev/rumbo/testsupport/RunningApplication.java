package dev.rumbo.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The packaged application as a process of its own, which a test may kill and start again on the same data. */
public final class RunningApplication implements AutoCloseable {

    private static final String EMAIL = "admin@rumbo.example";
    private static final String PASSWORD = "correct horse battery";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final int port;
    private final Path log;
    private final Map<String, String> environment;
    private volatile Process process;

    public RunningApplication(Path log, Map<String, String> environment) throws IOException {
        this.port = freePort();
        this.log = log;
        this.environment = environment;
        this.process = launch();
        awaitReady();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Starts it again, if it was killed, and waits until it is ready. */
    public void restart() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
        awaitReady();
    }

    /** An access token of the first administrator. */
    public String accessToken() throws IOException, InterruptedException {
        String basic = "Basic "
                + Base64.getEncoder().encodeToString((EMAIL + ':' + PASSWORD).getBytes(StandardCharsets.UTF_8));
        return post("/api/v1/tokens", basic, "{\"name\":\"test\"}").get("token").asText();
    }

    /** Posts JSON; any answer but a success fails the test. */
    public JsonNode post(String path, String authorization, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                request(path, authorization)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    public JsonNode get(String path, String authorization) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request(path, authorization).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private HttpRequest.Builder request(String path, String authorization) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization);
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-jar",
                "target/quarkus-app/quarkus-run.jar");
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("RUMBO_ADMIN_EMAIL", EMAIL);
        builder.environment().put("RUMBO_ADMIN_PASSWORD", PASSWORD);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitReady() {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> status("/q/health/ready").equals(Optional.of(200)));
    }

    private Optional<Integer> status(String path) throws InterruptedException {
        assertThat(process.isAlive()).as("the application runs; see " + log).isTrue();
        try {
            return Optional.of(http.send(request(path, "none").GET().build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode());
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
