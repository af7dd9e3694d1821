package dev.rumbo.api;

import dev.rumbo.places.Places;
import dev.rumbo.trips.Gap;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A silence after which the device was found elsewhere. */
@Schema(name = "Gap")
record GapJson(
        String id,
        String deviceId,
        Instant start,
        Instant end,
        PlaceJson from,
        PlaceJson to,
        BigDecimal unknownMeters,
        long seconds,
        ReasonJson startReason,
        ReasonJson endReason) {

    static GapJson from(Gap gap, Places places) {
        return new GapJson(
                gap.id(),
                gap.deviceId(),
                Instant.ofEpochMilli(gap.startMillis()),
                Instant.ofEpochMilli(gap.endMillis()),
                PlaceJson.from(gap.from(), places),
                PlaceJson.from(gap.to(), places),
                Wire.meters(gap.unknownMillimeters()),
                Wire.seconds(gap.endMillis() - gap.startMillis()),
                ReasonJson.from(gap.startReason()),
                ReasonJson.from(gap.endReason()));
    }
}
