package dev.rumbo.faults;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rumbo.accounts.DeviceKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stands between the application and an emulator and breaks calls, drawn from a seed. */
final class FaultProxy implements AutoCloseable {

    private static final Set<String> OWN_HEADERS = Set.of(
            "host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "http2-settings", "date");

    private static final Set<String> WRITES =
            Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");

    /** Instances tell in another table which devices are busy. */
    private static final String TRACKS = "-tracks\"";

    private static final int LONGEST_DELAY_MILLIS = 7_000;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final URI target;
    private final Random random;
    private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
    private final int port;
    private volatile List<Fault> faults = List.of();
    private volatile Set<String> refused = Set.of();
    private volatile Set<String> throttled = Set.of();
    private volatile String refusedText = "";
    private volatile double share;
    private HttpServer server;

    FaultProxy(URI target, long seed) throws IOException {
        this.target = target;
        random = new Random(seed);
        server = listen(0);
        port = server.getAddress().getPort();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** @param share of the calls, 0 to 1 */
    void inject(double share, Fault... faults) {
        refused = Set.of();
        this.share = share;
        this.faults = List.of(faults);
    }

    /** Calls of these names fail, each of them; all others go through. */
    void refuse(String... calls) {
        refuseOf("", calls);
    }

    /** Calls of these names fail whose body has the text, each of them; all others go through. */
    void refuseOf(String text, String... calls) {
        faults = List.of();
        refused = Set.of();
        refusedText = text;
        refused = Set.of(calls);
    }

    /** DynamoDB's partitions of these devices take no write; the others take all. */
    void throttleWritesOf(DeviceKey... devices) {
        throttled = Stream.of(devices).map(DeviceKey::deviceId).collect(Collectors.toSet());
    }

    void heal() {
        throttled = Set.of();
        faults = List.of();
        refused = Set.of();
    }

    /** The service is gone: connections break and new ones are refused. */
    void down() {
        server.stop(0);
    }

    void up() throws IOException {
        server = listen(port);
    }

    /** How often each fault hit. */
    Map<Fault, Integer> injected() {
        synchronized (done) {
            return new EnumMap<>(done);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpServer listen(int onPort) throws IOException {
        HttpServer listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 50);
        listening.setExecutor(threads);
        listening.createContext("/", this::handle);
        listening.start();
        return listening;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String call = call(exchange);
            String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            Fault fault = draw(call, body);
            if (fault == null) {
                answer(exchange, forward(exchange, body));
                return;
            }
            switch (fault) {
                case THROTTLED -> refuse(exchange, 400, "ThrottlingException", type, Map.of());
                case OVER_THROUGHPUT -> refuse(exchange, 400, "ProvisionedThroughputExceededException", type, Map.of());
                case INTERNAL -> refuse(exchange, 500, "InternalFailure", type, Map.of());
                case INTERNAL_AFTER -> {
                    forward(exchange, body);
                    refuse(exchange, 500, "InternalFailure", type, Map.of());
                }
                case RESET -> {
                    // Closing the exchange without an answer ends the connection.
                }
                case RESET_AFTER -> forward(exchange, body);
                case SLOW -> {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(drawInt(LONGEST_DELAY_MILLIS)));
                    answer(exchange, forward(exchange, body));
                }
                case CANCELED -> {
                    int writes = ((List<?>) AwsMessage.read(body, type).get("TransactItems")).size();
                    List<Object> reasons = Collections.nCopies(writes, Map.of("Code", "TransactionConflict"));
                    refuse(exchange, 400, "TransactionCanceledException", type, Map.of("CancellationReasons", reasons));
                }
                case HALF -> halve(exchange, call, body, type);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static String call(HttpExchange exchange) {
        String name = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        return name.substring(name.indexOf('.') + 1);
    }

    private Fault draw(String call, byte[] body) {
        synchronized (done) {
            if (isThrottled(call, body)) {
                done.merge(Fault.OVER_THROUGHPUT, 1, Integer::sum);
                return Fault.OVER_THROUGHPUT;
            }
            if (refused.contains(call) && new String(body, StandardCharsets.UTF_8).contains(refusedText)) {
                done.merge(Fault.INTERNAL, 1, Integer::sum);
                return Fault.INTERNAL;
            }
            List<Fault> possible =
                    faults.stream().filter(fault -> possible(fault, call)).toList();
            if (possible.isEmpty() || random.nextDouble() >= share) {
                return null;
            }
            Fault fault = possible.get(random.nextInt(possible.size()));
            done.merge(fault, 1, Integer::sum);
            return fault;
        }
    }

    private boolean isThrottled(String call, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return WRITES.contains(call)
                && text.contains(TRACKS)
                && throttled.stream().anyMatch(text::contains);
    }

    private int drawInt(int bound) {
        synchronized (done) {
            return random.nextInt(bound);
        }
    }

    private static boolean possible(Fault fault, String call) {
        return switch (fault) {
            case HALF -> BatchHalf.applies(call);
            case CANCELED -> call.equals("TransactWriteItems");
            default -> true;
        };
    }

    private void halve(HttpExchange exchange, String call, byte[] body, String type)
            throws IOException, InterruptedException {
        BatchHalf half;
        synchronized (done) {
            half = BatchHalf.of(call, AwsMessage.read(body, type), random);
        }
        if (half.kept() == null) {
            respond(exchange, 200, type, AwsMessage.write(half.nothingDone(), type));
            return;
        }
        HttpResponse<byte[]> answer = forward(exchange, AwsMessage.write(half.kept(), type));
        if (answer.statusCode() != 200) {
            answer(exchange, answer);
            return;
        }
        respond(exchange, 200, type, AwsMessage.write(half.answer(AwsMessage.read(answer.body(), type)), type));
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                .timeout(Duration.ofSeconds(30))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        answer.headers().map().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name)) {
                headers.put(name, values);
            }
        });
        send(exchange, answer.statusCode(), answer.body());
    }

    private static void refuse(HttpExchange exchange, int status, String error, String type, Map<String, Object> more)
            throws IOException {
        Map<String, Object> message = new LinkedHashMap<>(more);
        message.put("__type", error);
        message.put("message", "injected");
        exchange.getResponseHeaders().set("x-amzn-ErrorType", error);
        respond(exchange, status, type, AwsMessage.write(message, type));
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        send(exchange, status, body);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
