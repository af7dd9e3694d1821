package dev.rumbo.ingest;

import io.github.bucket4j.TimeMeter;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The time of the rates, which a test may hold still: on a slow machine a bucket would fill as fast as it is emptied. */
@Alternative
@Priority(1)
@Singleton
class StoppableTime implements TimeMeter {

    private volatile long stoppedNanos = -1;

    void stop() {
        stoppedNanos = System.nanoTime();
    }

    void advance(Duration by) {
        stoppedNanos += by.toNanos();
    }

    void run() {
        stoppedNanos = -1;
    }

    @Override
    public long currentTimeNanos() {
        long stopped = stoppedNanos;
        return stopped < 0 ? System.nanoTime() : stopped;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
