package dev.rumbo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
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
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Two instances on the aws engine and the emulators: how long from a post to one of them until a viewer of either has its position, and
 * how much later the one that does not hold the shard shows it. {@code bench/speed across} runs it.
 */
final class Across {

    private static final int WARM_UP = 100;
    private static final int PROBES = 300;
    private static final int LOAD_PER_SECOND = 500;
    private static final int DEVICES = 500;

    private final Server poster;
    private final Server.Device probe;
    private final ConcurrentMap<String, Long> sent = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Long> seenOnce = new ConcurrentHashMap<>();
    private volatile Histogram soonest = new Histogram(3);
    private volatile Histogram latest = new Histogram(3);
    private volatile Histogram between = new Histogram(3);
    private volatile @Nullable IOException viewerEnded;
    private long lastMillis = System.currentTimeMillis() - Duration.ofDays(1).toMillis();

    private Across(Server poster, Server.Device probe) {
        this.poster = poster;
        this.probe = probe;
    }

    /** @param arguments the packaged application's jar, an empty folder, and how many rounds */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path jar = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int kinesis = freePort();
        int dynamoDb = freePort();
        Process emulators = emulators(kinesis, dynamoDb);
        Map<String, String> environment = Map.of(
                "RUMBO_ENGINE",
                "aws",
                "RUMBO_AWS_CREATE",
                "true",
                "RUMBO_AWS_ENDPOINT_KINESIS",
                "http://127.0.0.1:" + kinesis,
                "RUMBO_AWS_ENDPOINT_DYNAMODB",
                "http://127.0.0.1:" + dynamoDb);
        try (Server first = new Server(jar, folder.resolve("first"), environment);
                Server second = new Server(jar, folder.resolve("second"), environment)) {
            List<Server.Device> devices = first.newDevices(DEVICES + 1);
            Across across = new Across(first, devices.get(DEVICES));
            WebSocket one = across.watch(first);
            WebSocket other = across.watch(second);
            across.probe("warm-up", WARM_UP);
            List<String> others = devices.subList(0, DEVICES).stream()
                    .map(Server.Device::token)
                    .toList();
            for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                across.probe("idle", PROBES);
                across.underLoad(others);
            }
            one.abort();
            other.abort();
        } finally {
            emulators.destroy();
            emulators.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static Process emulators(int kinesis, int dynamoDb) throws IOException {
        Process process = new ProcessBuilder(
                        "docker/emulators",
                        "--kinesis-port",
                        Integer.toString(kinesis),
                        "--dynamodb-port",
                        Integer.toString(dynamoDb),
                        "--with-parent")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        if (!"ready".equals(output.readLine())) {
            throw new IOException("docker/emulators did not start");
        }
        return process;
    }

    private WebSocket watch(Server server) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/live?token=" + poster.token()),
                        new Viewer())
                .join();
    }

    private void underLoad(List<String> tokens) throws IOException, InterruptedException {
        FleetRequests requests = new FleetRequests(
                "/api/v1/positions",
                tokens,
                1,
                System.currentTimeMillis() - Duration.ofHours(20).toMillis());
        Thread load = new Thread(() -> {
            try (HttpLoad posts = new HttpLoad(poster.port(), 32, requests)) {
                HttpLoad.Result result = posts.openLoop(LOAD_PER_SECOND, Duration.ofSeconds(25));
                System.out.printf(Locale.ROOT, "  beside %,.0f posts of 1 per second%n", result.perSecond());
            } catch (IOException failed) {
                System.err.println("the load ended: " + failed.getMessage());
            }
        });
        load.start();
        TimeUnit.SECONDS.sleep(3);
        probe("at " + LOAD_PER_SECOND + " positions/s", PROBES);
        load.join();
    }

    private void probe(String name, int count) throws IOException, InterruptedException {
        soonest = new Histogram(3);
        latest = new Histogram(3);
        between = new Histogram(3);
        Random pauses = new Random(1);
        for (int i = 0; i < count; i++) {
            lastMillis += 1_000;
            String time = Instant.ofEpochMilli(lastMillis).toString();
            sent.put(time, System.nanoTime());
            poster.post(
                    "/api/v1/positions",
                    probe.token(),
                    "{\"positions\":[{\"time\":\"" + time + "\",\"lat\":-34.9,\"lon\":-56.2}]}");
            // Longer than the consumer's pause between reads, or most are replaced by newer ones unseen.
            TimeUnit.MILLISECONDS.sleep(150 + pauses.nextInt(200));
        }
        TimeUnit.SECONDS.sleep(2);
        IOException ended = viewerEnded;
        if (ended != null) {
            throw ended;
        }
        print(name + ", post to the sooner viewer", soonest, count);
        print(name + ", post to the later viewer", latest, count);
        print(name + ", between the two", between, count);
        sent.clear();
        seenOnce.clear();
    }

    private static void print(String name, Histogram nanos, int count) {
        System.out.printf(
                Locale.ROOT,
                "%-52s p50 %.1f ms, p99 %.1f ms, most %.1f ms (%d of %d)%n",
                name,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getMaxValue() / 1e6,
                nanos.getTotalCount(),
                count);
    }

    private synchronized void saw(String time) {
        // Asked for under the lock: taken before it, the second to come in may hold the earlier time.
        long nowNanos = System.nanoTime();
        Long start = sent.get(time);
        if (start == null) {
            return;
        }
        Long before = seenOnce.put(time, nowNanos);
        if (before == null) {
            soonest.recordValue(nowNanos - start);
        } else {
            latest.recordValue(nowNanos - start);
            between.recordValue(nowNanos - before);
            sent.remove(time);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private final class Viewer implements WebSocket.Listener {

        private final StringBuilder message = new StringBuilder();
        private String last = "";

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean whole) {
            message.append(part);
            if (whole) {
                int at = message.indexOf(probe.id());
                int field = at < 0 ? -1 : message.indexOf("\"time\":\"", at);
                if (field >= 0) {
                    int start = field + "\"time\":\"".length();
                    String time = Instant.parse(message.substring(start, message.indexOf("\"", start)))
                            .toString();
                    if (!time.equals(last)) {
                        last = time;
                        saw(time);
                    }
                }
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            viewerEnded = new IOException("a viewer was closed with " + status + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            viewerEnded = new IOException("a viewer broke off", failure);
        }
    }
}
