package dev.rumbo.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.testsupport.LogLines;
import dev.rumbo.testsupport.OtlpReceiver;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a viewer of a running application sees, whichever process took the post and whichever the viewer is connected to. The
 * embedded engine has one process, which is both.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LiveContract {

    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ATTRIBUTES = Set.of(
            "http.route",
            "http.response.status_code",
            "rumbo.request",
            "rumbo.device",
            "rumbo.positions",
            "rumbo.shard",
            "rumbo.record");

    private OtlpReceiver collector;
    private RunningApplication posted;
    private RunningApplication viewed;
    private String admin = "";

    /** What chooses the engine; the same for every process. */
    abstract Map<String, String> environment();

    /** Another process beside the one that takes the posts, or that one. */
    abstract RunningApplication another(RunningApplication first) throws IOException;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        collector = new OtlpReceiver();
        posted = launch("posted");
        admin = posted.accessToken();
        viewed = another(posted);
    }

    @AfterAll
    void stop() {
        if (posted != null) {
            posted.close();
        }
        if (viewed != null) {
            viewed.close();
        }
        collector.close();
    }

    final RunningApplication launch(String name) throws IOException {
        Map<String, String> environment = new HashMap<>(environment());
        environment.put("RUMBO_LOG_JSON", "true");
        environment.put("RUMBO_LOG_LEVEL", "DEBUG");
        environment.put("RUMBO_TRACES_ENDPOINT", collector.address().toString());
        environment.put("RUMBO_TRACES_RATIO", "1");
        Files.deleteIfExists(log(name));
        return new RunningApplication(log(name), environment);
    }

    private Path log(String name) {
        return Path.of("target", getClass().getSimpleName() + '-' + name + ".log");
    }

    final RunningApplication posted() {
        return posted;
    }

    final RunningApplication viewed() {
        return viewed;
    }

    final String admin() {
        return admin;
    }

    @Test
    void everyViewerSeesWhatIsPostedToAnyInstanceAndSoDoesWhoReads() throws Exception {
        Car car = new Car(admin);
        SocketViewer there = open(viewed, admin);
        SocketViewer here = open(posted, admin);
        await().atMost(PATIENCE)
                .until(() -> !there.messages().isEmpty() && !here.messages().isEmpty());

        String first = car.posts(posted, 0);
        await().atMost(PATIENCE).until(() -> there.saw(first) && here.saw(first));
        String second = car.posts(viewed, 1);
        await().atMost(PATIENCE).until(() -> there.saw(second) && here.saw(second));

        for (RunningApplication any : List.of(posted, viewed)) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(any.get("/api/v1/devices/" + car.id + "/positions", "Bearer " + admin)
                                            .get("positions")
                                            .findValuesAsText("time"))
                                    .containsExactly(first, second));
        }
    }

    @Test
    void aDriverSeesTheirOwnAndNobodyElses() throws Exception {
        String ana = newDriver();
        Car own = new Car(ana);
        Car anothers = new Car(newDriver());
        SocketViewer viewer = open(viewed, ana);

        anothers.posts(posted, 0);
        String time = own.posts(posted, 1);

        await().atMost(PATIENCE).until(() -> viewer.saw(time));
        assertThat(viewer.saw(anothers.id)).isFalse();
    }

    @Test
    void whoLeftTheMapIsHiddenOnEveryInstance() throws Exception {
        String ana = newDriver();
        Car hidden = new Car(ana);
        posted.put("/api/v1/privacy", "Bearer " + ana, "{\"sharesLive\":false}");
        Car seen = new Car(newDriver());
        SocketViewer viewer = open(viewed, admin);
        SocketViewer herself = open(viewed, ana);
        await().atMost(PATIENCE).until(() -> !viewer.messages().isEmpty());

        for (int second = 0; second < 3; second++) {
            String time = hidden.posts(posted, second);
            await().atMost(PATIENCE).until(() -> herself.saw(time));
        }
        String last = seen.posts(posted, 3);
        await().atMost(PATIENCE).until(() -> viewer.saw(last));

        JsonNode told = viewer.messages().stream()
                .flatMap(message -> devices(message).stream())
                .filter(device -> device.get("deviceId").asText().equals(hidden.id))
                .reduce((one, more) -> {
                    throw new AssertionError("told twice: " + one + more);
                })
                .orElseThrow();
        assertThat(told.get("state").asText()).isEqualTo("hidden");
        assertThat(told.has("lat") || told.has("lon") || told.has("time")).isFalse();
    }

    @Test
    void aLatePositionIsNotSent() throws Exception {
        Car car = new Car(admin);
        SocketViewer viewer = open(viewed, admin);
        String newest = car.posts(posted, 10);
        await().atMost(PATIENCE).until(() -> viewer.saw(newest));

        String late = car.posts(posted, 5);
        String newer = car.posts(posted, 20);

        await().atMost(PATIENCE).until(() -> viewer.saw(newer));
        assertThat(viewer.saw(late)).isFalse();
    }

    /** Through the record in the stream, and from instance to instance. */
    @Test
    void aPostIsTracedFromTheRequestToTheSocketOfEachViewer() throws Exception {
        Car car = new Car(admin);
        SocketViewer there = open(viewed, admin);
        SocketViewer here = open(posted, admin);
        await().atMost(PATIENCE)
                .until(() -> !there.messages().isEmpty() && !here.messages().isEmpty());
        String time = car.posts(posted, 0);
        await().atMost(PATIENCE).until(() -> there.saw(time) && here.saw(time));

        // Each instance sends its spans when it likes, and other viewers may still be there.
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(trace(car))
                    .extracting(OtlpReceiver.Span::name)
                    .contains("post", "publish", "consume", "store")
                    .filteredOn("push"::equals)
                    .hasSizeGreaterThanOrEqualTo(2);
            assertThat(trace(car).stream()
                            .filter(span -> span.name().equals("push"))
                            .map(OtlpReceiver.Span::instance)
                            .distinct())
                    .hasSize(posted == viewed ? 1 : 2);
        });
        List<OtlpReceiver.Span> trace = trace(car);
        OtlpReceiver.Span post = only(trace, "post");
        OtlpReceiver.Span publish = only(trace, "publish");
        assertThat(post.parentId()).isEmpty();
        assertThat(publish.parentId()).isEqualTo(post.spanId());
        assertThat(trace)
                .filteredOn(span -> !List.of("post", "publish").contains(span.name()))
                .allSatisfy(span -> assertThat(span.parentId()).isEqualTo(publish.spanId()));
        assertThat(trace).allSatisfy(span -> {
            assertThat(span.failed()).isFalse();
            assertThat(span.endNanos()).isGreaterThanOrEqualTo(span.startNanos());
            assertThat(ATTRIBUTES).containsAll(span.attributes().keySet());
        });
        assertThat(collector.received())
                .noneMatch(sent -> sent.contains(car.token) || sent.contains(admin) || sent.contains("34.9"));
    }

    private List<OtlpReceiver.Span> trace(Car car) {
        return collector.spans().stream()
                .filter(span -> car.id.equals(span.attributes().get("rumbo.device")))
                .findFirst()
                .map(publish -> collector.spans().stream()
                        .filter(span -> span.traceId().equals(publish.traceId()))
                        .toList())
                .orElse(List.of());
    }

    private static OtlpReceiver.Span only(List<OtlpReceiver.Span> trace, String name) {
        List<OtlpReceiver.Span> found =
                trace.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    /** Whatever is sent; and what a post led to is found by its trace, from the request to the store. */
    @Test
    void eachLineOfTheLogIsJsonThatTellsWhatItBelongsToAndNeitherSecretNorPlace() throws Exception {
        Car car = new Car(admin);
        String place = "\"lat\":-34.41237,\"lon\":-56.73519";
        String time = Instant.now().minusSeconds(60).toString();
        HttpResponse<String> taken = posted.send(
                "/api/v1/positions",
                "Bearer " + car.token,
                "{\"positions\":[{\"time\":\"" + time + "\"," + place + "}]}");
        assertThat(taken.statusCode()).isEqualTo(202);
        String request = taken.headers().firstValue("X-Request-Id").orElseThrow();
        posted.send("/api/v1/positions", "Bearer " + car.token, "{\"positions\":[{\"time\":\"\n{\"," + place + "}]");
        posted.send("/i/osmand/" + car.token + "/bea?lat=-34.41237&lon=-56.73519&timestamp=1", "none", "");
        for (String address : List.of(
                "/i/owntracks/" + car.token + "/%zz%22%0a{\"level\":\"ERROR\"}",
                "/i/nobody-knows/" + car.token + "?lat=-34.41237",
                "/api/v1/live?token=" + admin,
                "/api/v1/positions?token=" + car.token + "&lat=-34.41237&lon=-56.73519",
                "/s/" + car.token + "/%c0%ae\u2028",
                "/login?next=%0d%0a" + admin,
                "/" + car.token + "/\u0001\\")) {
            raw("GET " + address + " HTTP/1.1\r\nHost: rumbo\r\nAuthorization: Bearer \"" + car.token
                    + "\\n\r\nUser-Agent: {\"token\":\"" + admin + "\"}\r\nConnection: close\r\n\r\n");
        }
        raw(car.token + " \u0000\r\n\r\n");

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> asked = LogLines.read(log("posted")).stream()
                    .filter(line -> line.at("/mdc/requestId").asText().equals(request))
                    .filter(line -> line.get("loggerName").asText().endsWith("RequestLog"))
                    .toList();
            assertThat(asked).hasSize(1);
            assertThat(asked.get(0).get("message").asText()).startsWith("POST /api/v1/positions answered 202 in ");
            String trace = asked.get(0).at("/mdc/traceId").asText();
            assertThat(trace).hasSize(32);
            assertThat(lines())
                    .filteredOn(line -> line.at("/mdc/traceId").asText().contains(trace)
                            && line.get("message").asText().startsWith("Stored "))
                    .isNotEmpty()
                    .allSatisfy(line -> {
                        assertThat(line.at("/mdc/shard").asText()).isNotEmpty();
                        assertThat(line.at("/mdc/record").asText()).isNotEmpty();
                    });
        });
        assertThat(lines())
                .filteredOn(line -> line.get("loggerName").asText().endsWith("RequestLog"))
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        line -> assertThat(line.at("/mdc/requestId").asText()).hasSize(16));
        assertThat(lines())
                .allSatisfy(line -> assertThat(line.toString())
                        .doesNotContain(car.token, admin, "34.41237", "56.73519", "344123700", "567351900"));
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> lines = new ArrayList<>(LogLines.read(log("posted")));
        if (viewed != posted) {
            lines.addAll(LogLines.read(log("viewed")));
        }
        return lines;
    }

    /** As no client writes it, and until the server has answered or hung up. */
    private void raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", posted.port())) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().readAllBytes();
        } catch (SocketException hungUp) {
            assertThat(posted.isAlive()).isTrue();
        }
    }

    static SocketViewer open(RunningApplication application, String token) {
        return SocketViewer.open(application.socket(LiveSocket.PATH), token);
    }

    private String newDriver() throws IOException, InterruptedException {
        String email = UUID.randomUUID() + "@rumbo.example";
        String password = "a sentence for " + email;
        posted.post(
                "/api/v1/users",
                "Bearer " + admin,
                JSON.writeValueAsString(Map.of(
                        "email",
                        email,
                        "name",
                        "Ana",
                        "password",
                        password,
                        "role",
                        "driver",
                        "timeZone",
                        "UTC",
                        "locale",
                        "en")));
        return posted.accessToken(email, password);
    }

    private static List<JsonNode> devices(String message) {
        try {
            List<JsonNode> devices = new ArrayList<>();
            JSON.readTree(message).get("devices").forEach(devices::add);
            return devices;
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    /** A device that drives north, a position for each second since an hour ago. */
    final class Car {

        private final Instant start = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        final String id;
        private final String token;

        Car(String owner) throws IOException, InterruptedException {
            JsonNode device = posted.post("/api/v1/devices", "Bearer " + owner, "{\"name\":\"car\"}");
            id = device.get("id").asText();
            token = device.get("token").asText();
        }

        /** @return the position's time, which no other has */
        String posts(RunningApplication application, int second) throws IOException, InterruptedException {
            String time = start.plusSeconds(second).toString();
            application.post(
                    "/api/v1/positions",
                    "Bearer " + token,
                    "{\"positions\":[{\"time\":\"" + time + "\",\"lat\":" + (-34.9 + second * 1e-4)
                            + ",\"lon\":-56.2}]}");
            return time;
        }
    }
}
