package dev.rumbo.bench;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A packaged application as a process of its own on a folder of its own, as an operator starts it. */
final class Server implements AutoCloseable {

    static final String EMAIL = "bench@example.org";
    static final String PASSWORD = "a sentence for the bench";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TICKS_PER_SECOND = 100;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final int port;
    private final Process process;
    private final String token;

    /** @param jar of the packaged application */
    Server(Path jar, Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        this.folder = folder;
        this.port = freePort();
        ProcessBuilder builder = new ProcessBuilder("bin/rumbo");
        builder.environment()
                .putAll(Map.of(
                        "RUMBO_APP",
                        String.valueOf(jar.toAbsolutePath().getParent()),
                        "RUMBO_JAVA_OPTIONS",
                        System.getProperty("bench.options", ""),
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "RUMBO_DATA_DIR",
                        folder.toString(),
                        "RUMBO_ADMIN_EMAIL",
                        EMAIL,
                        "RUMBO_ADMIN_PASSWORD",
                        PASSWORD));
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true)
                .redirectOutput(Path.of(folder + ".log").toFile())
                .start();
        token = logIn();
    }

    private String logIn() throws InterruptedException, IOException {
        String basic = Base64.getEncoder().encodeToString((EMAIL + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        for (int attempt = 0; attempt < 600; attempt++) {
            if (!process.isAlive()) {
                throw new IOException("the server ended: see " + folder + ".log");
            }
            try {
                return JSON.readTree(send("POST", "/api/v1/tokens", "Basic " + basic, "{\"name\":\"bench\"}"))
                        .path("token")
                        .textValue();
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("the server did not start");
    }

    int port() {
        return port;
    }

    String token() {
        return token;
    }

    /** A device of the administrator; the token is what it posts with. */
    record Device(String id, String token) {}

    List<Device> newDevices(int count) throws IOException, InterruptedException {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode device = post("/api/v1/devices", token, "{\"name\":\"Car " + i + "\"}");
            devices.add(new Device(
                    device.path("id").textValue(), device.path("token").textValue()));
        }
        return devices;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(read(path));
    }

    /** The answer as it comes. */
    byte[] read(String path) throws IOException, InterruptedException {
        return send("GET", path, "Bearer " + token, "");
    }

    JsonNode post(String path, String bearer, String body) throws IOException, InterruptedException {
        return JSON.readTree(send("POST", path, "Bearer " + bearer, body));
    }

    private byte[] send(String method, String path, String authorization, String body)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /** Positions that the consumer has stored since the start. */
    long stored() throws IOException, InterruptedException {
        HttpResponse<Stream<String>> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/metrics"))
                        .timeout(Duration.ofSeconds(60))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = answer.body()) {
            return lines.filter(line -> line.startsWith("rumbo_tracking_positions_total"))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    /** Waits until the consumer has stored so many positions, and how many seconds that took. */
    double awaitStored(long positions) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (stored() < positions) {
            if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(10)) {
                throw new IOException("stored " + stored() + " of " + positions);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Resident memory in MB: now. */
    long residentMegabytes() throws IOException {
        return status("VmRSS:");
    }

    /** Resident memory in MB: the most since the start or the last {@link #forgetPeak}. */
    long peakMegabytes() throws IOException {
        return status("VmHWM:");
    }

    void forgetPeak() throws IOException {
        Files.writeString(proc("clear_refs"), "5");
    }

    /** Processor time in seconds since the start. */
    double processorSeconds() throws IOException {
        String[] words =
                Files.readString(proc("stat")).replaceFirst(".*\\)", "x").split(" ");
        return (Long.parseLong(words[12]) + Long.parseLong(words[13])) / (double) TICKS_PER_SECOND;
    }

    private long status(String name) throws IOException {
        try (Stream<String> lines = Files.lines(proc("status"))) {
            String line =
                    lines.filter(each -> each.startsWith(name)).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
        }
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /** What the folder takes on the disk, in MB. */
    double folderMegabytes() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file ->
                                    file.toFile().isFile() ? file.toFile().length() : 0)
                            .sum()
                    / 1e6;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurried) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
