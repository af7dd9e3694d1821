package dev.rumbo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.trips.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sends posts to the ingest endpoint and keeps each until it is acknowledged or turned away for good.
 *
 * <p>The posts of one device go out one after the other, as a phone sends them. At most {@code inFlight} posts are kept; more
 * wait outside, so that an outage fills no memory.
 */
final class Poster {

    private static final int ACCEPTED = 202;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final Map<Integer, CompletableFuture<?>> tails = new ConcurrentHashMap<>();
    private final Random random = new Random();
    private final URI endpoint;
    private final List<SimulatedDevice> devices;
    private final int inFlight;
    private final Semaphore room;
    private final Ledger ledger;
    private final Tally tally;
    private volatile boolean stopped;
    private volatile @Nullable Throwable broken;

    Poster(URI server, List<SimulatedDevice> devices, int inFlight, Ledger ledger, Tally tally) {
        this.endpoint = server.resolve("/api/v1/positions");
        this.devices = List.copyOf(devices);
        this.inFlight = inFlight;
        this.room = new Semaphore(inFlight);
        this.ledger = ledger;
        this.tally = tally;
    }

    /**
     * Takes the post over; waits while too many are on their way.
     *
     * @param dueNanos when the post should have gone out, in terms of {@link System#nanoTime}
     */
    void post(PlannedPost post, long dueNanos) throws InterruptedException {
        room.acquire();
        CompletableFuture<?> tail = tails.compute(post.device(), (device, before) -> {
            CompletableFuture<?> start = before == null ? done() : before;
            return start.thenCompose(done -> send(post, dueNanos))
                    .thenCompose(done -> post.doubled() ? send(post, dueNanos) : done())
                    .handle((done, failure) -> {
                        if (failure != null) {
                            broken = failure;
                        }
                        room.release();
                        return null;
                    });
        });
        CompletableFuture<?> unused = tail.thenRun(() -> tails.remove(post.device(), tail));
        if (broken != null) {
            throw new IllegalStateException("the simulator cannot go on", broken);
        }
    }

    /** Waits for the answers that are due; false where some did not come in time. */
    boolean drain(Duration longest) throws InterruptedException {
        if (!room.tryAcquire(inFlight, longest.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        room.release(inFlight);
        return true;
    }

    /** How many posts have no answer yet. */
    int unacknowledged() {
        return inFlight - room.availablePermits();
    }

    /** Tries nothing again from now on. */
    void stop() {
        stopped = true;
    }

    private static CompletableFuture<@Nullable Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<@Nullable Void> send(PlannedPost post, long dueNanos) {
        CompletableFuture<@Nullable Void> outcome = new CompletableFuture<>();
        attempt(post, dueNanos, 1, outcome);
        return outcome;
    }

    private void attempt(PlannedPost post, long dueNanos, int attempt, CompletableFuture<@Nullable Void> outcome) {
        long sent = System.nanoTime();
        CompletableFuture<?> unused = http.sendAsync(request(post), HttpResponse.BodyHandlers.ofString())
                .thenAccept(response -> answered(post, dueNanos, sent, attempt, response, outcome))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    if (cause instanceof IOException) {
                        String why = cause.getClass().getSimpleName();
                        again(post, dueNanos, attempt, why, Backoff.delayMillis(attempt, random), outcome);
                    } else {
                        outcome.completeExceptionally(failure);
                    }
                    return null;
                });
    }

    private void answered(
            PlannedPost post,
            long dueNanos,
            long sentNanos,
            int attempt,
            HttpResponse<String> response,
            CompletableFuture<@Nullable Void> outcome) {
        int status = response.statusCode();
        if (status == ACCEPTED) {
            acknowledged(post, response.body(), sentNanos, dueNanos);
            outcome.complete(null);
        } else if (status == TOO_MANY || status >= SERVER_ERROR) {
            long delay = Backoff.delayMillis(response, attempt, random);
            again(post, dueNanos, attempt, Integer.toString(status), delay, outcome);
        } else {
            tally.refused(status + " " + response.body().strip());
            outcome.complete(null);
        }
    }

    private void again(
            PlannedPost post,
            long dueNanos,
            int attempt,
            String why,
            long delayMillis,
            CompletableFuture<@Nullable Void> outcome) {
        tally.retried(why);
        if (!stopped) {
            CompletableFuture.delayedExecutor(delayMillis, TimeUnit.MILLISECONDS)
                    .execute(() -> attempt(post, dueNanos, attempt + 1, outcome));
        }
    }

    private HttpRequest request(PlannedPost post) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + devices.get(post.device()).token())
                .header("Content-Type", "application/json");
        if (post.gzip()) {
            request.header("Content-Encoding", "gzip");
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(PositionsJson.write(post.positions(), post.gzip())))
                .build();
    }

    private void acknowledged(PlannedPost post, String answer, long sentNanos, long dueNanos) {
        long now = System.nanoTime();
        Set<Integer> rejected = rejected(answer);
        List<Position> accepted = IntStream.range(0, post.positions().size())
                .filter(index -> !rejected.contains(index))
                .mapToObj(post.positions()::get)
                .toList();
        ledger.acknowledged(devices.get(post.device()).id(), accepted);
        tally.acknowledged(accepted.size(), rejected.size(), now - sentNanos, now - dueNanos);
    }

    private static Set<Integer> rejected(String answer) {
        try {
            Set<Integer> indexes = new HashSet<>();
            for (JsonNode rejection : JSON.readTree(answer).path("rejected")) {
                indexes.add(rejection.path("index").intValue());
            }
            return indexes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
