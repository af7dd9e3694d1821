package dev.rumbo.simulator;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** When posts go out. A pace serves one run. */
public interface Pace {

    /**
     * Waits until the post should go out.
     *
     * @return when it should have gone out, in terms of {@link System#nanoTime}
     */
    long await(PlannedPost post) throws InterruptedException;

    /** Each as soon as there is room: as fast as the server answers (a closed loop). */
    static Pace asAnswered() {
        return post -> System.nanoTime();
    }

    /** So many a second whatever the server does (an open loop); the times of the positions do not matter. */
    static Pace postsPerSecond(double rate) {
        long interval = Math.round(TimeUnit.SECONDS.toNanos(1) / rate);
        return new Pace() {
            private long slot = System.nanoTime();

            @Override
            public long await(PlannedPost post) throws InterruptedException {
                slot += interval;
                sleepUntil(slot);
                return slot;
            }
        };
    }

    /**
     * When they are due, in a time that begins at {@code startMillis} now and runs {@code compression} times as fast as the
     * real one.
     */
    static Pace compressed(long startMillis, double compression) {
        long start = System.nanoTime();
        return post -> {
            double simulated = post.dueMillis() - startMillis;
            long slot = start + Math.round(simulated * 1e6 / compression);
            sleepUntil(slot);
            return slot;
        };
    }

    /** When they are due by the clock, which may be set or may jump after the machine slept. */
    static Pace on(Clock clock) {
        return post -> {
            long late = clock.millis() - post.dueMillis();
            while (late < 0) {
                TimeUnit.MILLISECONDS.sleep(Math.min(1_000, -late));
                late = clock.millis() - post.dueMillis();
            }
            return System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(late);
        };
    }

    private static void sleepUntil(long slot) throws InterruptedException {
        long wait = slot - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }
}
