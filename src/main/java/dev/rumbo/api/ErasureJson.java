package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.store.Erasure;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** That what was recorded of a time was deleted, or is being deleted. */
@Schema(name = "Erasure")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErasureJson(
        String id,
        String from,

        @Schema(description = "Not included; never after the request")
        String to,

        String requestedAt,
        @Schema(enumeration = {"running", "done"}) String state,

        @Schema(description = "What was sent up to then and lies in the span is not stored; absent while it is running")
        @Nullable
        String droppedUntil,

        @Schema(description = "Positions that were removed so far")
        long positions) {

    static ErasureJson of(Erasure erasure) {
        return new ErasureJson(
                erasure.id(),
                Instant.ofEpochMilli(erasure.span().fromMillis()).toString(),
                Instant.ofEpochMilli(erasure.span().toMillis()).toString(),
                erasure.requestedAt().toString(),
                erasure.isDone() ? "done" : "running",
                erasure.until().map(Instant::toString).orElse(null),
                erasure.positions());
    }
}
