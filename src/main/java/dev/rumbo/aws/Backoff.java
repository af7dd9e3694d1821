package dev.rumbo.aws;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential back-off with full jitter: a wait is drawn evenly between nothing and a bound that doubles with each try, so
 * that those who failed together do not come back together.
 *
 * @param base the bound of the first wait
 * @param cap no wait is longer
 */
public record Backoff(Duration base, Duration cap) {

    private static final int MAX_DOUBLINGS = 20;

    public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(25), Duration.ofSeconds(1));

    /** @param attempt how often it failed before, from 0 */
    public Duration after(int attempt) {
        long bound = Math.min(cap.toMillis(), base.toMillis() << Math.min(attempt, MAX_DOUBLINGS));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
    }
}
