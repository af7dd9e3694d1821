package dev.rumbo.api;

import dev.rumbo.trips.Stop;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A stay between trips. */
@Schema(name = "Stop")
record StopItem(
        String id,
        String deviceId,
        Instant start,
        Instant end,
        BigDecimal lat,
        BigDecimal lon,
        long seconds,
        ReasonItem startReason,
        ReasonItem endReason) {

    static StopItem from(Stop stop) {
        return new StopItem(
                stop.id(),
                stop.deviceId(),
                Instant.ofEpochMilli(stop.startMillis()),
                Instant.ofEpochMilli(stop.endMillis()),
                Wire.degrees(stop.place().latitudeE7()),
                Wire.degrees(stop.place().longitudeE7()),
                Wire.seconds(stop.endMillis() - stop.startMillis()),
                ReasonItem.from(stop.startReason()),
                ReasonItem.from(stop.endReason()));
    }
}
