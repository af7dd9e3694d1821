package dev.rumbo.health;

import java.time.Duration;
import java.util.OptionalLong;

/** What it most likely means that nothing comes. */
public enum Silence {
    /** Something came lately. */
    NONE,
    NEVER_HEARD,
    /** It stood still when it was heard last; apps stop their receiver then. */
    PARKED,
    /** It has stood still for longer than a car usually does: the phone may have put the app to sleep. */
    ASLEEP,
    BATTERY_EMPTY,
    /** The app lives and sends no fix: most likely it may not use the location. */
    NO_FIX,
    /** It was moving; it has sent late before, so it most likely waits for the network. */
    NO_NETWORK,
    /** It was moving, and nothing came since: the app was most likely ended. */
    APP_ENDED;

    private static final Duration QUIET = Duration.ofMinutes(10);
    private static final Duration LONG_PARKED = Duration.ofDays(3);
    private static final Duration NETWORK_WAIT = Duration.ofDays(1);
    private static final double EMPTY_PERCENT = 5;

    /**
     * What is known of a device when it was heard last.
     *
     * @param requestMillis the last request
     * @param fixMillis the newest position
     * @param heartbeatMillis the newest sign of life without one
     * @param moving whether it moved at the newest position
     * @param batteryPercent NaN where not told
     * @param sentLate whether a position came more than five minutes after it was measured
     */
    record Known(
            OptionalLong requestMillis,
            OptionalLong fixMillis,
            OptionalLong heartbeatMillis,
            boolean moving,
            double batteryPercent,
            boolean charging,
            boolean sentLate) {}

    static Silence of(Known known, long nowMillis) {
        if (known.requestMillis().isEmpty()) {
            return NEVER_HEARD;
        }
        long fix = known.fixMillis().orElse(Long.MIN_VALUE / 2);
        long heartbeat = known.heartbeatMillis().orElse(Long.MIN_VALUE / 2);
        boolean alive = nowMillis - heartbeat <= QUIET.toMillis();
        if (alive && nowMillis - fix > QUIET.toMillis()) {
            return known.moving() || known.fixMillis().isEmpty() ? NO_FIX : PARKED;
        }
        long quiet = nowMillis - known.requestMillis().getAsLong();
        if (quiet <= QUIET.toMillis()) {
            return NONE;
        }
        if (known.batteryPercent() <= EMPTY_PERCENT && !known.charging()) {
            return BATTERY_EMPTY;
        }
        if (!known.moving()) {
            return quiet > LONG_PARKED.toMillis() ? ASLEEP : PARKED;
        }
        return known.sentLate() && quiet <= NETWORK_WAIT.toMillis() ? NO_NETWORK : APP_ENDED;
    }
}
