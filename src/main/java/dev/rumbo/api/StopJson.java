package dev.rumbo.api;

import dev.rumbo.trips.Stop;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A stay between trips. */
@Schema(name = "Stop")
record StopJson(
        String id,
        String deviceId,
        Instant start,
        Instant end,
        BigDecimal lat,
        BigDecimal lon,
        long seconds,
        ReasonJson startReason,
        ReasonJson endReason) {

    static StopJson from(Stop stop) {
        return new StopJson(
                stop.id(),
                stop.deviceId(),
                Instant.ofEpochMilli(stop.startMillis()),
                Instant.ofEpochMilli(stop.endMillis()),
                Wire.degrees(stop.place().latitudeE7()),
                Wire.degrees(stop.place().longitudeE7()),
                Wire.seconds(stop.endMillis() - stop.startMillis()),
                ReasonJson.from(stop.startReason()),
                ReasonJson.from(stop.endReason()));
    }
}
