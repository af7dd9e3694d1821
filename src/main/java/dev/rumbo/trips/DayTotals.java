package dev.rumbo.trips;

/**
 * What a device did inside one local day.
 *
 * @param tripCount trips that start on the day
 * @param maxSpeedCentimetersPerSecond top speed inside the day
 */
public record DayTotals(
        long distanceMillimeters,
        long unknownMillimeters,
        long drivingSeconds,
        long idleSeconds,
        long unknownSeconds,
        int tripCount,
        int maxSpeedCentimetersPerSecond) {

    /** A day without a trip. */
    public static final DayTotals NONE = new DayTotals(0, 0, 0, 0, 0, 0, 0);

    /** The totals of both together. */
    public DayTotals plus(DayTotals other) {
        return new DayTotals(
                distanceMillimeters + other.distanceMillimeters,
                unknownMillimeters + other.unknownMillimeters,
                drivingSeconds + other.drivingSeconds,
                idleSeconds + other.idleSeconds,
                unknownSeconds + other.unknownSeconds,
                tripCount + other.tripCount,
                Math.max(maxSpeedCentimetersPerSecond, other.maxSpeedCentimetersPerSecond));
    }
}
