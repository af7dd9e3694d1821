package dev.rumbo.privacy;

import dev.rumbo.trips.Stop;
import java.util.Optional;

/**
 * The time that a link is about.
 *
 * @param fromMillis included
 * @param toMillis not included
 * @param now whether the link shows where a device is now and nothing of the past; else it shows the past and not where it is now
 */
public record Window(long fromMillis, long toMillis, boolean now) {

    /** Opens on nothing. */
    public static final Window SHUT = new Window(0, 0, false);

    boolean contains(long millis) {
        return millis >= fromMillis && millis < toMillis;
    }

    /** Both ends included. */
    boolean contains(long firstMillis, long lastMillis) {
        return contains(firstMillis) && contains(lastMillis);
    }

    /** The part of a stop that lies inside. */
    Optional<Stop> part(Stop stop) {
        long from = Math.max(stop.startMillis(), fromMillis);
        long to = Math.min(stop.endMillis(), toMillis);
        return now || from >= to
                ? Optional.empty()
                : Optional.of(new Stop(stop.deviceId(), from, to, stop.place(), stop.startReason(), stop.endReason()));
    }
}
