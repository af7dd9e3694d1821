package dev.rumbo.stream.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.RecordingConsumer;
import dev.rumbo.stream.StreamRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the queue of a shard says when it is emptied: on its word the shard's end is checkpointed. */
class StoringQueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RecordingConsumer consumer = new RecordingConsumer();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final StoringQueue queue = new StoringQueue(consumer, "shard", config(), stopping::get);

    /** Nothing is due by itself within a test; two records fill the queue. */
    private static KinesisConfig config() {
        return KinesisConfig.of("stream", "worker", false, 1, Duration.ofHours(1), 500, Duration.ofSeconds(10));
    }

    @AfterEach
    void end() {
        queue.end();
    }

    @Test
    void isEmptiedIntoAStoreThatTakesAll() {
        queue.add(List.of(record(1), record(2)));

        assertThat(queue.drain()).isTrue();
        assertThat(consumer.stored()).containsExactly(record(1), record(2));
        assertThat(queue.stored()).contains(record(2));
    }

    @Test
    void isNotEmptiedWhereTheStoreTakesNothingBeforeTheInstanceStops() {
        consumer.fail(Integer.MAX_VALUE, new StoreUnavailableException("told to fail", null));
        queue.add(List.of(record(1)));
        stopping.set(true);

        assertThat(queue.drain()).isFalse();
        assertThat(queue.stored()).isEmpty();
    }

    @Test
    void isNotEmptiedWhereSomeAreHandedBackBeforeTheInstanceStops() {
        consumer.handBack("device-2");
        queue.add(List.of(record(1), record(2), record(3)));
        stopping.set(true);

        assertThat(queue.drain()).isFalse();
        assertThat(queue.stored()).contains(record(1));
    }

    @Test
    void isNotEmptiedByALostLease() {
        consumer.fail(Integer.MAX_VALUE, new StoreUnavailableException("told to fail", null));
        queue.add(List.of(record(1)));
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(queue::drain);
        await().atMost(PATIENCE).until(() -> consumer.refused() > 0);
        queue.end();

        assertThat(drained).succeedsWithin(PATIENCE).isEqualTo(false);
    }

    @Test
    void triesOnAfterAnError() {
        consumer.fail(1, new StackOverflowError("told to fail"));
        queue.add(List.of(record(1)));

        assertThat(CompletableFuture.supplyAsync(queue::drain))
                .succeedsWithin(PATIENCE)
                .isEqualTo(true);
        assertThat(consumer.stored()).containsExactly(record(1));
    }

    @Test
    void saysWhatFillsItAndTakesOnOnceTheStoreDoes() {
        consumer.handBack("device-1");
        queue.add(List.of(record(1), record(2, 1), record(3)));
        CompletableFuture<Void> added = CompletableFuture.runAsync(() -> queue.add(List.of(record(4))));
        await().atMost(PATIENCE).until(() -> queue.problem().isPresent());
        assertThat(added).isNotDone();

        consumer.handBack("");

        assertThat(added).succeedsWithin(PATIENCE);
        assertThat(queue.drain()).isTrue();
        assertThat(queue.problem()).isEmpty();
        assertThat(consumer.stored()).hasSize(4).doesNotHaveDuplicates();
    }

    private static StreamRecord record(int sequence) {
        return record(sequence, sequence);
    }

    private static StreamRecord record(int sequence, int device) {
        return new StreamRecord(
                "shard", Integer.toString(sequence), Instant.EPOCH, "device-" + device, ByteBuffer.wrap(new byte[] {
                    (byte) sequence
                }));
    }
}
