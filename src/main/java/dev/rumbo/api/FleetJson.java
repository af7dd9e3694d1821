package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.reading.FleetDevice;
import dev.rumbo.trips.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a device was last seen; also what the live feed sends. */
@Schema(name = "FleetDevice")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FleetJson(
        String deviceId,
        String name,
        String userName,
        Instant time,
        BigDecimal lat,
        BigDecimal lon,
        @Schema(description = "m/s") @Nullable BigDecimal speed,

        @Schema(description = "Degrees clockwise from true north") @Nullable
        BigDecimal course,

        @Schema(
                description =
                        "offline when nothing came for 10 minutes, else driving at 1.5 m/s or more within the last"
                                + " minute, else stopped",
                enumeration = {"driving", "stopped", "offline"})
        String state) {

    public static FleetJson from(FleetDevice device) {
        Position last = device.last();
        return new FleetJson(
                device.device().deviceId(),
                device.name(),
                device.userName(),
                last.time(),
                Wire.degrees(last.latitudeE7()),
                Wire.degrees(last.longitudeE7()),
                Wire.optional(last.speedCentimetersPerSecond(), 2),
                Wire.optional(last.courseDecidegrees(), 1),
                device.state().name().toLowerCase(Locale.ROOT));
    }
}
