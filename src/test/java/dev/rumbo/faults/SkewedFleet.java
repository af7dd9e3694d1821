package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Cars that send a position each second, and one more that may send a hundred times as many. */
final class SkewedFleet implements AutoCloseable {

    static final int TIMES = 100;

    private static final int OTHERS = 8;
    private static final int HOT_POSTS_PER_SECOND = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ScheduledExecutorService hotPhone = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Instant> shown = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong hotPositions = new AtomicLong();
    private final RunningApplication application;
    private final List<JsonNode> others = new ArrayList<>();
    private final JsonNode hot;
    private final String user;
    private final WebSocket socket;

    /** What it took until positions of all others were stored, and until a viewer had them. */
    record Delays(List<Long> storedMillis, List<Long> shownMillis) {

        @Override
        public String toString() {
            return "stored in " + told(storedMillis) + ", shown in " + told(shownMillis);
        }

        private static String told(List<Long> millis) {
            List<Long> sorted = millis.stream().sorted().toList();
            return sorted.get(sorted.size() / 2) + " ms, at most " + Collections.max(sorted) + " ms";
        }
    }

    /** @param viewed the instance to which a viewer is connected */
    SkewedFleet(RunningApplication application, RunningApplication viewed) throws IOException, InterruptedException {
        this.application = application;
        String token = application.accessToken();
        user = "Bearer " + token;
        for (int i = 0; i < OTHERS; i++) {
            others.add(application.post("/api/v1/devices", user, "{\"name\":\"car " + i + "\"}"));
        }
        hot = application.post("/api/v1/devices", user, "{\"name\":\"hot\"}");
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", user)
                .buildAsync(viewed.socket("/api/v1/live"), new Viewer())
                .join();
    }

    String user() {
        return user;
    }

    String hotId() {
        return hot.get("id").asText();
    }

    long hotPositions() {
        return hotPositions.get();
    }

    /** From now on one phone sends a hundred times what each other one does. */
    void heat() {
        var unused = hotPhone.scheduleAtFixedRate(
                this::postHot, 0, TimeUnit.SECONDS.toMillis(1) / HOT_POSTS_PER_SECOND, TimeUnit.MILLISECONDS);
    }

    /** Each second a position of each other car, once those of the second before are stored and shown. */
    Delays drive(int seconds) throws IOException, InterruptedException {
        Delays delays = new Delays(new ArrayList<>(), new ArrayList<>());
        for (int second = 0; second < seconds; second++) {
            long begin = System.nanoTime();
            Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            for (JsonNode car : others) {
                post(car, time, 1);
            }
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> isThere(shown, time));
            delays.shownMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> isThere(stored(), time));
            delays.storedMillis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) - (System.nanoTime() - begin));
        }
        assertThat(wrong).isEmpty();
        return delays;
    }

    @Override
    public void close() {
        hotPhone.shutdownNow();
        socket.abort();
    }

    private boolean isThere(Map<String, Instant> newest, Instant time) {
        return others.stream()
                .allMatch(car -> !newest.getOrDefault(car.get("id").asText(), Instant.MIN)
                        .isBefore(time));
    }

    private Map<String, Instant> stored() throws IOException, InterruptedException {
        Map<String, Instant> stored = new HashMap<>();
        note(application.get("/api/v1/fleet", user), stored);
        return stored;
    }

    private static void note(JsonNode message, Map<String, Instant> newest) {
        for (JsonNode device : message.path("devices")) {
            if (!device.has("time")) {
                continue;
            }
            newest.put(
                    device.get("deviceId").asText(),
                    Instant.parse(device.get("time").asText()));
        }
    }

    private void postHot() {
        try {
            int positions = TIMES / HOT_POSTS_PER_SECOND;
            post(hot, Instant.now().truncatedTo(ChronoUnit.MILLIS), positions);
            hotPositions.addAndGet(positions);
        } catch (IOException failed) {
            wrong.add("the hot phone could not post: " + failed);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param last of the positions, which are 10 ms apart */
    private void post(JsonNode car, Instant last, int positions) throws IOException, InterruptedException {
        ObjectNode body = Drive.JSON.createObjectNode();
        ArrayNode array = body.putArray("positions");
        for (int i = positions - 1; i >= 0; i--) {
            Instant time = last.minusMillis(10L * i);
            array.addObject()
                    .put("time", time.toString())
                    .put("lat", -34.9 + time.toEpochMilli() % 1_000_000 / 1e8)
                    .put("lon", -56.2)
                    .put("speed", 14);
        }
        int status = application
                .send("/api/v1/positions", "Bearer " + car.get("token").asText(), body.toString())
                .statusCode();
        if (status != 202) {
            wrong.add("a post was answered with " + status);
        }
    }

    /** Whoever looks at the live map. */
    private final class Viewer implements WebSocket.Listener {

        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                try {
                    note(Drive.JSON.readTree(part.toString()), shown);
                } catch (IOException noJson) {
                    throw new UncheckedIOException(noJson);
                }
                part.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
