package dev.rumbo.reading;

import dev.rumbo.trips.Position;
import java.time.Duration;
import java.time.Instant;

/** What a device seems to be doing, told from its last position. */
public enum DeviceState {
    /** At 1.5 m/s or more within the last minute. */
    DRIVING,
    /** Heard of lately, but not seen driving. */
    STOPPED,
    /** Nothing came for ten minutes. */
    OFFLINE,
    /** Not shown to whoever looks. */
    HIDDEN;

    /** Above the pace of a walker and the speed noise of a parked phone. */
    private static final int DRIVING_CENTIMETERS_PER_SECOND = 150;

    private static final Duration DRIVING_FOR = Duration.ofMinutes(1);
    private static final Duration ONLINE_FOR = Duration.ofMinutes(10);

    /**
     * The state as it can be known at {@code now}.
     *
     * <p>Age is that of the position's own time, not of its arrival: a phone that delivers this morning's drive in the
     * evening tells nothing about where the car is in the evening, and the state must come out the same after a restart,
     * which forgets arrivals. A position without a speed never counts as driving.
     *
     * @param last the device's last position in the total order
     */
    public static DeviceState of(Position last, Instant now) {
        Duration age = Duration.between(last.time(), now);
        if (age.compareTo(ONLINE_FOR) >= 0) {
            return OFFLINE;
        }
        boolean fast = last.speedCentimetersPerSecond() >= DRIVING_CENTIMETERS_PER_SECOND;
        return fast && age.compareTo(DRIVING_FOR) <= 0 ? DRIVING : STOPPED;
    }
}
