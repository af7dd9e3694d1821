package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A data folder that an earlier commit wrote, with what that commit told of it: an administrator, a driver, a car of each
 * that drove {@link Drive}. {@code bench/earlier-folder COMMIT} makes one.
 */
final class EarlierFolder {

    static final String DRIVER = "driver@rumbo.example";
    static final String PASSWORD = "a sentence of the driver";

    private static final String TOLD = "told.json";
    private static final List<String> FILES = List.of("log.db", "store.db");

    private EarlierFolder() {}

    /** What the earlier commit told: of each device its positions, trips and totals, and the lists of users and devices. */
    static JsonNode unpack(String commit, Path folder) throws IOException {
        JsonNode told = null;
        try (InputStream resource = EarlierFolder.class.getResourceAsStream("/folders/" + commit + ".zip");
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] bytes = zip.readAllBytes();
                if (entry.getName().equals(TOLD)) {
                    told = Drive.JSON.readTree(bytes);
                } else {
                    Files.write(folder.resolve(entry.getName()), bytes);
                }
            }
        }
        return told;
    }

    static JsonNode tell(RunningApplication application, String user) throws IOException, InterruptedException {
        ObjectNode told = Drive.JSON.createObjectNode();
        told.set("users", application.get("/api/v1/users", user));
        told.set("devices", application.get("/api/v1/devices", user));
        ObjectNode stories = told.putObject("stories");
        for (JsonNode device : told.get("devices").get("devices")) {
            Story story = Story.of(application, user, device.get("id").asText());
            ObjectNode parts = stories.putObject(device.get("id").asText());
            parts.set("positions", Drive.JSON.readTree(story.positions()));
            parts.set("trips", Drive.JSON.readTree(story.trips()));
            parts.set("totals", Drive.JSON.readTree(story.totals()));
        }
        return told;
    }

    /** @param args the zip file to make; the application is that of the system property rumbo.jar */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("earlier");
        Path output = Files.createTempFile("earlier", ".log");
        JsonNode told;
        try (RunningApplication application =
                new RunningApplication(output, Map.of("RUMBO_DATA_DIR", folder.toString()))) {
            String admin = "Bearer " + application.accessToken();
            JsonNode driver = application.post(
                    "/api/v1/users",
                    admin,
                    "{\"email\":\"" + DRIVER + "\",\"name\":\"Driver\",\"password\":\"" + PASSWORD
                            + "\",\"role\":\"driver\",\"timeZone\":\"America/Chicago\",\"locale\":\"es\"}");
            drive(application, admin, "{\"name\":\"first car\"}");
            drive(
                    application,
                    admin,
                    "{\"name\":\"second car\",\"userId\":\"" + driver.get("id").asText() + "\"}");
            told = tell(application, admin);
            application.terminate();
        }
        try (OutputStream file = Files.newOutputStream(Path.of(args[0]));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(9);
            for (String name : FILES) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(Files.readAllBytes(folder.resolve(name)));
            }
            zip.putNextEntry(new ZipEntry(TOLD));
            zip.write(Drive.JSON.writeValueAsBytes(told));
        }
    }

    private static void drive(RunningApplication application, String admin, String body) throws Exception {
        JsonNode device = application.post("/api/v1/devices", admin, body);
        for (int from = 0; from < Drive.POSITIONS.size(); from += 500) {
            application.post(
                    "/api/v1/positions",
                    "Bearer " + device.get("token").asText(),
                    Drive.body(from, Math.min(from + 500, Drive.POSITIONS.size())));
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Drive.JSON.readTree(
                                Story.of(application, admin, device.get("id").asText())
                                        .positions()))
                        .hasSize(Drive.POSITIONS.size()));
    }
}
