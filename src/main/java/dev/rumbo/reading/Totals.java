package dev.rumbo.reading;

import dev.rumbo.trips.DayTotals;

/**
 * Sums over days and devices; the units are those of {@link DayTotals}.
 *
 * @param maxSpeedCentimetersPerSecond the highest of all, 0 where nothing was driven
 */
public record Totals(
        long distanceMillimeters,
        long unknownMillimeters,
        long drivingSeconds,
        long idleSeconds,
        long unknownSeconds,
        long tripCount,
        int maxSpeedCentimetersPerSecond) {

    /** Nothing was driven. */
    public static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0);

    public Totals plus(DayTotals day) {
        return plus(new Totals(
                day.distanceMillimeters(),
                day.unknownMillimeters(),
                day.drivingSeconds(),
                day.idleSeconds(),
                day.unknownSeconds(),
                day.tripCount(),
                day.maxSpeedCentimetersPerSecond()));
    }

    public Totals plus(Totals other) {
        return new Totals(
                distanceMillimeters + other.distanceMillimeters,
                unknownMillimeters + other.unknownMillimeters,
                drivingSeconds + other.drivingSeconds,
                idleSeconds + other.idleSeconds,
                unknownSeconds + other.unknownSeconds,
                tripCount + other.tripCount,
                Math.max(maxSpeedCentimetersPerSecond, other.maxSpeedCentimetersPerSecond));
    }
}
