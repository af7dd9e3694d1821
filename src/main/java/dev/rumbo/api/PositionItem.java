package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.trips.Position;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A stored position; what the phone did not tell is left out. */
@Schema(name = "Position")
@JsonInclude(JsonInclude.Include.NON_NULL)
record PositionItem(
        Instant time,
        BigDecimal lat,
        BigDecimal lon,
        @Schema(description = "m/s") @Nullable BigDecimal speed,
        @Schema(description = "Degrees clockwise from true north") @Nullable BigDecimal course,
        @Schema(description = "Metres, as the phone gave it") @Nullable BigDecimal altitude,
        @Schema(description = "68 % horizontal radius in metres") @Nullable BigDecimal accuracy) {

    static PositionItem from(Position position) {
        return new PositionItem(
                position.time(),
                Wire.degrees(position.latitudeE7()),
                Wire.degrees(position.longitudeE7()),
                Wire.optional(position.speedCentimetersPerSecond(), 2),
                Wire.optional(position.courseDecidegrees(), 1),
                Wire.optional(position.altitudeDecimeters(), 1),
                Wire.optional(position.accuracyDecimeters(), 1));
    }
}
