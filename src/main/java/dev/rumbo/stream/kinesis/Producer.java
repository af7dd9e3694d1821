package dev.rumbo.stream.kinesis;

import dev.rumbo.aws.Backoff;
import dev.rumbo.stream.StreamUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Puts posts into Kinesis: many in one call, several in one record, each acknowledged only when Kinesis has it.
 *
 * <p>Each bucket of devices has one record under way at a time, tried until it is in or its budget is spent; the bucket's
 * other posts wait behind it. So a retry is never overtaken, and how much is under way is bounded. Everything that waits
 * is counted in bytes, in all and by bucket, and a bucket may take a quarter: a noisy phone cannot starve the others.
 *
 * <p>A post is acknowledged or refused within the retry budget and {@link #LAST_TRY}, counted from its arrival, however long
 * Kinesis takes.
 */
final class Producer {

    private static final int BUCKET_SHARE = 4;
    /** What a call gets even where the budget is all but spent. */
    private static final Duration LAST_TRY = Duration.ofSeconds(1);

    private static final Duration RETRY_AFTER_FULL = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER_FAILURE = Duration.ofSeconds(5);

    private final KinesisAsyncClient kinesis;
    private final KinesisConfig config;
    private final ScheduledExecutorService executor;

    private final Object lock = new Object();
    private final List<Bucket> buckets = new ArrayList<>();
    private long bufferedBytes;
    private int firstBucket;
    private boolean dispatchDue;
    private boolean closed;
    private volatile @Nullable Problem problem;

    private static final class Bucket {
        private final int number;
        private final Deque<WaitingPost> waiting = new ArrayDeque<>();
        private @Nullable OuterRecord underWay;
        private long bytes;

        private Bucket(int number) {
            this.number = number;
        }
    }

    Producer(KinesisAsyncClient kinesis, KinesisConfig config) {
        this.kinesis = kinesis;
        this.config = config;
        for (int i = 0; i < Buckets.COUNT; i++) {
            buckets.add(new Bucket(i));
        }
        executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "kinesis-producer");
            thread.setDaemon(true);
            return thread;
        });
    }

    CompletionStage<Void> publish(String deviceId, byte[] data) {
        WaitingPost waiting = new WaitingPost(deviceId, data, System.nanoTime(), new CompletableFuture<>());
        synchronized (lock) {
            Bucket bucket = buckets.get(Buckets.of(waiting.deviceId()));
            if (closed) {
                return refused("the stream is stopping", RETRY_AFTER_FAILURE);
            }
            if (bufferedBytes + waiting.size() > config.bufferBytes()
                    || bucket.bytes + waiting.size() > config.bufferBytes() / BUCKET_SHARE) {
                return refused("the stream's buffer is full", RETRY_AFTER_FULL);
            }
            bufferedBytes += waiting.size();
            bucket.bytes += waiting.size();
            bucket.waiting.add(waiting);
            if (bucket.underWay == null) {
                dispatchSoon();
            }
        }
        return waiting.acknowledged();
    }

    /** A call that failed. */
    private record Problem(String reason, long atNanos) {}

    /**
     * Why the last call failed, until one succeeds. Without posts none is made, and whoever is told to keep away sends none:
     * so it is forgotten after the time in which posts would have tried again.
     */
    Optional<String> problem() {
        return Optional.ofNullable(problem)
                .filter(last ->
                        System.nanoTime() - last.atNanos < config.retryBudget().toNanos())
                .map(Problem::reason);
    }

    long bufferedBytes() {
        synchronized (lock) {
            return bufferedBytes;
        }
    }

    /** Refuses new posts, waits for those that wait or are under way, refuses what is left at the end of the time. */
    void stop() throws InterruptedException {
        List<WaitingPost> left = new ArrayList<>();
        synchronized (lock) {
            closed = true;
            long end = System.nanoTime() + config.stopTimeout().toNanos();
            while (bufferedBytes > 0 && System.nanoTime() < end) {
                lock.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
            for (Bucket bucket : buckets) {
                OuterRecord underWay = bucket.underWay;
                if (underWay != null) {
                    left.addAll(underWay.posts());
                }
                left.addAll(bucket.waiting);
                bucket.waiting.clear();
            }
        }
        executor.shutdownNow();
        refuse(left, "the stream stopped", null);
    }

    private void dispatchSoon() {
        if (!dispatchDue && !executor.isShutdown()) {
            dispatchDue = true;
            later(this::dispatch, config.linger());
        }
    }

    /** One record from each bucket that waits and has none under way. */
    private void dispatch() {
        List<OuterRecord> records = new ArrayList<>();
        synchronized (lock) {
            dispatchDue = false;
            for (int i = 0; i < Buckets.COUNT; i++) {
                Bucket bucket = buckets.get((firstBucket + i) % Buckets.COUNT);
                if (bucket.underWay == null && !bucket.waiting.isEmpty()) {
                    OuterRecord record = OuterRecord.take(bucket.number, bucket.waiting);
                    bucket.underWay = record;
                    records.add(record);
                }
            }
            firstBucket = (firstBucket + 1) % Buckets.COUNT;
        }
        for (List<OuterRecord> call : OuterRecord.calls(records)) {
            put(call, 0);
        }
    }

    private void put(List<OuterRecord> records, int attempt) {
        CompletableFuture<PutRecordsResponse> call;
        try {
            Duration left = longer(left(records), LAST_TRY);
            call = kinesis.putRecords(request -> request.streamName(config.streamName())
                    .records(records.stream().map(OuterRecord::entry).toList())
                    .overrideConfiguration(override -> override.apiCallTimeout(left)));
        } catch (RuntimeException notEvenSent) {
            call = CompletableFuture.failedFuture(notEvenSent);
        }
        CompletableFuture<PutRecordsResponse> unused = call.whenComplete(
                (response, error) -> later(() -> settle(records, attempt, response, error), Duration.ZERO));
    }

    /** Of the budget of the post that waits longest. */
    private Duration left(List<OuterRecord> records) {
        long now = System.nanoTime();
        long longest = records.stream()
                .flatMap(record -> record.posts().stream())
                .mapToLong(post -> now - post.arrivedNanos())
                .max()
                .orElse(0);
        return config.retryBudget().minusNanos(longest);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void later(Runnable task, Duration delay) {
        if (!executor.isShutdown()) {
            Future<?> unused = executor.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void settle(
            List<OuterRecord> records, int attempt, @Nullable PutRecordsResponse response, @Nullable Throwable error) {
        List<OuterRecord> failed = new ArrayList<>();
        String reason = error == null ? "" : "Kinesis cannot be reached or refuses the call: " + nameOf(error);
        for (int i = 0; i < records.size(); i++) {
            PutRecordsResultEntry result =
                    response == null ? null : response.records().get(i);
            if (result != null && result.errorCode() == null) {
                finish(records.get(i), null, null);
            } else {
                reason = result == null ? reason : "Kinesis refuses records: " + result.errorCode();
                failed.add(records.get(i));
            }
        }
        problem = failed.isEmpty() ? null : new Problem(reason, System.nanoTime());
        Duration wait = Backoff.DEFAULT.after(attempt);
        List<OuterRecord> again = new ArrayList<>();
        for (OuterRecord record : failed) {
            if (left(List.of(record)).compareTo(wait) > 0) {
                again.add(record);
            } else {
                finish(record, reason, error);
            }
        }
        if (!again.isEmpty()) {
            later(() -> put(again, attempt + 1), wait);
        }
    }

    /** Acknowledges the record's posts, or refuses them and those that wait behind them. */
    private void finish(OuterRecord record, @Nullable String failure, @Nullable Throwable cause) {
        List<WaitingPost> done = new ArrayList<>(record.posts());
        synchronized (lock) {
            Bucket bucket = buckets.get(record.bucket());
            bucket.underWay = null;
            if (failure != null) {
                done.addAll(bucket.waiting);
                bucket.waiting.clear();
            }
            long bytes = done.stream().mapToLong(WaitingPost::size).sum();
            bucket.bytes -= bytes;
            bufferedBytes -= bytes;
            if (!bucket.waiting.isEmpty()) {
                dispatchSoon();
            }
            lock.notifyAll();
        }
        if (failure == null) {
            done.forEach(post -> post.acknowledged().complete(null));
        } else {
            refuse(done, failure, cause);
        }
    }

    private static void refuse(List<WaitingPost> posts, String reason, @Nullable Throwable cause) {
        for (WaitingPost post : posts) {
            post.acknowledged()
                    .completeExceptionally(new StreamUnavailableException(reason, RETRY_AFTER_FAILURE, cause));
        }
    }

    private static CompletionStage<Void> refused(String reason, Duration retryAfter) {
        return CompletableFuture.failedFuture(new StreamUnavailableException(reason, retryAfter, null));
    }

    private static String nameOf(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return cause.getClass().getSimpleName();
    }
}
