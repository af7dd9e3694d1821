package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.trips.Reason;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why something starts or ends where it does. */
@Schema(name = "Reason")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReasonJson(
        @Schema(description = "The rule that decided, such as dwell, silence, data_edge or user")
        String rule,

        @Schema(description = "The rule's limit; absent where the rule has none") @Nullable
        Double threshold,

        @Schema(description = "What was measured; absent where the rule measures nothing") @Nullable
        Double value,

        @Schema(description = "Of threshold and value: s or m/s") @Nullable
        String unit,

        @Schema(description = "Time of the first deciding position; of a split, the time that was asked for")
        Instant from,

        @Schema(description = "Time of the last deciding position")
        Instant to) {

    static ReasonJson from(Reason reason) {
        Reason.Unit unit = reason.rule().unit();
        boolean measured = unit != Reason.Unit.NONE;
        return new ReasonJson(
                reason.rule().name().toLowerCase(Locale.ROOT),
                measured ? reason.threshold() : null,
                measured ? reason.value() : null,
                measured ? unit.symbol() : null,
                Instant.ofEpochMilli(reason.fromMillis()),
                Instant.ofEpochMilli(reason.toMillis()));
    }
}
