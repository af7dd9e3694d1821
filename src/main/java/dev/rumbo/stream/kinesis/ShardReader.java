package dev.rumbo.stream.kinesis;

import dev.rumbo.aws.Backoff;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * <p>The library takes an exception from here for "processed" and goes on, so a store that fails is waited for in place:
 * the shard stands still, and nothing is skipped. It also calls with empty hands, which is what the interval is measured by.
 */
final class ShardReader implements ShardRecordProcessor {

    private static final Logger LOG = Logger.getLogger(ShardReader.class);

    /** The library polls several times a second; a shard that heard nothing for as long as this is cut off. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final RecordConsumer consumer;
    private final KinesisConfig config;
    private final Clock clock;
    private final BooleanSupplier stopping;
    private final Map<String, ShardReader> register;

    /** What a record that waits takes of the heap beside its data, roughly. */
    private static final int RECORD_BYTES = 400;

    private final List<StreamRecord> waiting = new ArrayList<>();
    private volatile long waitingRecords;
    private final AtomicLong arrivedRecords = new AtomicLong();
    private long waitingBytes;
    private String shardId = "";

    // By the machine's running time: its clock may be set back by hours.
    private long waitingSinceNanos;
    private long checkpointedNanos;

    private Reached arrived = Reached.NOTHING;
    private Reached stored = Reached.NOTHING;
    private Reached checkpointed = Reached.NOTHING;

    private volatile long heardNanos = System.nanoTime();
    private volatile boolean storing;
    private volatile Instant oldestArrival = Instant.MAX;
    /** Not 0 until Kinesis says so: the first records may be hours old. */
    private volatile long behindMillis = 1;

    private volatile @Nullable String storeProblem;

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
        private static final Reached NOTHING = new Reached("", 0);
    }

    @Override
    public void initialize(InitializationInput input) {
        shardId = input.shardId();
        register.put(shardId, this);
    }

    @Override
    public void processRecords(ProcessRecordsInput input) {
        heardNanos = System.nanoTime();
        if (!input.records().isEmpty()) {
            arrive(input.records());
        }
        Long behind = input.millisBehindLatest();
        behindMillis = behind == null ? 0 : behind;
        if (!waiting.isEmpty()
                && (waitingBytes >= config.flushBytes() || passed(waitingSinceNanos, config.flushInterval()))) {
            store();
        }
        if (passed(checkpointedNanos, config.checkpointInterval())) {
            checkpoint(input.checkpointer());
        }
    }

    private void arrive(List<KinesisClientRecord> records) {
        List<StreamRecord> arrivals =
                records.stream().map(record -> toStreamRecord(shardId, record)).toList();
        if (waiting.isEmpty()) {
            waitingSinceNanos = System.nanoTime();
            oldestArrival = arrivals.get(0).arrivedAt();
        }
        waiting.addAll(arrivals);
        waitingRecords = waiting.size();
        arrivedRecords.addAndGet(arrivals.size());
        arrivals.forEach(record -> waitingBytes += record.data().remaining() + RECORD_BYTES);
        KinesisClientRecord last = records.get(records.size() - 1);
        arrived = new Reached(last.sequenceNumber(), last.subSequenceNumber());
        try {
            consumer.arrived(arrivals);
        } catch (RuntimeException viewersOnly) {
            LOG.errorf(viewersOnly, "Shard %s: what arrived could not be shown", shardId);
        }
    }

    @Override
    public void leaseLost(LeaseLostInput input) {
        forget();
        register.remove(shardId, this);
    }

    @Override
    public void shardEnded(ShardEndedInput input) {
        if (!waiting.isEmpty() && !store()) {
            return;
        }
        register.remove(shardId, this);
        move(() -> input.checkpointer().checkpoint());
    }

    @Override
    public void shutdownRequested(ShutdownRequestedInput input) {
        if (!waiting.isEmpty()) {
            store();
        }
        checkpoint(input.checkpointer());
        register.remove(shardId, this);
    }

    /** Age of the oldest record that is not stored yet, as far as it is known. */
    StreamStatus.Shard status() {
        Instant oldest = oldestArrival;
        long unstored = oldest.equals(Instant.MAX)
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis());
        return new StreamStatus.Shard(shardId, Math.max(behindMillis, unstored), waitingRecords, arrivedRecords.get());
    }

    Optional<String> problem() {
        String store = storeProblem;
        if (store != null) {
            return Optional.of("shard " + shardId + " waits for the store: " + store);
        }
        Duration silent = Duration.ofNanos(System.nanoTime() - heardNanos);
        return storing || silent.compareTo(SILENCE) < 0
                ? Optional.empty()
                : Optional.of("shard " + shardId + " heard nothing from Kinesis for " + silent.toSeconds() + " s");
    }

    static StreamRecord toStreamRecord(String shardId, KinesisClientRecord record) {
        return new StreamRecord(
                shardId,
                record.aggregated()
                        ? record.sequenceNumber() + "." + record.subSequenceNumber()
                        : record.sequenceNumber(),
                record.approximateArrivalTimestamp(),
                record.partitionKey(),
                record.data());
    }

    /** False where the instance stops before the store took the records: they come again from the checkpoint. */
    private boolean store() {
        storing = true;
        try {
            return tryToStore();
        } finally {
            heardNanos = System.nanoTime();
            storing = false;
        }
    }

    private boolean tryToStore() {
        for (int attempt = 0; ; attempt++) {
            try {
                consumer.store(List.copyOf(waiting));
                storeProblem = null;
                stored = arrived;
                forget();
                return true;
            } catch (RuntimeException failed) {
                if (storeProblem == null) {
                    LOG.errorf(failed, "Shard %s: %d records could not be stored; trying on", shardId, waiting.size());
                }
                storeProblem = String.valueOf(failed.getMessage());
                if (stopping.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                LockSupport.parkNanos(Backoff.DEFAULT.after(attempt).toNanos());
            }
        }
    }

    private static boolean passed(long sinceNanos, Duration time) {
        return System.nanoTime() - sinceNanos >= time.toNanos();
    }

    private void forget() {
        waiting.clear();
        waitingRecords = 0;
        waitingBytes = 0;
        oldestArrival = Instant.MAX;
    }

    private interface Checkpoint {
        void move() throws InvalidStateException, ShutdownException;
    }

    /** After the last record that is stored, where that is not done yet. */
    private void checkpoint(RecordProcessorCheckpointer checkpointer) {
        Reached reached = stored;
        if (!reached.equals(checkpointed)
                && move(() -> checkpointer.checkpoint(reached.sequenceNumber(), reached.subSequenceNumber()))) {
            checkpointed = reached;
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
