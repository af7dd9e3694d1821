package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.places.Places;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.HarshEvent;
import dev.rumbo.trips.Trip;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A trip. */
@Schema(name = "Trip")
@JsonInclude(JsonInclude.Include.NON_NULL)
record TripJson(
        @Schema(description = "Derived from the device and the trip's first position")
        String id,

        String deviceId,
        Instant start,
        Instant end,
        PlaceJson from,
        PlaceJson to,

        @Schema(description = "On the WGS 84 ellipsoid along the cleaned route, without unknownMeters")
        BigDecimal distanceMeters,

        @Schema(description = "Straight lines across silences in which the car moved")
        BigDecimal unknownMeters,

        int drivingSeconds,

        @Schema(description = "Standing still inside the trip")
        int idleSeconds,

        int unknownSeconds,

        @Schema(description = "Distance over driving and idle seconds") @Nullable
        BigDecimal averageSpeedMps,

        BigDecimal maxSpeedMps,
        int positionCount,

        @Schema(description = "No stop and no barrier follows in the positions")
        boolean open,

        @Schema(description = "What the distance was measured from: speed or path")
        String distanceSource,

        ReasonJson startReason,
        ReasonJson endReason,

        @Schema(description = "Only of a single trip, and only where the speeds that the phone told can carry it")
        @Nullable
        HarshJson harsh,

        @Schema(description = "As the owner calls it") @Nullable
        String name,

        @Schema(description = "business or private, where the owner said so") @Nullable
        String purpose,

        @Schema(description = "Ids of the corrections that made the trip what it is, the newest last") @Nullable
        List<String> corrections) {

    /** @param places of the owner */
    static TripJson from(Trip trip, Places places) {
        return from(trip, places, Optional.empty());
    }

    static TripJson from(Trip trip, Places places, Optional<List<HarshEvent>> harsh) {
        Edits edits = trip.edits();
        return new TripJson(
                trip.id(),
                trip.deviceId(),
                Instant.ofEpochMilli(trip.startMillis()),
                Instant.ofEpochMilli(trip.endMillis()),
                PlaceJson.from(trip.from(), places),
                PlaceJson.from(trip.to(), places),
                Wire.meters(trip.distanceMillimeters()),
                Wire.meters(trip.unknownMillimeters()),
                trip.drivingSeconds(),
                trip.idleSeconds(),
                trip.unknownSeconds(),
                Wire.metersPerSecond(trip.distanceMillimeters(), (long) trip.drivingSeconds() + trip.idleSeconds()),
                Wire.metersPerSecond(trip.maxSpeedCentimetersPerSecond()),
                trip.positionCount(),
                trip.open(),
                trip.distanceSource().name().toLowerCase(Locale.ROOT),
                ReasonJson.from(trip.startReason()),
                ReasonJson.from(trip.endReason()),
                harsh.map(HarshJson::from).orElse(null),
                edits.name().isEmpty() ? null : edits.name(),
                edits.purpose() == Edits.Purpose.NONE ? null : CorrectionJson.word(edits.purpose()),
                edits.corrections().isEmpty()
                        ? null
                        : edits.corrections().stream()
                                .map(CorrectionId::toString)
                                .toList());
    }
}
