package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.health.DeviceHealth;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a device reports. */
@Schema(name = "DeviceHealth")
@JsonInclude(JsonInclude.Include.NON_NULL)
record HealthJson(
        @Schema(description = "Everything is counted from here on: the start of the server that took the requests")
        String since,

        @Schema(description = "The app that sent last, by the name in its address") @Nullable
        String source,

        @Schema(description = "What the app calls the device; the token alone decides") @Nullable
        String identifier,

        @Nullable String lastRequest,

        @Schema(description = "Time of the newest position") @Nullable
        String lastPosition,

        @Schema(description = "The last sign of life without a position") @Nullable
        String lastHeartbeat,

        long accepted,

        @Schema(description = "Of the accepted, those that had come before, among the last thousand")
        long duplicate,

        long rejected,
        List<RejectionJson> rejections,
        @Nullable Double batteryPercent,
        @Nullable Boolean charging,

        @Schema(description = "How far the phone's clock is ahead; left out where it cannot be told from lateness")
        @Nullable
        Long clockAheadSeconds,

        @Schema(
                description =
                        "Told speed over covered distance, where that is stable and the ratio of two units: the wrong unit is set")
        @Nullable
        Double wrongUnitFactor,

        @Schema(
                description = "What the silence most likely is",
                enumeration = {
                    "none",
                    "never_heard",
                    "parked",
                    "asleep",
                    "battery_empty",
                    "no_fix",
                    "no_network",
                    "app_ended"
                })
        String silence) {

    @Schema(name = "Rejection")
    record RejectionJson(String reason, long count, String sample) {}

    static HealthJson of(DeviceHealth health) {
        return new HealthJson(
                Instant.ofEpochMilli(health.sinceMillis()).toString(),
                health.source().orElse(null),
                health.identifier().orElse(null),
                time(health.requestMillis()),
                time(health.fixMillis()),
                time(health.heartbeatMillis()),
                health.accepted(),
                health.duplicate(),
                health.rejected(),
                health.rejections().stream()
                        .map(reason -> new RejectionJson(reason.reason(), reason.count(), reason.sample()))
                        .toList(),
                number(health.batteryPercent()),
                health.charging().orElse(null),
                health.clockAheadSeconds().isPresent()
                        ? health.clockAheadSeconds().getAsLong()
                        : null,
                number(health.wrongUnitFactor()),
                health.silence().name().toLowerCase(Locale.ROOT));
    }

    private static @Nullable String time(OptionalLong millis) {
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()).toString() : null;
    }

    private static @Nullable Double number(OptionalDouble number) {
        return number.isPresent() ? Math.round(number.getAsDouble() * 100) / 100.0 : null;
    }
}
