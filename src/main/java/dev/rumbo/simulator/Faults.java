package dev.rumbo.simulator;

import java.time.Duration;

/**
 * What goes wrong on purpose, as shares of the posts from 0 to 1.
 *
 * @param late held back, on average for {@code lateBy}, while later posts of the device go out
 * @param doubled sent twice
 * @param silent begins a silence of {@code silentFor}, whose positions were never measured
 * @param shuffled positions in another order than that of their times
 * @param gzip compressed, which is not a fault but a choice that phones make
 */
public record Faults(
        double late, Duration lateBy, double doubled, double silent, Duration silentFor, double shuffled, double gzip) {

    /** All goes well. */
    public static final Faults NONE = new Faults(0, Duration.ZERO, 0, 0, Duration.ZERO, 0, 0);

    public Faults {
        share("late", late);
        share("doubled", doubled);
        share("silent", silent);
        share("shuffled", shuffled);
        share("gzip", gzip);
    }

    private static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be within 0 and 1, was " + value);
        }
    }
}
