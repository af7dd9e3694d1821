package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rumbo.store.Job;
import dev.rumbo.store.RulesChange;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.trips.Threshold;
import dev.rumbo.trips.Thresholds;
import dev.rumbo.trips.TripRules;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The rules of a fleet in one version. */
@Schema(name = "Rules")
@JsonInclude(JsonInclude.Include.NON_NULL)
record RulesJson(
        @Schema(description = "Grows by one with every change")
        int version,

        @Schema(description = "Absent where the rules were never changed") @Nullable
        Instant changedAt,

        @Schema(description = "Id of the user; absent where Rumbo itself made the version") @Nullable
        String changedBy,

        List<ThresholdJson> rules,

        @Schema(description = "How far the devices are brought to the newest version") @Nullable
        JobJson recomputation) {

    /** One threshold. */
    @Schema(name = "Threshold")
    record ThresholdJson(
            String name,
            BigDecimal value,
            String unit,

            @Schema(name = "default") @JsonProperty("default")
            BigDecimal defaultValue,

            BigDecimal min,
            BigDecimal max,

            @Schema(description = "Why the default is what it is")
            String reason) {

        static ThresholdJson from(Threshold threshold, TripRules rules) {
            return new ThresholdJson(
                    threshold.name(),
                    Wire.number(Thresholds.value(rules, threshold.name())),
                    threshold.unit(),
                    Wire.number(threshold.defaultValue()),
                    Wire.number(threshold.min()),
                    Wire.number(threshold.max()),
                    threshold.reason());
        }
    }

    static RulesJson from(RulesChange change, Optional<Job> recomputation) {
        TripRules rules = FleetRules.rules(change);
        boolean stored = !change.changedAt().equals(Instant.EPOCH);
        return new RulesJson(
                change.version(),
                stored ? change.changedAt() : null,
                change.changedBy().isEmpty() ? null : change.changedBy(),
                Thresholds.ALL.stream()
                        .map(threshold -> ThresholdJson.from(threshold, rules))
                        .toList(),
                recomputation.map(JobJson::from).orElse(null));
    }
}
