package dev.rumbo.stream.kinesis;

import dev.rumbo.aws.Backoff;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The records of one shard between their arrival and the store: a thread of its own has the consumer store them after the flush interval,
 * while others arrive. What the store does not take yet waits here and is tried again, in the stream's order.
 */
final class StoringQueue {

    private static final Logger LOG = Logger.getLogger(StoringQueue.class);

    /** What a record that waits takes of the heap beside its data, roughly. */
    private static final int RECORD_BYTES = 400;

    /** Records of a device that the store did not take while it took others' come again after the flush interval, but no later. */
    private static final Duration LATEST_RETRY = Duration.ofSeconds(30);

    /** How often someone who waits looks whether the instance stops, of which nobody tells. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final RecordConsumer consumer;
    private final String shardId;
    private final BooleanSupplier stopping;
    private final long flushNanos;
    private final long flushBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;

    private List<StreamRecord> waiting = new ArrayList<>();
    private List<StreamRecord> inHand = List.of();
    private long bytes;
    private int failures;
    private boolean hurried;
    private boolean ended;

    // By the machine's running time: its clock may be set back by hours.
    private @Nullable Long dueNanos;
    private long notBeforeNanos = System.nanoTime();

    private @Nullable StreamRecord last;
    private @Nullable StreamRecord stored;
    private volatile boolean full;
    private volatile boolean refusing;
    private volatile @Nullable String problem;

    StoringQueue(RecordConsumer consumer, String shardId, KinesisConfig config, BooleanSupplier stopping) {
        this.consumer = consumer;
        this.shardId = shardId;
        this.stopping = stopping;
        flushNanos = config.flushInterval().toNanos();
        flushBytes = config.flushBytes();
        thread = new Thread(this::run, "store-" + shardId);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits while half as much again as is stored at once has not been stored. */
    void add(List<StreamRecord> records) {
        lock.lock();
        try {
            while (bytes >= flushBytes + flushBytes / 2 && !ended && !stopping.getAsBoolean()) {
                full = true;
                changed.awaitNanos(LOOK_NANOS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            full = false;
            if (!ended) {
                waiting.addAll(records);
                bytes += bytes(records);
                dueNanos = dueNanos == null ? Long.valueOf(System.nanoTime() + flushNanos) : dueNanos;
                changed.signalAll();
            }
            lock.unlock();
        }
    }

    /** Stores all without waiting for the interval; false where the instance stops before the store took it. */
    boolean drain() {
        lock.lock();
        try {
            hurried = true;
            changed.signalAll();
            while (!ended && !isEmpty()) {
                changed.await();
            }
            // What ended had what it held taken away, and is empty for that.
            return !ended;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** What waits belongs to another instance now; what the store is being given changes nothing there. */
    void end() {
        lock.lock();
        try {
            ended = true;
            waiting = new ArrayList<>();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The last record before which none waits; empty where nothing was stored yet. */
    Optional<StreamRecord> stored() {
        lock.lock();
        try {
            return Optional.ofNullable(stored);
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size() + inHand.size();
        } finally {
            lock.unlock();
        }
    }

    Optional<Instant> oldestArrival() {
        lock.lock();
        try {
            List<StreamRecord> first = inHand.isEmpty() ? waiting : inHand;
            return first.isEmpty() ? Optional.empty() : Optional.of(first.get(0).arrivedAt());
        } finally {
            lock.unlock();
        }
    }

    /** Whether what arrives has to wait for the store. */
    boolean isFull() {
        return full;
    }

    /** Why nothing is stored, or nothing more can arrive since the store refuses what waits. */
    Optional<String> problem() {
        String said = problem;
        return said == null && full && refusing
                ? Optional.of("what it does not take of some devices fills the memory of the shard")
                : Optional.ofNullable(said);
    }

    private boolean isEmpty() {
        return waiting.isEmpty() && inHand.isEmpty();
    }

    private void run() {
        while (takeInHand()) {
            try {
                List<StreamRecord> left = consumer.store(inHand);
                problem = null;
                done(left);
            } catch (RuntimeException | Error failed) {
                // Also of an error: without this thread the shard would stand still, and nobody would be told.
                if (problem == null) {
                    LOG.errorf(failed, "Shard %s: %d records could not be stored; trying on", shardId, inHand.size());
                }
                problem = String.valueOf(failed.getMessage());
                done(inHand);
            }
        }
    }

    /** Waits until there is something to store; false once nothing is to be stored any more. */
    private boolean takeInHand() {
        lock.lock();
        try {
            long nanos = nanosUntilDue();
            while (!ended && nanos > 0) {
                changed.awaitNanos(nanos);
                nanos = nanosUntilDue();
            }
            if (ended) {
                return false;
            }
            inHand = List.copyOf(waiting);
            waiting = new ArrayList<>();
            last = inHand.get(inHand.size() - 1);
            dueNanos = null;
            return true;
        } catch (InterruptedException stopped) {
            ended = true;
            changed.signalAll();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private long nanosUntilDue() {
        if (waiting.isEmpty() || dueNanos == null) {
            return Long.MAX_VALUE;
        }
        long now = System.nanoTime();
        boolean atOnce = hurried || bytes >= flushBytes;
        return Math.max(notBeforeNanos - now, atOnce ? 0 : dueNanos - now);
    }

    private void done(List<StreamRecord> left) {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (left.isEmpty()) {
                stored = last;
                failures = 0;
            } else {
                int before = inHand.indexOf(left.get(0)) - 1;
                stored = before < 0 ? stored : inHand.get(before);
                retry(left, now);
            }
            refusing = !left.isEmpty();
            bytes += bytes(left) - bytes(inHand);
            inHand = List.of();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void retry(List<StreamRecord> left, long now) {
        if (stopping.getAsBoolean()) {
            ended = true;
        }
        boolean all = left.size() == inHand.size();
        long pause = Backoff.DEFAULT.after(failures++).toNanos();
        long retry = all ? pause : Math.min(flushNanos, LATEST_RETRY.toNanos());
        notBeforeNanos = now + pause;
        dueNanos = dueNanos == null ? Long.valueOf(now + retry) : Long.valueOf(Math.min(dueNanos, now + retry));
        List<StreamRecord> both = new ArrayList<>(left);
        both.addAll(waiting);
        waiting = ended ? new ArrayList<>() : both;
    }

    private static long bytes(List<StreamRecord> records) {
        return records.stream()
                .mapToLong(record -> record.data().remaining() + RECORD_BYTES)
                .sum();
    }
}
