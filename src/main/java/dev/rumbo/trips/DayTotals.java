package dev.rumbo.trips;

import java.time.LocalDate;

/**
 * What one device did within one local day: the parts of its trips inside that day.
 *
 * @param date the local day in the owner's time zone; 23, 24 or 25 hours long
 * @param distanceMillimeters length of the cleaned routes, without {@code unknownMillimeters}
 * @param tripCount trips that start in the day
 */
public record DayTotals(
        LocalDate date,
        long distanceMillimeters,
        long unknownMillimeters,
        int drivingSeconds,
        int idleSeconds,
        int unknownSeconds,
        int tripCount,
        int maxSpeedCentimetersPerSecond) {

    /** A day without a trip. */
    static DayTotals none(LocalDate date) {
        return new DayTotals(date, 0, 0, 0, 0, 0, 0, 0);
    }

    DayTotals countTrip() {
        return new DayTotals(
                date,
                distanceMillimeters,
                unknownMillimeters,
                drivingSeconds,
                idleSeconds,
                unknownSeconds,
                tripCount + 1,
                maxSpeedCentimetersPerSecond);
    }

    DayTotals plus(Trip.Slice slice) {
        return new DayTotals(
                date,
                distanceMillimeters + slice.distanceMillimeters(),
                unknownMillimeters + slice.unknownMillimeters(),
                drivingSeconds + slice.drivingSeconds(),
                idleSeconds + slice.idleSeconds(),
                unknownSeconds + slice.unknownSeconds(),
                tripCount,
                Math.max(maxSpeedCentimetersPerSecond, slice.maxSpeedCentimetersPerSecond()));
    }
}
