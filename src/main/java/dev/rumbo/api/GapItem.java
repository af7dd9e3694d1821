package dev.rumbo.api;

import dev.rumbo.trips.Gap;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A silence after which the device was found elsewhere. */
@Schema(name = "Gap")
record GapItem(
        String id,
        String deviceId,
        Instant start,
        Instant end,
        PlaceItem from,
        PlaceItem to,
        BigDecimal unknownMeters,
        long seconds,
        ReasonItem startReason,
        ReasonItem endReason) {

    static GapItem from(Gap gap) {
        return new GapItem(
                gap.id(),
                gap.deviceId(),
                Instant.ofEpochMilli(gap.startMillis()),
                Instant.ofEpochMilli(gap.endMillis()),
                PlaceItem.from(gap.from()),
                PlaceItem.from(gap.to()),
                Wire.meters(gap.unknownMillimeters()),
                Wire.seconds(gap.endMillis() - gap.startMillis()),
                ReasonItem.from(gap.startReason()),
                ReasonItem.from(gap.endReason()));
    }
}
