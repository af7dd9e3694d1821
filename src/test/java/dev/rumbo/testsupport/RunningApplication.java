package dev.rumbo.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The packaged application as a process of its own, which a test may kill and start again on the same data. */
public final class RunningApplication implements AutoCloseable {

    /** The first administrator, who is an operator too. */
    public static final String EMAIL = "admin@rumbo.example";

    public static final String PASSWORD = "correct horse battery";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As phones speak, and readable where system calls are traced. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final int port;
    private final Path log;
    private final Map<String, String> environment;
    private final List<String> runUnder;
    private volatile Process process;

    public RunningApplication(Path log, Map<String, String> environment) throws IOException {
        this(log, environment, List.of());
    }

    /** Without the wait for its readiness: it is not expected to come to that. */
    public static RunningApplication launched(Path log, Map<String, String> environment) throws IOException {
        return new RunningApplication(Ports.free(), log, environment, List.of());
    }

    /** @param runUnder a command that runs the command after it, such as a tracer */
    public RunningApplication(Path log, Map<String, String> environment, List<String> runUnder) throws IOException {
        this(Ports.free(), log, environment, runUnder);
        try {
            awaitReady();
        } catch (RuntimeException | AssertionError neverReady) {
            close();
            throw neverReady;
        }
    }

    private RunningApplication(int port, Path log, Map<String, String> environment, List<String> runUnder)
            throws IOException {
        this.port = port;
        this.log = log;
        this.environment = environment;
        this.runUnder = runUnder;
        this.process = launch();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM, and the wait for the end that the application then comes to by itself. */
    public void terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as("the application ends after SIGTERM; see " + log)
                .isTrue();
    }

    /** @param name of a signal, as kill takes it */
    public void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Starts it again, if it was killed, and waits until it is ready. */
    public void restart() throws IOException, InterruptedException {
        startAgain();
        awaitReady();
    }

    /** Starts it again, killing it first where it runs, and does not wait. */
    public void startAgain() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
    }

    /** Whether it calls itself ready; false where nobody answers. */
    public boolean isReady() throws InterruptedException {
        return status("/q/health/ready").equals(Optional.of(200));
    }

    /** What it says of itself, ready or not. */
    public JsonNode readiness() throws IOException, InterruptedException {
        return JSON.readTree(
                http.send(request("/q/health/ready", "none").GET().build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    /** An access token of the first administrator. */
    public String accessToken() throws IOException, InterruptedException {
        return accessToken(EMAIL, PASSWORD);
    }

    public String accessToken(String email, String password) throws IOException, InterruptedException {
        String basic = "Basic "
                + Base64.getEncoder().encodeToString((email + ':' + password).getBytes(StandardCharsets.UTF_8));
        return post("/api/v1/tokens", basic, "{\"name\":\"test\"}").get("token").asText();
    }

    /** Posts JSON; any answer but a success fails the test. */
    public JsonNode post(String path, String authorization, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(path, authorization, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    /** Posts JSON, whatever the answer. */
    public HttpResponse<String> send(String path, String authorization, String body)
            throws IOException, InterruptedException {
        return http.send(
                request(path, authorization)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** What is public and no JSON, such as the metrics. */
    public String text(String path) throws IOException, InterruptedException {
        return http.send(request(path, "none").GET().build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    public JsonNode get(String path, String authorization) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request(path, authorization).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** A file; any answer but a success fails the test. */
    public byte[] download(String path, String authorization, String mediaType)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                request(path, authorization).header("Accept", mediaType).GET().build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** Posts a file; any answer but a success fails the test. */
    public JsonNode upload(String path, String authorization, byte[] file) throws IOException, InterruptedException {
        return success(request(path, authorization)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file)));
    }

    public JsonNode put(String path, String authorization, String body) throws IOException, InterruptedException {
        return success(request(path, authorization)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Where a WebSocket is opened. */
    public URI socket(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    public JsonNode delete(String path, String authorization) throws IOException, InterruptedException {
        return success(request(path, authorization).DELETE());
    }

    private JsonNode success(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }

    /** Runs a command of the application beside the process; its exit code. */
    public int run(Map<String, String> commandEnvironment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = command();
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(commandEnvironment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .waitFor();
    }

    /** Starts a command of the application and does not wait for its end. */
    public static Process start(Path output, Map<String, String> commandEnvironment, String... arguments)
            throws IOException {
        List<String> command = command();
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(commandEnvironment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
                .start();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private HttpRequest.Builder request(String path, String authorization) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization);
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(runUnder);
        command.addAll(command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("RUMBO_ADMIN_EMAIL", EMAIL);
        builder.environment().put("RUMBO_ADMIN_PASSWORD", PASSWORD);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static List<String> command() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("rumbo.jar", "target/quarkus-app/quarkus-run.jar")));
    }

    public void awaitReady() {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    assertThat(process.isAlive())
                            .as("the application runs; see " + log)
                            .isTrue();
                    return isReady();
                });
    }

    private Optional<Integer> status(String path) throws InterruptedException {
        try {
            return Optional.of(http.send(request(path, "none").GET().build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode());
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }
}
