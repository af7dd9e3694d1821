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
        @Nullable Instant time,
        @Nullable BigDecimal lat,
        @Nullable BigDecimal lon,
        @Schema(description = "m/s") @Nullable BigDecimal speed,

        @Schema(description = "Degrees clockwise from true north") @Nullable
        BigDecimal course,

        @Schema(
                description =
                        "offline when nothing came for 10 minutes, else driving at 1.5 m/s or more within the last"
                                + " minute, else stopped; hidden, and without a position, where whoever asks may not"
                                + " see where it is now",
                enumeration = {"driving", "stopped", "offline", "hidden"})
        String state) {

    public static FleetJson from(FleetDevice device) {
        @Nullable Position last = device.last().orElse(null);
        return new FleetJson(
                device.device().deviceId(),
                device.name(),
                device.userName(),
                last == null ? null : last.time(),
                last == null ? null : Wire.degrees(last.latitudeE7()),
                last == null ? null : Wire.degrees(last.longitudeE7()),
                last == null ? null : Wire.optional(last.speedCentimetersPerSecond(), 2),
                last == null ? null : Wire.optional(last.courseDecidegrees(), 1),
                device.state().name().toLowerCase(Locale.ROOT));
    }
}
