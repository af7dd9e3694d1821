package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.Positions;
import dev.rumbo.store.Page;
import dev.rumbo.trips.Position;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The positions of a device, page by page as JSON or as one file; and their deletion. */
@Path("/api/v1/devices/{id}/positions")
@RolesAllowed("driver")
@Tag(name = "Reading")
public class DevicePositionsResource {

    private final Positions positions;
    private final ErasingPositions erasing;
    private final Subjects subjects;

    DevicePositionsResource(Positions positions, ErasingPositions erasing, Subjects subjects) {
        this.positions = positions;
        this.erasing = erasing;
        this.subjects = subjects;
    }

    @Schema(name = "Positions")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PositionsJson(
            List<PositionJson> positions, @Nullable String next) {}

    @GET
    @Produces({MediaType.APPLICATION_JSON, Formats.GEO_JSON, Formats.GPX, Formats.CSV})
    @Operation(
            summary = "The positions of a device in their total order",
            description = "As JSON in pages. As GeoJSON (a LineString feature per trip and a Point feature per position"
                    + " outside), GPX or CSV the whole span at once: limit and next do not apply")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = PositionsJson.class)),
                @Content(mediaType = Formats.GEO_JSON),
                @Content(mediaType = Formats.GPX),
                @Content(mediaType = Formats.CSV)
            })
    @APIResponse(responseCode = "404", description = "No such device, or not the caller's")
    public Response list(
            @PathParam("id") String id,
            @Parameter(description = Words.FROM) @QueryParam("from") @Nullable String from,
            @Parameter(description = Words.TO) @QueryParam("to") @Nullable String to,
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next,
            @Context Request request) {
        Query.Span span = Query.Span.parse(from, to);
        int most = Query.limit(limit);
        DeviceKey device = subjects.device(id);
        Viewer viewer = subjects.viewer();
        String format = Formats.choose(request, MediaType.APPLICATION_JSON, Formats.GEO_JSON, Formats.GPX, Formats.CSV);
        return switch (format) {
            case MediaType.APPLICATION_JSON ->
                Response.ok(page(device, span, most, next), format).build();
            case Formats.CSV ->
                Formats.export(
                        format,
                        writer -> positions.forEachPart(
                                viewer, device, span.fromMillis(), span.toMillis(), writer::outside));
            default ->
                Formats.export(
                        format,
                        positions.borders(viewer, device, span.fromMillis(), span.toMillis()),
                        writer -> positions.forEachRun(viewer, device, span.fromMillis(), span.toMillis(), writer));
        };
    }

    @DELETE
    @ResponseStatus(202)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Delete what a device recorded in a span",
            description =
                    "In the background: positions, trips, totals, corrections, what imports keep of them and links"
                            + " to trips that begin or end there. Trips around are worked out anew. Nothing of the span that was"
                            + " sent before it is done is stored any more; what is sent later is. There is no way back")
    @APIResponse(
            responseCode = "202",
            description = "It is stored that it goes",
            content = @Content(schema = @Schema(implementation = ErasureJson.class)))
    @APIResponse(responseCode = "400", description = "from or to is missing, or the span is empty or to come")
    @APIResponse(responseCode = "403", description = "An administrator who does not own the device")
    @APIResponse(responseCode = "404", description = "No such device, or not the caller's")
    public ErasureJson erase(
            @PathParam("id") String id,
            @Parameter(description = Words.FROM, required = true) @QueryParam("from") @Nullable String from,
            @Parameter(description = Words.TO, required = true) @QueryParam("to") @Nullable String to) {
        DeviceKey device = subjects.ownDevice(id);
        return erasing.erase(device, ErasuresResource.span(from, to))
                .map(ErasureJson::of)
                .orElseThrow(() -> Problem.badRequest("from", "lies in the future"));
    }

    private PositionsJson page(DeviceKey device, Query.Span span, int limit, @Nullable String next) {
        Page<Position> page = Query.page(
                next,
                after -> positions.page(subjects.viewer(), device, span.fromMillis(), span.toMillis(), limit, after));
        return new PositionsJson(
                page.items().stream().map(PositionJson::of).toList(),
                page.next().orElse(null));
    }
}
