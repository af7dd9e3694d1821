package dev.rumbo.stream.sqlite;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records on their way to the disk, counted in bytes until they are on it or refused.
 *
 * <p>No device holds more than its share, so that one that posts without end leaves room for the others. A record that is larger
 * than a share is taken where the device holds nothing else.
 */
final class WriteBuffer {

    /** A device may fill one part in so many. */
    private static final int SHARES = 4;

    private final long capacityBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private final Map<String, Long> heldByDevice = new HashMap<>();
    private long heldBytes;
    private boolean closed;

    WriteBuffer(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
        OVER_SHARE,
        CLOSED
    }

    Offer offer(Pending record) {
        lock.lock();
        try {
            if (closed) {
                return Offer.CLOSED;
            }
            if (heldBytes + record.bytes() > capacityBytes) {
                return Offer.FULL;
            }
            long ofDevice = heldByDevice.getOrDefault(record.partitionKey(), 0L);
            if (ofDevice > 0 && ofDevice + record.bytes() > capacityBytes / SHARES) {
                return Offer.OVER_SHARE;
            }
            heldByDevice.put(record.partitionKey(), ofDevice + record.bytes());
            heldBytes += record.bytes();
            waiting.add(record);
            filled.signal();
            return Offer.TAKEN;
        } finally {
            lock.unlock();
        }
    }

    /** What waits, in order, up to about {@code maxBytes}; waits for the first up to the time given. */
    List<Pending> take(long maxBytes, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (waiting.isEmpty() && !closed && nanos > 0) {
                nanos = filled.awaitNanos(nanos);
            }
            List<Pending> taken = new ArrayList<>();
            long bytes = 0;
            while (!waiting.isEmpty() && bytes < maxBytes) {
                Pending record = waiting.remove();
                bytes += record.bytes();
                taken.add(record);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Makes room again for records that {@link #take} gave out. */
    void release(List<Pending> records) {
        lock.lock();
        try {
            for (Pending record : records) {
                heldBytes -= record.bytes();
                heldByDevice.computeIfPresent(
                        record.partitionKey(), (key, held) -> held > record.bytes() ? held - record.bytes() : null);
            }
        } finally {
            lock.unlock();
        }
    }

    long heldBytes() {
        lock.lock();
        try {
            return heldBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isDone() {
        lock.lock();
        try {
            return closed && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
