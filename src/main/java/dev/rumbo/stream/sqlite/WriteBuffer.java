package dev.rumbo.stream.sqlite;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Records on their way to the disk, counted in bytes until they are on it or refused. */
final class WriteBuffer {

    private final long capacityBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private long heldBytes;
    private boolean closed;

    WriteBuffer(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** What became of an offer. */
    enum Offer {
        TAKEN,
        FULL,
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
        long bytes = 0;
        for (Pending record : records) {
            bytes += record.bytes();
        }
        lock.lock();
        try {
            heldBytes -= bytes;
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
