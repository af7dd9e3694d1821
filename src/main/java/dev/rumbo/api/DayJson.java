package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.places.Places;
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
record DayJson(
        LocalDate date,
        String timeZone,
        BigDecimal distanceMeters,
        BigDecimal unknownMeters,
        long drivingSeconds,
        long idleSeconds,
        long unknownSeconds,
        long tripCount,
        BigDecimal maxSpeedMps,
        List<TripJson> trips,
        List<StopJson> stops,
        List<GapJson> gaps,

        @Schema(
                description =
                        "Trips that their driver marked as private, where whoever asks is told their time and totals only;"
                                + " they count in the totals and are not among the trips")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<PrivateTripJson> privateTrips) {

    /** @param places of the owner */
    static DayJson from(DayView day, Places places) {
        Totals totals = day.totals();
        return new DayJson(
                day.date(),
                day.timeZone().getId(),
                Wire.meters(totals.distanceMillimeters()),
                Wire.meters(totals.unknownMillimeters()),
                totals.drivingSeconds(),
                totals.idleSeconds(),
                totals.unknownSeconds(),
                totals.tripCount(),
                Wire.metersPerSecond(totals.maxSpeedCentimetersPerSecond()),
                day.trips().stream().map(trip -> TripJson.from(trip, places)).toList(),
                day.stops().stream().map(stop -> StopJson.from(stop, places)).toList(),
                day.gaps().stream().map(gap -> GapJson.from(gap, places)).toList(),
                day.masked().stream().map(PrivateTripJson::from).toList());
    }
}
