package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.reading.Statistics;
import dev.rumbo.reading.Totals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Totals by period; the buckets sum to the total. */
@Schema(name = "Stats")
record StatsJson(List<BucketJson> buckets, BucketJson total) {

    /** @param start first day of the period; absent in the total */
    @Schema(name = "Bucket")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BucketJson(
            @Nullable LocalDate start,
            BigDecimal distanceMeters,
            BigDecimal unknownMeters,
            long drivingSeconds,
            long idleSeconds,
            long unknownSeconds,
            long tripCount,
            BigDecimal maxSpeedMps) {

        static BucketJson of(@Nullable LocalDate start, Totals totals) {
            return new BucketJson(
                    start,
                    Wire.meters(totals.distanceMillimeters()),
                    Wire.meters(totals.unknownMillimeters()),
                    totals.drivingSeconds(),
                    totals.idleSeconds(),
                    totals.unknownSeconds(),
                    totals.tripCount(),
                    Wire.metersPerSecond(totals.maxSpeedCentimetersPerSecond()));
        }
    }

    static StatsJson from(Statistics.Result result) {
        return new StatsJson(
                result.buckets().stream()
                        .map(bucket -> BucketJson.of(bucket.start(), bucket.totals()))
                        .toList(),
                BucketJson.of(null, result.total()));
    }
}
