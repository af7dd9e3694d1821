package dev.rumbo.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rumbo.faults.Drive;
import dev.rumbo.testsupport.RunningApplication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An account with a recorded drive, corrections and a place goes into an empty one by HTTP, and tells the same there. */
abstract class RoundTripContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> IDS = List.of("id", "deviceId", "corrections", "userId");
    private static final String PASSWORD = "correct horse battery";

    /** What chooses the engine. */
    abstract Map<String, String> environment() throws Exception;

    private RunningApplication application;

    @Test
    void anEqualAccountTellsTheSame() throws Exception {
        Path log = Files.createDirectories(Path.of("target")).resolve(getClass().getSimpleName() + ".log");
        try (RunningApplication running = new RunningApplication(log, environment())) {
            application = running;
            String from = newUser("America/Chicago", "en-US");
            String into = newUser("UTC", "es");
            drive(from);
            correct(from);
            List<String> told = tell(from);
            assertThat(told.toString()).contains("To work", "Home", "business");

            byte[] archive = running.download("/api/v1/archive", from, "application/zip");
            JsonNode preview = running.upload("/api/v1/archive?preview=true", into, archive);
            assertThat(preview.get("positions").asInt()).isEqualTo(Drive.POSITIONS.size());
            assertThat(devices(into)).isEmpty();

            assertThat(added(into, archive)).isEqualTo(added(2, Drive.POSITIONS.size(), 3, 1));
            assertThat(tell(into)).isEqualTo(told);
            assertThat(running.get("/api/v1/archive/imports", into).get("imports"))
                    .isEmpty();

            assertThat(added(into, archive)).isEqualTo(added(0, 0, 0, 0));
            assertThat(added(from, archive)).isEqualTo(added(0, 0, 0, 0));
            assertThat(tell(into)).isEqualTo(told);
            assertThat(tell(from)).isEqualTo(told);

            undoAndImportAgain(into, archive);
            assertThat(tell(into)).isEqualTo(told);
            assertThat(tell(from)).isEqualTo(told);
            after(running);
        }
    }

    /** What else is to be seen of an application that did all that. */
    void after(RunningApplication running) throws Exception {}

    private void undoAndImportAgain(String into, byte[] archive) throws Exception {
        String car = "/api/v1/devices/" + id(into, "car");
        ArrayNode imports = (ArrayNode) application.get(car + "/imports", into).get("imports");
        assertThat(imports).hasSize(1);
        for (int i = 0; i < 2; i++) {
            JsonNode undone = application.delete(
                    car + "/imports/" + imports.get(0).get("id").asText(), into);
            assertThat(undone.get("state").asText()).isEqualTo("undone");
            assertThat(application.get(car + "/positions", into).get("positions"))
                    .isEmpty();
            assertThat(application.get("/api/v1/trips", into).get("trips")).isEmpty();
        }
        assertThat(added(into, archive)).isEqualTo(added(0, Drive.POSITIONS.size(), 0, 0));
    }

    private void drive(String user) throws Exception {
        application.post("/api/v1/devices", user, "{\"name\":\"in the drawer\"}");
        JsonNode device = application.post("/api/v1/devices", user, "{\"name\":\"car\"}");
        application.post(
                "/api/v1/positions", "Bearer " + device.get("token").asText(), Drive.body(0, Drive.POSITIONS.size()));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(positions(user, "car").lines()).hasSize(Drive.POSITIONS.size() + 1));
    }

    private void correct(String user) throws Exception {
        JsonNode trips = application.get("/api/v1/trips", user).get("trips");
        assertThat(trips.size()).isGreaterThan(2);
        String corrections = "/api/v1/devices/" + id(user, "car") + "/corrections";
        application.post(
                corrections,
                user,
                JSON.createObjectNode()
                        .put("kind", "describe")
                        .put("trip", trips.get(0).get("id").asText())
                        .put("name", "To work")
                        .put("purpose", "business")
                        .toString());
        JsonNode undone = application.post(corrections, user, delete(trips.get(1)));
        application.delete(corrections + "/" + undone.get("id").asText(), user);
        application.post(corrections, user, delete(trips.get(2)));
        application.post(
                corrections,
                user,
                JSON.createObjectNode()
                        .put("kind", "split")
                        .put("at", middle(trips.get(0)))
                        .toString());
        JsonNode home = trips.get(0).get("from");
        application.post(
                "/api/v1/places",
                user,
                JSON.createObjectNode()
                        .put("name", "Home")
                        .put("lat", home.get("lat").asDouble())
                        .put("lon", home.get("lon").asDouble())
                        .put("radius", 150)
                        .toString());
    }

    private static String delete(JsonNode trip) {
        return JSON.createObjectNode()
                .put("kind", "delete")
                .put("trip", trip.get("id").asText())
                .toString();
    }

    private static String middle(JsonNode trip) {
        Instant start = Instant.parse(trip.get("start").asText());
        Instant end = Instant.parse(trip.get("end").asText());
        return start.plus(Duration.between(start, end).dividedBy(2)).toString();
    }

    /** Days, trips, corrections, positions, places and devices, to the byte, without ids. */
    private List<String> tell(String user) throws Exception {
        List<String> told = new ArrayList<>();
        LocalDate last = LocalDate.of(2019, 5, 31);
        for (LocalDate day = LocalDate.of(2019, 5, 23); !day.isAfter(last); day = day.plusDays(1)) {
            told.add(withoutIds(application.get("/api/v1/days/" + day, user)));
        }
        told.add(withoutIds(application.get("/api/v1/trips", user)));
        told.add(withoutIds(application.get("/api/v1/stats?from=2019-05-20&to=2019-06-02&bucket=day", user)));
        told.add(withoutIds(application.get("/api/v1/places", user)));
        told.add(withoutIds(application
                .get("/api/v1/devices/" + id(user, "car") + "/corrections", user)
                .get("corrections")));
        told.add(positions(user, "car"));
        told.add(devices(user).findValuesAsText("name").stream()
                .sorted()
                .toList()
                .toString());
        return told;
    }

    private static String withoutIds(JsonNode node) {
        for (JsonNode child : node) {
            withoutIds(child);
        }
        if (node instanceof ObjectNode object) {
            object.remove(IDS);
        }
        return node.toString();
    }

    private String positions(String user, String device) throws Exception {
        return new String(
                application.download("/api/v1/devices/" + id(user, device) + "/positions", user, "text/csv"),
                StandardCharsets.UTF_8);
    }

    private JsonNode devices(String user) throws Exception {
        return application.get("/api/v1/devices", user).get("devices");
    }

    private String id(String user, String name) throws Exception {
        for (JsonNode device : devices(user)) {
            if (device.get("name").asText().equals(name)) {
                return device.get("id").asText();
            }
        }
        throw new AssertionError("no device " + name);
    }

    private JsonNode added(String user, byte[] archive) throws Exception {
        return application.upload("/api/v1/archive", user, archive).get("added");
    }

    private static JsonNode added(int devices, int positions, int corrections, int places) throws Exception {
        return JSON.readTree("{\"devices\":%d,\"positions\":%d,\"corrections\":%d,\"places\":%d}"
                .formatted(devices, positions, corrections, places));
    }

    private String newUser(String zone, String locale) throws Exception {
        String email = UUID.randomUUID() + "@rumbo.example";
        application.post(
                "/api/v1/users",
                "Bearer " + application.accessToken(),
                JSON.createObjectNode()
                        .put("email", email)
                        .put("name", locale.equals("es") ? "Eva" : "Ana")
                        .put("password", PASSWORD)
                        .put("role", "driver")
                        .put("timeZone", zone)
                        .put("locale", locale)
                        .toString());
        return "Bearer " + application.accessToken(email, PASSWORD);
    }
}
