package dev.rumbo.stream.sqlite;

import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.SamplePosts;
import dev.rumbo.stream.StreamRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Prints how many posts a second the log takes, and how long one takes alone; a first look, not a benchmark. */
final class LogSpeed {

    private static final int DEVICES = 1_000;

    private LogSpeed() {}

    /** @param args an empty folder */
    public static void main(String[] args) throws InterruptedException {
        AtomicLong arrivedNanos = new AtomicLong();
        SqliteLog log = new SqliteLog(
                new SqliteLogConfig(Path.of(args[0]), 4, Duration.ofHours(24), 16 << 20),
                shard -> Optional.empty(),
                Clock.systemUTC());
        log.start(new RecordConsumer() {
            @Override
            public void arrived(List<StreamRecord> records) {
                arrivedNanos.set(System.nanoTime());
            }

            @Override
            public List<StreamRecord> store(List<StreamRecord> records) {
                // Only the log is measured.
                return List.of();
            }
        });
        for (int round = 1; round <= 3; round++) {
            throughput(log, 1, 64, 60_000);
            throughput(log, 1, 1_000, 100_000);
            throughput(log, 50, 64, 20_000);
            latency(log, arrivedNanos);
        }
        log.stop();
    }

    private static void throughput(SqliteLog log, int size, int inFlight, int posts) throws InterruptedException {
        List<PositionPost> prepared = IntStream.range(0, DEVICES)
                .mapToObj(i -> SamplePosts.post("device-" + i, i, size))
                .toList();
        Semaphore slots = new Semaphore(inFlight);
        CountDownLatch done = new CountDownLatch(posts);
        long start = System.nanoTime();
        for (int i = 0; i < posts; i++) {
            slots.acquire();
            log.publish(prepared.get(i % DEVICES)).thenRun(() -> {
                slots.release();
                done.countDown();
            });
        }
        done.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "posts of %d, %d in flight: %,.0f posts/s, %,.0f positions/s%n",
                size, inFlight, posts / seconds, posts * size / seconds);
    }

    private static void latency(SqliteLog log, AtomicLong arrivedNanos) {
        int posts = 2_000;
        long[] durable = new long[posts];
        long[] arrived = new long[posts];
        for (int i = 0; i < posts; i++) {
            long start = System.nanoTime();
            log.publish(SamplePosts.post("device", i)).toCompletableFuture().join();
            durable[i] = System.nanoTime() - start;
            while (arrivedNanos.get() < start) {
                Thread.onSpinWait();
            }
            arrived[i] = arrivedNanos.get() - start;
        }
        print("one post alone, on disk", durable);
        print("one post alone, at the consumer", arrived);
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%s: p50 %.2f ms, p99 %.2f ms%n",
                what, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
    }
}
