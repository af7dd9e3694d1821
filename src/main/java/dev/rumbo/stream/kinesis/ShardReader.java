package dev.rumbo.stream.kinesis;

import dev.rumbo.aws.Backoff;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.exceptions.ThrottlingException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/**
 * The records of one shard on their way to the consumer: shown to it at once, stored by it after the flush interval, and
 * only then checkpointed, at once or with what is stored next.
 *
 * <p>The library takes an exception from here for "processed" and goes on, so what the store does not take is kept in the
 * {@link StoringQueue}, and nothing is skipped. It also calls with empty hands, which is when checkpoints are moved.
 */
final class ShardReader implements ShardRecordProcessor {

    private static final Logger LOG = Logger.getLogger(ShardReader.class);

    /** The library polls several times a second; a shard that heard nothing for as long as this is cut off. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /** Between the number of a record and that of its part, where several came in one. */
    private static final String PART = ".";

    private final RecordConsumer consumer;
    private final KinesisConfig config;
    private final Clock clock;
    private final BooleanSupplier stopping;
    private final Map<String, ShardReader> register;
    private final AtomicLong arrivedRecords = new AtomicLong();
    private @Nullable StoringQueue queue;
    private String shardId = "";

    // By the machine's running time: its clock may be set back by hours.
    private long checkpointedNanos;
    private Optional<Reached> checkpointed = Optional.empty();

    private volatile long heardNanos = System.nanoTime();
    /** Not 0 until Kinesis says so: the first records may be hours old. */
    private volatile long behindMillis = 1;

    ShardReader(
            RecordConsumer consumer,
            KinesisConfig config,
            Clock clock,
            BooleanSupplier stopping,
            Map<String, ShardReader> register) {
        this.consumer = consumer;
        this.config = config;
        this.clock = clock;
        this.stopping = stopping;
        this.register = register;
        checkpointedNanos = System.nanoTime() - config.checkpointInterval().toNanos();
    }

    /** How far, in the library's numbers: a record and, where several came in one, which of them. */
    private record Reached(String sequenceNumber, long subSequenceNumber) {

        static Reached of(StreamRecord record) {
            String number = record.sequenceNumber();
            int point = number.indexOf(PART);
            return point < 0
                    ? new Reached(number, 0)
                    : new Reached(number.substring(0, point), Long.parseLong(number.substring(point + 1)));
        }
    }

    @Override
    public void initialize(InitializationInput input) {
        shardId = input.shardId();
        queue = new StoringQueue(consumer, shardId, config, stopping);
        register.put(shardId, this);
    }

    private StoringQueue queue() {
        return Objects.requireNonNull(queue, "initialized first");
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        heardNanos = System.nanoTime();
        if (!input.records().isEmpty()) {
            arrive(input.records().stream()
                    .map(record -> toStreamRecord(shardId, record))
                    .toList());
        }
        Long behind = input.millisBehindLatest();
        behindMillis = behind == null ? 0 : behind;
        if (System.nanoTime() - checkpointedNanos >= config.checkpointInterval().toNanos()) {
            checkpoint(input.checkpointer());
        }
        heardNanos = System.nanoTime();
    }

    private void arrive(List<StreamRecord> arrivals) {
        arrivedRecords.addAndGet(arrivals.size());
        try {
            consumer.arrived(arrivals);
        } catch (RuntimeException viewersOnly) {
            LOG.errorf(viewersOnly, "Shard %s: what arrived could not be shown", shardId);
        }
        queue().add(arrivals);
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
        end();
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
        boolean drained = queue().drain();
        end();
        if (drained) {
            move(() -> input.checkpointer().checkpoint());
        }
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        queue().drain();
        checkpoint(input.checkpointer());
        end();
    }

    /** What is not stored comes again, here or elsewhere. */
    void end() {
        queue().end();
        register.remove(shardId, this);
    }

    /** Age of the oldest record that is not stored yet, as far as it is known. */
    StreamStatus.Shard status() {
        long unstored = queue().oldestArrival()
                .map(oldest ->
                        Math.max(0, Duration.between(oldest, clock.instant()).toMillis()))
                .orElse(0L);
        return new StreamStatus.Shard(shardId, Math.max(behindMillis, unstored), queue().size(), arrivedRecords.get());
    }

    Optional<String> problem() {
        Optional<String> store = queue().problem();
        if (store.isPresent()) {
            return Optional.of("shard " + shardId + " waits for the store: " + store.get());
        }
        Duration silent = Duration.ofNanos(System.nanoTime() - heardNanos);
        return queue().isFull() || silent.compareTo(SILENCE) < 0
                ? Optional.empty()
                : Optional.of("shard " + shardId + " heard nothing from Kinesis for " + silent.toSeconds() + " s");
    }

    static StreamRecord toStreamRecord(String shardId, KinesisClientRecord record) {
        return new StreamRecord(
                shardId,
                record.aggregated()
                        ? record.sequenceNumber() + PART + record.subSequenceNumber()
                        : record.sequenceNumber(),
                record.approximateArrivalTimestamp(),
                record.partitionKey(),
                record.data());
    }

    private interface Checkpoint {
        void move() throws InvalidStateException, ShutdownException;
    }

    /** After the last record before which all are stored, where that is not done yet. */
    private void checkpoint(RecordProcessorCheckpointer checkpointer) {
        Optional<Reached> stored = queue().stored().map(Reached::of);
        if (stored.isEmpty() || stored.equals(checkpointed)) {
            return;
        }
        Reached reached = stored.get();
        if (move(() -> checkpointer.checkpoint(reached.sequenceNumber(), reached.subSequenceNumber()))) {
            checkpointed = stored;
            checkpointedNanos = System.nanoTime();
        }
    }

    private boolean move(Checkpoint checkpoint) {
        for (int attempt = 0; attempt < 10; attempt++) {
            try {
                checkpoint.move();
                return true;
            } catch (ShutdownException anotherInstanceHasTheShard) {
                LOG.infof("Shard %s: lost before its checkpoint; its records come again elsewhere", shardId);
                return false;
            } catch (ThrottlingException | InvalidStateException failed) {
                LOG.warnf("Shard %s: checkpoint failed: %s", shardId, failed.getMessage());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20)
                        + Backoff.DEFAULT.after(attempt).toNanos());
            }
        }
        return false;
    }
}
