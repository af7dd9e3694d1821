package dev.rumbo.stream.sqlite;

import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One shard: how far it is written, announced and stored, and the two loops that bring its records to the consumer.
 *
 * <p>What is announced is committed, and what is stored was announced.
 */
final class Shard {

    private static final Logger LOG = Logger.getLogger(Shard.class);

    /** One transaction of the store for thousands of records when catching up, within a few megabytes of heap. */
    private static final int BATCH_RECORDS = 20_000;

    private static final long BATCH_BYTES = 2L * 1024 * 1024;

    /** What a shard keeps of its newest records in the heap. */
    private static final long RECENT_BYTES = 1024L * 1024;

    /**
     * A shard that keeps up rests between two batches, four times as long as the last one took: the more there is to do, the
     * more positions of a device share what storing it costs.
     */
    private static final int REST = 4;

    /** A device that posts all the time is stored ten times a second at most. */
    private static final Duration SHORTEST_REST = Duration.ofMillis(100);

    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    /** Time between what is stored and what no loss of power takes back; until then the log keeps the records. */
    private static final Duration SETTLE_EVERY = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final int index;
    private final LogFile file;
    private final Checkpoints checkpoints;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final RecentRecords recent;
    private final long first;
    private boolean stopping;
    private volatile long committed;
    private volatile long announced;
    private volatile long stored;
    private volatile long settled;
    private long settledNanos = System.nanoTime();
    private volatile long oldestPendingMillis = Long.MAX_VALUE;
    private volatile @Nullable String problem;

    /**
     * @param committed sequence number of the last record in the log
     * @param stored sequence number of the last record in the store
     */
    Shard(int index, LogFile file, Checkpoints checkpoints, Clock clock, long committed, long stored) {
        this.index = index;
        this.file = file;
        this.checkpoints = checkpoints;
        this.clock = clock;
        this.committed = committed;
        this.first = stored;
        this.announced = stored;
        this.stored = stored;
        this.settled = 0;
        this.recent = new RecentRecords(RECENT_BYTES, committed);
    }

    long committed() {
        return committed;
    }

    /** Records up to this one are needed no more: no loss of power takes back what became of them. */
    long settled() {
        return settled;
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    StreamStatus.Shard status() {
        long oldest = oldestPendingMillis;
        long upTo = committed;
        return new StreamStatus.Shard(
                LogFile.idOf(index),
                oldest == Long.MAX_VALUE ? 0 : Math.max(1, clock.millis() - oldest),
                Math.max(0, upTo - stored),
                Math.max(0, announced - first));
    }

    StreamStatus.Lease lease() {
        return new StreamStatus.Lease(
                LogFile.idOf(index), Optional.of(SqliteLog.WORKER), Long.toString(stored), List.of(), false);
    }

    /** A record is about to be {@link #committed}. */
    void keep(LogFile.Entry entry) {
        recent.add(entry.sequence(), LogFile.recordOf(entry));
    }

    /** Records up to this one are on the disk. */
    void committed(long sequence) {
        lock.lock();
        try {
            committed = Math.max(committed, sequence);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Records up to this one may be on the disk, though not all of them were {@link #keep kept}. */
    void committedUnheard(long sequence) {
        recent.forget(sequence);
        committed(sequence);
    }

    void stop() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the consumer of new records until stopped; never waits for the store. */
    void announce(RecordConsumer consumer) {
        int failures = 0;
        while (await(() -> announced < committed)) {
            try {
                long upTo = committed;
                List<StreamRecord> records = read(announced);
                if (!records.isEmpty()) {
                    consumer.arrived(records);
                    upTo = sequenceOf(records.get(records.size() - 1));
                }
                announced(upTo);
                failures = 0;
            } catch (SQLException | RuntimeException | Error failed) {
                report(failed);
                pause(failures++);
            }
        }
    }

    private void announced(long sequence) {
        lock.lock();
        try {
            announced = sequence;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has the consumer store what was announced, until stopped. */
    void consume(RecordConsumer consumer) {
        int failures = 0;
        while (awaitWork()) {
            try {
                if (stored < announced) {
                    store(consumer);
                }
                settleIfDue();
                failures = 0;
                problem = null;
            } catch (SQLException | RuntimeException | Error failed) {
                report(failed);
                pause(failures++);
            }
        }
    }

    private void store(RecordConsumer consumer) throws SQLException {
        long started = System.nanoTime();
        long upTo = announced;
        List<StreamRecord> records = read(stored);
        if (records.isEmpty()) {
            // Trimmed by hand or never there; nothing can be delivered for these numbers.
            stored = upTo;
            return;
        }
        oldestPendingMillis = records.get(0).arrivedAt().toEpochMilli();
        List<StreamRecord> left = consumer.store(records);
        if (!left.isEmpty()) {
            // All devices are in one file, so that a store that refuses one will soon refuse all; what it took changes
            // nothing when
            // it comes again.
            throw new StoreUnavailableException(left.size() + " of " + records.size() + " records", null);
        }
        stored = sequenceOf(records.get(records.size() - 1));
        if (stored >= committed) {
            oldestPendingMillis = Long.MAX_VALUE;
        }
        if (stored >= upTo) {
            long tookNanos = System.nanoTime() - started;
            sleep(Math.min(LONGEST_REST.toNanos(), Math.max(SHORTEST_REST.toNanos(), REST * tookNanos)));
        }
    }

    private void settleIfDue() {
        if (settled < stored && System.nanoTime() - settledNanos >= SETTLE_EVERY.toNanos()) {
            long upTo = stored;
            checkpoints.settle();
            settled = upTo;
            settledNanos = System.nanoTime();
        }
    }

    /** False once the shard is to stop. */
    private boolean awaitWork() {
        lock.lock();
        try {
            long nanos = SETTLE_EVERY.toNanos();
            while (!stopping && stored >= announced && (settled >= stored || nanos > 0)) {
                if (settled >= stored) {
                    changed.awaitUninterruptibly();
                } else {
                    nanos = changed.awaitNanos(nanos);
                }
            }
            return !stopping;
        } catch (InterruptedException interrupted) {
            stopping = true;
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** From the heap where it is there; at least one record if there is one. */
    private List<StreamRecord> read(long after) throws SQLException {
        Optional<List<StreamRecord>> kept = recent.after(after, BATCH_RECORDS, BATCH_BYTES);
        return kept.isPresent() ? kept.get() : file.read(index, after, BATCH_RECORDS, BATCH_BYTES);
    }

    private static long sequenceOf(StreamRecord record) {
        return Long.parseLong(record.sequenceNumber());
    }

    /** False once the shard is to stop. */
    private boolean await(BooleanSupplier there) {
        lock.lock();
        try {
            while (!stopping && !there.getAsBoolean()) {
                changed.awaitUninterruptibly();
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private void report(Throwable failed) {
        if (problem == null) {
            String what = failed instanceof StoreUnavailableException ? "The store is not available" : "A defect";
            LOG.errorf(failed, "%s: %s stands still and tries again", what, LogFile.idOf(index));
        }
        problem = LogFile.idOf(index) + " stands still: " + failed;
    }

    /** Exponential with full jitter, so that the shards do not come back together. */
    private void pause(int failures) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        sleep(TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1)));
    }

    private void sleep(long atMostNanos) {
        long nanos = atMostNanos;
        lock.lock();
        try {
            while (!stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException interrupted) {
            stopping = true;
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
