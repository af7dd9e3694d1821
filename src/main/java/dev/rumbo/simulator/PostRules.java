package dev.rumbo.simulator;

import java.time.Duration;

/**
 * How devices gather positions into posts.
 *
 * @param interval least time between two positions of a device; what was recorded in between is left out
 * @param size most positions in a post, 1 to 10,000
 * @param span most time between the first and the last position of a post
 */
public record PostRules(Duration interval, int size, Duration span, Faults faults) {

    /** What the ingest endpoint takes at once. */
    private static final int LARGEST = 10_000;

    public PostRules {
        if (size < 1 || size > LARGEST) {
            throw new IllegalArgumentException("size must be within 1 and " + LARGEST + ", was " + size);
        }
        if (interval.isNegative() || span.isNegative()) {
            throw new IllegalArgumentException(
                    "interval and span must not be negative, were " + interval + ", " + span);
        }
    }
}
