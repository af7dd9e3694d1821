package dev.rumbo.reading;

import dev.rumbo.privacy.MaskedTrip;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Trip;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A local day, put together device by device. */
final class DayBuilder {

    private final LocalDate date;
    private final ZoneId timeZone;
    private final long fromMillis;
    private final long toMillis;
    private final List<Trip> trips = new ArrayList<>();
    private final List<Stop> stops = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<MaskedTrip> masked = new ArrayList<>();
    private Totals totals = Totals.NONE;

    DayBuilder(LocalDate date, ZoneId timeZone) {
        this.date = date;
        this.timeZone = timeZone;
        fromMillis = date.atStartOfDay(timeZone).toInstant().toEpochMilli();
        toMillis = date.plusDays(1).atStartOfDay(timeZone).toInstant().toEpochMilli();
    }

    long fromMillis() {
        return fromMillis;
    }

    long toMillis() {
        return toMillis;
    }

    /**
     * Adds a device.
     *
     * @param seen of the segments that start in the day, with one neighbor on each side where there is one
     */
    void add(Collection<DayTotals> ofDay, Sight.Seen seen) {
        for (DayTotals day : ofDay) {
            totals = totals.plus(day);
        }
        for (Segment segment : seen.segments()) {
            if (!Timelines.overlaps(segment.startMillis(), segment.endMillis(), fromMillis, toMillis)) {
                continue;
            }
            if (segment instanceof Trip trip) {
                trips.add(trip);
            } else if (segment instanceof Gap gap) {
                gaps.add(gap);
            }
        }
        // Beyond the neighbors the list is not complete, but what that makes up lies outside of the day.
        seen.stops().stream()
                .filter(stop -> Timelines.overlaps(stop.startMillis(), stop.endMillis(), fromMillis, toMillis))
                .forEach(stops::add);
        seen.masked().stream()
                .filter(trip -> Timelines.overlaps(trip.startMillis(), trip.endMillis(), fromMillis, toMillis))
                .forEach(masked::add);
    }

    DayView build() {
        trips.sort(Comparator.comparingLong(Trip::startMillis).thenComparing(Trip::deviceId));
        stops.sort(Comparator.comparingLong(Stop::startMillis).thenComparing(Stop::deviceId));
        gaps.sort(Comparator.comparingLong(Gap::startMillis).thenComparing(Gap::deviceId));
        masked.sort(Comparator.comparingLong(MaskedTrip::startMillis).thenComparing(MaskedTrip::deviceId));
        return new DayView(date, timeZone, totals, trips, stops, gaps, masked);
    }
}
