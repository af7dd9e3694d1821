package dev.rumbo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Makes a user and devices for a fleet through the API, and keeps their tokens in a file for the next run. */
final class Provisioning {

    private static final int CREATED = 201;
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String adminToken;

    /** @param adminToken access token of an administrator */
    Provisioning(URI server, String adminToken) {
        this.server = server;
        this.adminToken = adminToken;
    }

    /** One new driver with so many new devices. */
    List<SimulatedDevice> create(int count) throws IOException, InterruptedException {
        String unique = UUID.randomUUID().toString();
        JsonNode user = post(
                "/api/v1/users",
                Map.of(
                        "email", "simulator-" + unique + "@example.org",
                        "name", "Simulator",
                        // Nobody logs in as this user.
                        "password", UUID.randomUUID().toString(),
                        "role", "driver",
                        "timeZone", "UTC",
                        "locale", "en"));
        List<SimulatedDevice> devices = new ArrayList<>(count);
        for (int i = 1; i <= count; i++) {
            JsonNode device = post(
                    "/api/v1/devices",
                    Map.of("name", "Car " + i, "userId", user.path("id").textValue()));
            devices.add(new SimulatedDevice(
                    device.path("id").textValue(), device.path("token").textValue()));
        }
        return devices;
    }

    /** Lines of a device's id and its token, parted by a space. */
    static List<SimulatedDevice> read(Path file) throws IOException {
        List<SimulatedDevice> devices = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String[] words = line.strip().split("\\s+");
            if (words.length == 2) {
                devices.add(new SimulatedDevice(words[0], words[1]));
            } else if (!line.isBlank()) {
                throw new IOException(file + " must hold lines of a device's id and its token");
            }
        }
        return devices;
    }

    /** Readable by the owner alone: tokens are secrets. */
    static void write(Path file, List<SimulatedDevice> devices) throws IOException {
        if (Files.notExists(file)
                && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(
                file,
                devices.stream()
                        .map(device -> device.id() + " " + device.token())
                        .toList());
    }

    private JsonNode post(String path, Map<String, String> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + adminToken)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != CREATED) {
            throw new IOException(path + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }
}
