package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.places.Places;
import dev.rumbo.trips.Stop;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A stay between trips. */
@Schema(name = "Stop")
@JsonInclude(JsonInclude.Include.NON_NULL)
record StopJson(
        String id,
        String deviceId,
        Instant start,
        Instant end,
        BigDecimal lat,
        BigDecimal lon,

        @Schema(description = "As the owner calls the place around it, see /places") @Nullable
        String place,

        long seconds,
        ReasonJson startReason,
        ReasonJson endReason) {

    static StopJson from(Stop stop, Places places) {
        return new StopJson(
                stop.id(),
                stop.deviceId(),
                Instant.ofEpochMilli(stop.startMillis()),
                Instant.ofEpochMilli(stop.endMillis()),
                Wire.degrees(stop.place().latitudeE7()),
                Wire.degrees(stop.place().longitudeE7()),
                PlaceJson.name(stop.place(), places),
                Wire.seconds(stop.endMillis() - stop.startMillis()),
                ReasonJson.from(stop.startReason()),
                ReasonJson.from(stop.endReason()));
    }
}
