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
        int maxSpeedCentimetersPerSecond) {}
