package dev.rumbo.trips;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/**
 * Shares trips out over local days.
 *
 * <p>Every offset in use is a multiple of a quarter hour, so no slice of a trip spans a midnight and the days of a trip sum
 * to the trip. Under the local mean times of before the 1970s that does not hold: there a slice belongs to the day in
 * which it begins, so that sums stay exact and a border is off by less than a quarter hour.
 */
public final class Days {

    private Days() {}

    /** The totals of what lies inside the day, which has 23 or 25 hours where clocks change. */
    public static DayTotals totals(Collection<? extends Segment> segments, ZoneId zone, LocalDate day) {
        long from = startMillis(day, zone);
        long to = startMillis(day.plusDays(1), zone);
        DayTotals totals = DayTotals.none(day);
        for (Segment segment : segments) {
            if (segment instanceof Trip trip && trip.startMillis() < to && trip.endMillis() >= from) {
                totals = add(totals, trip, from, to);
            }
        }
        return totals;
    }

    /** The local days on which a segment begins, lasts or ends. */
    public static List<LocalDate> touched(Segment segment, ZoneId zone) {
        LocalDate first = day(segment.startMillis(), zone);
        LocalDate last = day(Math.max(segment.startMillis(), segment.endMillis() - 1), zone);
        return first.datesUntil(last.plusDays(1)).toList();
    }

    private static DayTotals add(DayTotals totals, Trip trip, long from, long to) {
        boolean startsInside = trip.startMillis() >= from && trip.startMillis() < to;
        DayTotals sum = startsInside ? totals.countTrip() : totals;
        for (int i = 0; i < trip.slices().size(); i++) {
            Trip.Slice slice = trip.slices().get(i);
            long begin = i == 0 ? trip.startMillis() : slice.quarterStartMillis();
            if (begin >= from && begin < to) {
                sum = sum.plus(slice);
            }
        }
        return sum;
    }

    private static long startMillis(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The day whose span holds the instant. Where clocks go back over midnight, the old date comes again. */
    private static LocalDate day(long millis, ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone);
        LocalDate next = date.plusDays(1);
        return startMillis(next, zone) <= millis ? next : date;
    }
}
