package dev.rumbo.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rumbo.trips.Position;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How posts are sent, against a server that misbehaves in ways that Rumbo does only under duress. */
class SimulatorTest {

    private static final long FROM = 1_700_000_000_000L;

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<String> bodies = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void whatIsTurnedAwayForNowIsSentUntilItIsAcknowledged() throws Exception {
        answer(exchange -> {
            int number = requests.incrementAndGet();
            int status = number % 3 == 0 ? 503 : number % 5 == 0 ? 429 : 202;
            if (status == 202) {
                bodies.add(body(exchange));
            }
            respond(exchange, status, "{\"accepted\":1,\"rejected\":[]}");
        });
        List<PlannedPost> posts = posts(Faults.NONE);

        SimulationReport report = simulator(Ledger.NONE).run(posts.iterator(), Pace.asAnswered());

        assertThat(report.complete()).isTrue();
        assertThat(report.posts()).isEqualTo(posts.size());
        assertThat(report.retries()).containsOnlyKeys("429", "503");
        assertThat(bodies).hasSize(posts.size()).doesNotHaveDuplicates();
    }

    @Test
    void theLedgerHoldsWhatWasAcknowledgedAndNotWhatWasRejected() throws Exception {
        answer(exchange -> {
            body(exchange);
            respond(exchange, 202, "{\"accepted\":9,\"rejected\":[{\"index\":0,\"reason\":\"bad\"}]}");
        });
        List<PlannedPost> posts = posts(Faults.NONE);
        Path file = folder.resolve("ledger.csv");

        try (Ledger ledger = Ledger.append(file)) {
            SimulationReport report = simulator(ledger).run(posts.iterator(), Pace.asAnswered());
            assertThat(report.rejected()).isEqualTo(posts.size());
        }

        List<Position> expected = posts.stream()
                .flatMap(post -> post.positions().stream().skip(1))
                .toList();
        List<Position> written = Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> DriveCsv.parse(line).position())
                .toList();
        assertThat(written).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void doubledPostsAreSentTwiceAndCompressedOnesCompressed() throws Exception {
        answer(exchange -> {
            bodies.add(body(exchange));
            respond(exchange, 202, "{\"accepted\":9,\"rejected\":[]}");
        });
        List<PlannedPost> posts = posts(new Faults(0, Duration.ZERO, 1, 0, Duration.ZERO, 0, 1));

        SimulationReport report = simulator(Ledger.NONE).run(posts.iterator(), Pace.asAnswered());

        assertThat(report.posts()).isEqualTo(2L * posts.size());
        assertThat(bodies)
                .hasSize(2 * posts.size())
                .allSatisfy(body -> assertThat(body).startsWith("{\"positions\":[{\"time\":\"2023-"));
    }

    @Test
    void whatIsTurnedAwayForGoodIsCountedAndNotSentAgain() throws Exception {
        answer(exchange -> {
            requests.incrementAndGet();
            respond(exchange, 401, "{\"status\":401}");
        });
        List<PlannedPost> posts = posts(Faults.NONE);

        SimulationReport report = simulator(Ledger.NONE).run(posts.iterator(), Pace.asAnswered());

        assertThat(report.complete()).isFalse();
        assertThat(report.refusals()).containsEntry("401 {\"status\":401}", (long) posts.size());
        assertThat(requests).hasValue(posts.size());
    }

    @Test
    void aServerThatNeverTakesAPostEndsTheRunAfterThePatience() throws Exception {
        answer(exchange -> respond(exchange, 503, ""));
        Simulator simulator = new Simulator(uri(), devices(), 4, Duration.ofMillis(300), Ledger.NONE);

        SimulationReport report = simulator.run(posts(Faults.NONE).subList(0, 2).iterator(), Pace.asAnswered());

        assertThat(report.unacknowledged()).isEqualTo(2);
        assertThat(report.posts()).isZero();
    }

    private void answer(com.sun.net.httpserver.HttpHandler handler) {
        server.createContext("/api/v1/positions", handler);
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String body(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream in = gzip ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Simulator simulator(Ledger ledger) {
        return new Simulator(uri(), devices(), 8, Duration.ofSeconds(60), ledger);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static List<SimulatedDevice> devices() {
        return IntStream.range(0, 3)
                .mapToObj(i -> new SimulatedDevice("device-" + i, "token-" + i))
                .toList();
    }

    private static List<PlannedPost> posts(Faults faults) {
        PostRules rules = new PostRules(Duration.ofSeconds(5), 10, Duration.ofMinutes(1), faults);
        FleetPlan plan = FleetPlan.derived(Drives.shipped("nds_blackbox"), 3, 1_000, rules, 1);
        List<PlannedPost> posts = new ArrayList<>();
        plan.posts(FROM, FROM + Duration.ofMinutes(15).toMillis()).forEachRemaining(posts::add);
        return posts;
    }
}
