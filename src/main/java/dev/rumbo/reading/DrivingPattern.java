package dev.rumbo.reading;

import dev.rumbo.trips.Trip;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When somebody drives: by the hours of the clock and the days of the week, from the quarter hours that trips are cut at.
 *
 * @param cells by weekday, Monday first, and hour of the local clock
 * @param night between 22 and 6 o'clock
 */
public record DrivingPattern(List<List<Amount>> cells, Amount night) {

    private static final int NIGHT_FROM_HOUR = 22;
    private static final int NIGHT_TO_HOUR = 6;
    private static final int WEEKDAYS = 7;
    private static final int HOURS = 24;

    public DrivingPattern {
        cells = List.copyOf(cells);
    }

    /** How far and how long was driven. */
    public record Amount(long distanceMillimeters, long drivingSeconds) {

        static final Amount NONE = new Amount(0, 0);

        Amount plus(Amount other) {
            return new Amount(distanceMillimeters + other.distanceMillimeters, drivingSeconds + other.drivingSeconds);
        }
    }

    /** Of the parts of the trips that lie in the days, both included. */
    public static DrivingPattern of(List<Trip> trips, ZoneId zone, LocalDate from, LocalDate to) {
        Amount[][] cells = new Amount[WEEKDAYS][HOURS];
        for (Amount[] day : cells) {
            Arrays.fill(day, Amount.NONE);
        }
        Amount night = Amount.NONE;
        long start = from.atStartOfDay(zone).toInstant().toEpochMilli();
        long end = to.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        for (Trip trip : trips) {
            for (Trip.Slice slice : trip.slices()) {
                long begin = Math.max(slice.quarterStartMillis(), trip.startMillis());
                if (begin < start || begin >= end) {
                    continue;
                }
                ZonedDateTime local = Instant.ofEpochMilli(begin).atZone(zone);
                Amount amount = new Amount(slice.distanceMillimeters(), slice.drivingSeconds());
                int day = local.getDayOfWeek().getValue() - 1;
                cells[day][local.getHour()] = cells[day][local.getHour()].plus(amount);
                if (local.getHour() >= NIGHT_FROM_HOUR || local.getHour() < NIGHT_TO_HOUR) {
                    night = night.plus(amount);
                }
            }
        }
        return new DrivingPattern(Arrays.stream(cells).map(List::of).toList(), night);
    }

    public Amount ofWeekday(int day) {
        return cells.get(day).stream().reduce(Amount.NONE, Amount::plus);
    }

    public Amount ofHour(int hour) {
        return cells.stream().map(day -> day.get(hour)).reduce(Amount.NONE, Amount::plus);
    }

    /** The longest of all cells, in seconds; 0 where nothing was driven. */
    public long mostSeconds() {
        return cells.stream()
                .flatMap(List::stream)
                .mapToLong(Amount::drivingSeconds)
                .max()
                .orElse(0);
    }

    /** The longest trip that starts in the days. */
    public static Optional<Trip> longest(List<Trip> trips) {
        return trips.stream().max(Comparator.comparingLong(Trip::distanceMillimeters));
    }
}
