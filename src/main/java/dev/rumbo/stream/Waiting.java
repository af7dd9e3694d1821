package dev.rumbo.stream;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How one thread that works in the background waits: until a time is over, it is woken, or it is to stop. Safe for use by several threads. */
public final class Waiting {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stopping;
    private boolean woken;

    public boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all waiting, from now on. */
    public void stop() {
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the {@link #await} at hand, or the next. */
    public void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for all of the time, unless it is to stop. A thread that is interrupted is to stop. */
    public void pause(Duration time) {
        await(time, false);
    }

    /** Waits until it is woken, and for so long at most. A thread that is interrupted is to stop. */
    public void await(Duration time) {
        await(time, true);
    }

    private void await(Duration time, boolean wakes) {
        long nanos = time.toNanos();
        lock.lock();
        try {
            while (!stopping && !(wakes && woken) && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            woken = woken && !wakes;
        } catch (InterruptedException interrupted) {
            stopping = true;
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
