package dev.rumbo.api;

import dev.rumbo.reading.DayView;
import dev.rumbo.reading.Totals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One local day. */
@Schema(
        name = "Day",
        description = "The totals are of the part inside the user's local day, trips, stops and gaps are whole; a trip"
                + " counts on the day it starts")
record DayAnswer(
        LocalDate date,
        String timeZone,
        BigDecimal distanceMeters,
        BigDecimal unknownMeters,
        long drivingSeconds,
        long idleSeconds,
        long unknownSeconds,
        long tripCount,
        BigDecimal maxSpeedMps,
        List<TripItem> trips,
        List<StopItem> stops,
        List<GapItem> gaps) {

    static DayAnswer from(DayView day) {
        Totals totals = day.totals();
        return new DayAnswer(
                day.date(),
                day.timeZone().getId(),
                Wire.meters(totals.distanceMillimeters()),
                Wire.meters(totals.unknownMillimeters()),
                totals.drivingSeconds(),
                totals.idleSeconds(),
                totals.unknownSeconds(),
                totals.tripCount(),
                Wire.metersPerSecond(totals.maxSpeedCentimetersPerSecond()),
                day.trips().stream().map(TripItem::from).toList(),
                day.stops().stream().map(StopItem::from).toList(),
                day.gaps().stream().map(GapItem::from).toList());
    }
}
