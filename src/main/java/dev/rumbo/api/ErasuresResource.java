package dev.rumbo.api;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.reading.ErasurePreview;
import dev.rumbo.trips.ErasedSpan;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What the owner of a device had deleted of it, and what would be. The deletion itself is that of its positions. */
@Path("/api/v1/devices/{id}/erasures")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts and devices")
public class ErasuresResource {

    private final ErasingPositions erasing;
    private final ErasurePreview preview;
    private final Subjects subjects;

    ErasuresResource(ErasingPositions erasing, ErasurePreview preview, Subjects subjects) {
        this.erasing = erasing;
        this.preview = preview;
        this.subjects = subjects;
    }

    record ErasuresJson(List<ErasureJson> erasures) {}

    @Schema(name = "ErasurePreview")
    record LossJson(
            @Schema(description = "Positions that are stored now, counted up to some 200,000")
            long positions,

            @Schema(description = "Whether there are more than were counted")
            boolean more,

            @Schema(description = "Trips that lie in the span whole")
            long trips,

            @Schema(description = "Of those trips") BigDecimal distanceMeters,

            @Schema(description = "Trips that lose a part and are worked out anew from what is left")
            long cutTrips) {}

    @GET
    @Operation(summary = "What was deleted of a device, and what is being deleted, newest first")
    @APIResponse(responseCode = "403", description = "An administrator who does not own the device")
    @APIResponse(responseCode = "404", description = "No such device, or not the caller's")
    public ErasuresJson list(@PathParam("id") String id) {
        return new ErasuresJson(erasing.list(subjects.ownDevice(id)).stream()
                .map(ErasureJson::of)
                .toList());
    }

    @GET
    @Path("/preview")
    @Operation(summary = "What would go with the positions of a span; nothing is deleted")
    @APIResponse(responseCode = "400", description = "from or to is missing, or the span is empty")
    @APIResponse(responseCode = "403", description = "An administrator who does not own the device")
    @APIResponse(responseCode = "404", description = "No such device, or not the caller's")
    public LossJson preview(
            @PathParam("id") String id,
            @Parameter(description = Words.FROM, required = true) @QueryParam("from") @Nullable String from,
            @Parameter(description = Words.TO, required = true) @QueryParam("to") @Nullable String to) {
        DeviceKey device = subjects.ownDevice(id);
        ErasedSpan span = span(from, to);
        ErasurePreview.Loss loss = preview.of(subjects.viewer(), device, span.fromMillis(), span.toMillis());
        return new LossJson(
                loss.positions(), loss.more(), loss.trips(), Wire.meters(loss.distanceMillimeters()), loss.cutTrips());
    }

    /** Both ends are to be stated: to leave one out by mistake would delete too much. */
    static ErasedSpan span(@Nullable String from, @Nullable String to) {
        if (from == null) {
            throw Problem.badRequest("from", "is required");
        }
        if (to == null) {
            throw Problem.badRequest("to", "is required");
        }
        long start = Query.time("from", from);
        long end = Query.time("to", to);
        if (start >= end) {
            throw Problem.badRequest("to", "must lie after from");
        }
        return new ErasedSpan(start, end);
    }
}
