package dev.rumbo.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * For how long a fleet keeps what it records.
 *
 * @param positionDays after as many days positions go; their trips and totals stay
 * @param tripDays after as many days trips and totals go, too; empty where they stay for ever
 * @param from nothing goes before: until then who set it can take it back
 */
public record Retention(int positionDays, Optional<Integer> tripDays, Instant from) {

    public static final int LEAST_DAYS = 7;

    /** A hundred years: what is older than the satellites is nobody's. */
    public static final int MOST_DAYS = 36_500;

    /** Between the change of what is kept and the first that goes. */
    public static final Duration GRACE = Duration.ofDays(1);

    public Retention {
        if (positionDays < LEAST_DAYS || positionDays > MOST_DAYS) {
            throw new IllegalArgumentException("positions are kept for " + positionDays + " days");
        }
        if (tripDays.isPresent() && (tripDays.get() < positionDays || tripDays.get() > MOST_DAYS)) {
            throw new IllegalArgumentException("trips are kept for " + tripDays.get() + " days");
        }
    }

    /** Whether both keep as much, whenever they begin. */
    public boolean keepsAs(Retention other) {
        return positionDays == other.positionDays && tripDays.equals(other.tripDays);
    }

    public Retention beginning(Instant newFrom) {
        return new Retention(positionDays, tripDays, newFrom);
    }

    /** Positions from before then go. */
    public Instant positionsBefore(Instant now) {
        return now.minus(Duration.ofDays(positionDays));
    }

    /** Trips that end by then go; empty where all stay. */
    public Optional<Instant> tripsBefore(Instant now) {
        return tripDays.map(days -> now.minus(Duration.ofDays(days)));
    }

    /** In the words of a machine, for the audit log. */
    String told() {
        return "positionDays=" + positionDays + " tripDays="
                + tripDays.map(String::valueOf).orElse("all");
    }
}
