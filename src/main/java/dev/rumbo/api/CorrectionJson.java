package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Edits;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A correction. */
@Schema(name = "Correction")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CorrectionJson(
        @Schema(description = "Unique within the device") String id,

        @Schema(description = "merge, split, delete or describe")
        String kind,

        @Nullable Instant from,
        @Nullable Instant to,

        @Schema(description = "Of a split") @Nullable Instant at,

        @Schema(description = "Of a description; empty where it takes a name away") @Nullable
        String name,

        @Schema(description = "Of a description: business, private, or none where it takes a mark away") @Nullable
        String purpose,

        Instant created,

        @Schema(description = "Trips that overlap its span now; in the answer to a new correction only") @Nullable
        List<TripJson> trips) {

    /** As it is listed, without trips. */
    public static CorrectionJson from(Correction correction) {
        return from(correction, null);
    }

    static CorrectionJson from(Correction correction, @Nullable List<TripJson> trips) {
        boolean split = correction.change() instanceof Correction.Split;
        Optional<Correction.Describe> description = Optional.of(correction.change())
                .filter(Correction.Describe.class::isInstance)
                .map(Correction.Describe.class::cast);
        return new CorrectionJson(
                correction.id().toString(),
                kind(correction.change()),
                split ? null : Instant.ofEpochMilli(correction.fromMillis()),
                split ? null : Instant.ofEpochMilli(correction.toMillis()),
                split ? Instant.ofEpochMilli(correction.fromMillis()) : null,
                description.flatMap(Correction.Describe::name).orElse(null),
                description
                        .flatMap(Correction.Describe::purpose)
                        .map(CorrectionJson::word)
                        .orElse(null),
                Instant.ofEpochMilli(correction.createdMillis()),
                trips);
    }

    static String word(Edits.Purpose purpose) {
        return purpose.name().toLowerCase(Locale.ROOT);
    }

    private static String kind(Correction.Change change) {
        return change.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
