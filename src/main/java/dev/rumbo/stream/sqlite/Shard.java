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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One shard: how far it is written and stored, and the loop that brings its records to the consumer. */
final class Shard {

    private static final Logger LOG = Logger.getLogger(Shard.class);

    /** One transaction of the store for thousands of records when catching up, within a few megabytes of heap. */
    private static final int BATCH_RECORDS = 2_000;

    private static final long BATCH_BYTES = 2L * 1024 * 1024;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final int index;
    private final LogFile file;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stopping;
    private volatile long committed;
    private volatile long stored;
    private volatile long oldestPendingMillis = Long.MAX_VALUE;
    private volatile @Nullable String problem;

    /**
     * @param committed sequence number of the last record in the log
     * @param stored sequence number of the last record in the store
     */
    Shard(int index, LogFile file, Clock clock, long committed, long stored) {
        this.index = index;
        this.file = file;
        this.clock = clock;
        this.committed = committed;
        this.stored = stored;
    }

    long committed() {
        return committed;
    }

    long stored() {
        return stored;
    }

    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    StreamStatus.Shard status() {
        long oldest = oldestPendingMillis;
        return new StreamStatus.Shard(
                LogFile.idOf(index), oldest == Long.MAX_VALUE ? 0 : Math.max(1, clock.millis() - oldest));
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

    void stop() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Delivers until stopped. */
    void consume(RecordConsumer consumer) {
        long announced = stored;
        int failures = 0;
        while (awaitRecords()) {
            try {
                long upTo = committed;
                List<StreamRecord> records = file.read(index, stored, BATCH_RECORDS, BATCH_BYTES);
                if (records.isEmpty()) {
                    // Trimmed by hand or never there; nothing can be delivered for these numbers.
                    stored = upTo;
                    continue;
                }
                oldestPendingMillis = records.get(0).arrivedAt().toEpochMilli();
                announced = announce(consumer, records, announced);
                consumer.store(records);
                stored = sequenceOf(records.get(records.size() - 1));
                if (stored >= committed) {
                    oldestPendingMillis = Long.MAX_VALUE;
                }
                failures = 0;
                problem = null;
            } catch (SQLException | RuntimeException failed) {
                report(failed);
                pause(failures++);
            }
        }
    }

    /** A batch that comes again may be longer than it was; only what is new in it is announced. */
    private static long announce(RecordConsumer consumer, List<StreamRecord> records, long announced) {
        List<StreamRecord> fresh = records.stream()
                .filter(record -> sequenceOf(record) > announced)
                .toList();
        if (!fresh.isEmpty()) {
            consumer.arrived(fresh);
        }
        return Math.max(announced, sequenceOf(records.get(records.size() - 1)));
    }

    private static long sequenceOf(StreamRecord record) {
        return Long.parseLong(record.sequenceNumber());
    }

    /** False once the shard is to stop. */
    private boolean awaitRecords() {
        lock.lock();
        try {
            while (!stopping && stored >= committed) {
                changed.awaitUninterruptibly();
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private void report(Exception failed) {
        if (problem == null) {
            String what = failed instanceof StoreUnavailableException ? "The store is not available" : "A defect";
            LOG.errorf(failed, "%s: %s stands still and tries again", what, LogFile.idOf(index));
        }
        problem = LogFile.idOf(index) + " stands still: " + failed;
    }

    /** Exponential with full jitter, so that the shards do not come back together. */
    private void pause(int failures) {
        long longest = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        long nanos = TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest + 1));
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
