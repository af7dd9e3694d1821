package dev.rumbo.stream.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.RecordingConsumer;
import dev.rumbo.stream.SamplePosts;
import dev.rumbo.stream.StreamRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Map<String, String> checkpoints = new ConcurrentHashMap<>();

    @Test
    void trimsConsumedRecordsButTheLast() {
        SqliteLog log = open(Duration.ZERO);
        log.start(new RecordingConsumer(checkpoints));
        publish(log, 0, 20);

        await().atMost(PATIENCE).until(() -> replay(log).size() == 1);
        log.stop();

        SqliteLog again = open(Duration.ZERO);
        publish(again, 20, 21);
        List<StreamRecord> records = replay(again);
        assertThat(Long.parseLong(records.get(records.size() - 1).sequenceNumber()))
                .isEqualTo(21);
        again.stop();
    }

    @Test
    void keepsWhatWasNotConsumed() {
        SqliteLog log = open(Duration.ZERO);
        publish(log, 0, 20);

        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> replay(log).size() == 20);
        log.stop();
    }

    @Test
    void keepsWhatALossOfPowerCouldTakeFromTheStore() {
        AtomicBoolean disk = new AtomicBoolean();
        SqliteLog log = open(Duration.ZERO, () -> {
            if (!disk.get()) {
                throw new StoreUnavailableException("the disk takes nothing", null);
            }
        });
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        log.start(consumer);
        publish(log, 0, 20);

        await().atMost(PATIENCE).until(() -> consumer.stored().size() == 20);
        await().atMost(PATIENCE).until(() -> log.status().problem().isPresent());
        assertThat(replay(log)).hasSize(20);

        disk.set(true);
        await().atMost(PATIENCE).until(() -> replay(log).size() == 1);
        assertThat(log.status().problem()).isEmpty();
        log.stop();
    }

    @Test
    void keepsWhatIsYoungerThanTheRetention() {
        SqliteLog log = open(Duration.ofHours(1));
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        log.start(consumer);
        publish(log, 0, 20);

        await().atMost(PATIENCE).until(() -> consumer.stored().size() == 20);
        await().during(Duration.ofSeconds(2))
                .atMost(PATIENCE)
                .until(() -> replay(log).size() == 20);
        log.stop();
    }

    @Test
    void goesOnAboveACheckpointThatIsAheadOfTheLog() {
        checkpoints.put("shardId-000000000000", "1000");
        SqliteLog log = open(Duration.ofHours(1));
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        log.start(consumer);

        publish(log, 0, 1);

        await().atMost(PATIENCE).until(() -> consumer.stored().size() == 1);
        assertThat(consumer.stored().get(0).sequenceNumber()).isEqualTo("1001");
        log.stop();
    }

    private SqliteLog open(Duration retention) {
        return open(retention, () -> {});
    }

    private SqliteLog open(Duration retention, Runnable settle) {
        Checkpoints ofStore = new Checkpoints() {
            @Override
            public Optional<String> sequenceNumberOf(String shard) {
                return Optional.ofNullable(checkpoints.get(shard));
            }

            @Override
            public void settle() {
                settle.run();
            }
        };
        return new SqliteLog(new SqliteLogConfig(folder, 1, retention, 1 << 20), ofStore, Clock.systemUTC());
    }

    private static void publish(SqliteLog log, int from, int to) {
        for (int i = from; i < to; i++) {
            log.publish(SamplePosts.post("device", i))
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }

    private static List<StreamRecord> replay(SqliteLog log) {
        List<StreamRecord> records = new ArrayList<>();
        log.replay(Instant.EPOCH, records::add);
        return records;
    }
}
