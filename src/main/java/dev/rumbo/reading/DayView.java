package dev.rumbo.reading;

import dev.rumbo.privacy.MaskedTrip;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Trip;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * One local day of a user or of one of their devices.
 *
 * <p>Each list is ordered by start, then by device.
 *
 * @param timeZone the owner's, in which the day begins and ends
 * @param totals of the parts inside the day; a trip counts on the day it starts
 * @param trips whole, even where they begin before or end after the day
 * @param stops whole, likewise
 * @param gaps whole, likewise
 * @param masked private trips of which whoever looks is told time and totals; they count in {@code totals}
 */
public record DayView(
        LocalDate date,
        ZoneId timeZone,
        Totals totals,
        List<Trip> trips,
        List<Stop> stops,
        List<Gap> gaps,
        List<MaskedTrip> masked) {

    public DayView {
        trips = List.copyOf(trips);
        stops = List.copyOf(stops);
        gaps = List.copyOf(gaps);
        masked = List.copyOf(masked);
    }
}
