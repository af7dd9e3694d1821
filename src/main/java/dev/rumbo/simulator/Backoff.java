package dev.rumbo.simulator;

import java.net.http.HttpResponse;
import java.util.Random;

/** How long to wait before a post is tried again: exponential with full jitter, and never before the server asked for. */
final class Backoff {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 10_000;

    private Backoff() {}

    /** @param attempt 1 after the first failure */
    static long delayMillis(int attempt, Random random) {
        long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt, 20));
        return 1 + (long) (random.nextDouble() * ceiling);
    }

    /** Jitter on top, so that a fleet that was turned away together does not come back together. */
    static long delayMillis(HttpResponse<?> response, int attempt, Random random) {
        long asked = response.headers()
                        .firstValue("Retry-After")
                        .map(Backoff::seconds)
                        .orElse(0L)
                * 1_000;
        return asked + delayMillis(attempt, random);
    }

    private static long seconds(String header) {
        try {
            return Math.max(0, Math.min(3_600, Long.parseLong(header.strip())));
        } catch (NumberFormatException e) {
            // An HTTP date, which Rumbo never sends: the back-off alone decides.
            return 0;
        }
    }
}
