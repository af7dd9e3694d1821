package dev.rumbo.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How long from the start of a post until an open viewer has its position: with nothing else to do, and while other cars post
 * 2,000 positions a second. {@code bench/speed live} runs it.
 */
final class Live {

    private static final int DEVICES = 1_000;
    private static final int CONNECTIONS = 64;
    private static final int LOAD_PER_SECOND = 2_000;
    private static final int PROBES = 300;
    private static final int WARM_UP = 100;

    private final Server server;
    private final Server.Device probe;
    private final ConcurrentMap<String, Long> sentNanos = new ConcurrentHashMap<>();
    private volatile Histogram nanos = new Histogram(3);
    private long lastMillis = System.currentTimeMillis() - Duration.ofDays(1).toMillis();

    private Live(Server server, Server.Device probe) {
        this.server = server;
        this.probe = probe;
    }

    /** @param arguments the packaged application's jar, an empty folder, and how many rounds */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Server server =
                new Server(Path.of(arguments[0]), Path.of(arguments[1]).resolve("data"), Map.of())) {
            List<Server.Device> devices = server.newDevices(DEVICES + 1);
            Live live = new Live(server, devices.get(DEVICES));
            List<String> others = devices.subList(0, DEVICES).stream()
                    .map(Server.Device::token)
                    .toList();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/live?token=" + server.token()),
                            live.new Viewer())
                    .join();
            live.probe("warm-up", WARM_UP);
            for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                live.probe("idle", PROBES);
                live.underLoad(others);
            }
            socket.abort();
        }
    }

    private void underLoad(List<String> tokens) throws IOException, InterruptedException {
        FleetRequests requests = new FleetRequests(
                "/api/v1/positions",
                tokens,
                1,
                System.currentTimeMillis() - Duration.ofHours(20).toMillis());
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        Thread load = new Thread(() -> {
            try (HttpLoad posts = new HttpLoad(server.port(), CONNECTIONS, requests)) {
                HttpLoad.Result result = posts.openLoop(LOAD_PER_SECOND, Duration.ofSeconds(25));
                System.out.printf(Locale.ROOT, "  beside %,.0f posts of 1 per second%n", result.perSecond());
            } catch (IOException failed) {
                failure.set(failed);
            }
        });
        load.start();
        TimeUnit.SECONDS.sleep(3);
        probe("at " + LOAD_PER_SECOND + " positions/s", PROBES);
        load.join();
        IOException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void probe(String name, int count) throws IOException, InterruptedException {
        nanos = new Histogram(3);
        Random pauses = new Random(1);
        for (int i = 0; i < count; i++) {
            lastMillis += 1_000;
            String time = Instant.ofEpochMilli(lastMillis).toString();
            sentNanos.put(time, System.nanoTime());
            server.post(
                    "/api/v1/positions",
                    probe.token(),
                    "{\"positions\":[{\"time\":\"" + time + "\",\"lat\":-34.9,\"lon\":-56.2}]}");
            TimeUnit.MILLISECONDS.sleep(30 + pauses.nextInt(50));
        }
        for (int i = 0; i < 100 && !sentNanos.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        System.out.printf(
                Locale.ROOT,
                "post to viewer, %-22s p50 %.1f ms, p99 %.1f ms (%d seen, %d replaced by a newer one before)%n",
                name,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getTotalCount(),
                count - nanos.getTotalCount());
        sentNanos.clear();
    }

    private final class Viewer implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                long now = System.nanoTime();
                int at = message.indexOf(probe.id());
                int field = at < 0 ? -1 : message.indexOf("\"time\":\"", at);
                if (field >= 0) {
                    int start = field + "\"time\":\"".length();
                    Long sent = sentNanos.remove(Instant.parse(message.substring(start, message.indexOf("\"", start)))
                            .toString());
                    if (sent != null) {
                        nanos.recordValue(now - sent);
                    }
                }
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
