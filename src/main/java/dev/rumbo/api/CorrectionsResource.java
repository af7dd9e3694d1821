package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.places.Places;
import dev.rumbo.reading.OwnedTrip;
import dev.rumbo.reading.Scope;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.Page;
import dev.rumbo.tracking.Corrector;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Change;
import dev.rumbo.trips.CorrectionId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What the owner of a device says about its trips. */
@Path("/api/v1/devices/{id}/corrections")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Corrections")
public class CorrectionsResource {

    private final Corrector corrector;
    private final Timelines timelines;
    private final Subjects subjects;
    private final CurrentUser caller;
    private final Clock clock;

    CorrectionsResource(Corrector corrector, Timelines timelines, Subjects subjects, CurrentUser caller, Clock clock) {
        this.corrector = corrector;
        this.timelines = timelines;
        this.subjects = subjects;
        this.caller = caller;
        this.clock = clock;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CorrectionsJson(
            List<CorrectionJson> corrections, @Nullable String next) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @Operation(
            summary = "Merge, split, delete or describe trips",
            description =
                    "Holds for a time, not for a trip: it is applied to whatever is found there, now and after late"
                            + " positions. Sending it again is refused, because it would change nothing")
    @APIResponse(responseCode = "400", description = "A field is wrong, or the correction would change no trip")
    @APIResponse(responseCode = "403", description = "An administrator who does not own the device")
    @APIResponse(responseCode = "404", description = "No such device, or not the caller's")
    public CorrectionJson create(@PathParam("id") String id, @NotNull NewCorrectionJson body) {
        DeviceKey device = own(id);
        Change change = body.read(trip ->
                timelines.findTrip(subjects.viewer(), Scope.of(device), trip).map(OwnedTrip::trip));
        Correction made = corrector
                .correct(device, caller.user().timeZone(), change, clock.millis())
                .orElseThrow(() -> changesNothing(body, change));
        timelines.corrected(device);
        List<TripJson> trips = timelines
                .trips(
                        subjects.viewer(),
                        Scope.of(device),
                        made.fromMillis(),
                        Math.max(made.toMillis(), made.fromMillis() + 1),
                        Query.MAX_LIMIT,
                        Optional.empty())
                .items()
                .stream()
                .map(trip -> TripJson.from(trip, Places.NONE))
                .toList();
        return CorrectionJson.from(made, trips);
    }

    @GET
    @Operation(summary = "Corrections that speak about a span of time, in the order in which they were made")
    @APIResponse(responseCode = "404", description = "No such device, or not the caller's")
    public CorrectionsJson list(
            @PathParam("id") String id,
            @Parameter(description = Words.FROM) @QueryParam("from") @Nullable String from,
            @Parameter(description = Words.TO) @QueryParam("to") @Nullable String to,
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next) {
        Query.Span span = Query.Span.parse(from, to);
        int most = Query.limit(limit);
        DeviceKey device = subjects.device(id);
        Page<Correction> page = Query.page(next, after -> page(device, span, most, after));
        return new CorrectionsJson(
                page.items().stream().map(CorrectionJson::from).toList(),
                page.next().orElse(null));
    }

    @DELETE
    @Path("/{correction}")
    @Operation(
            summary = "Undo a correction",
            description = "Harmless when repeated: what was undone, or never was, is not there either way")
    @APIResponse(responseCode = "204", description = "The correction is not there any more")
    @APIResponse(responseCode = "403", description = "An administrator who does not own the device")
    @APIResponse(responseCode = "404", description = "No such device, not the caller's, or nothing that is an id")
    public void undo(@PathParam("id") String id, @PathParam("correction") String correction) {
        DeviceKey device = own(id);
        CorrectionId undone =
                CorrectionId.parse(correction).orElseThrow(() -> Problem.notFound("There is no such correction."));
        corrector.undo(device, caller.user().timeZone(), undone);
        timelines.corrected(device);
    }

    private DeviceKey own(String id) {
        DeviceKey device = subjects.device(id);
        if (!device.owner().equals(caller.user().owner())) {
            throw Problem.forbidden("Only the owner of a device may correct its trips.");
        }
        return device;
    }

    private Page<Correction> page(DeviceKey device, Query.Span span, int limit, Optional<String> next) {
        long after = next.map(Long::parseLong).orElse(0L);
        List<Correction> left =
                timelines.corrections(subjects.viewer(), device, span.fromMillis(), span.toMillis()).stream()
                        .filter(correction -> correction.sequence() > after)
                        .toList();
        return left.size() <= limit
                ? new Page<>(left, Optional.empty())
                : new Page<>(
                        left.subList(0, limit),
                        Optional.of(Long.toString(left.get(limit - 1).sequence())));
    }

    private static RuntimeException changesNothing(NewCorrectionJson body, Change change) {
        if (change instanceof Correction.Split) {
            return Problem.badRequest("at", "must lie inside a trip, between two of its positions");
        }
        String field = body.trips() != null ? "trips" : body.trip() != null ? "trip" : "to";
        return change instanceof Correction.Merge
                ? Problem.badRequest(field, "there are no two trips left to merge in this span")
                : Problem.badRequest(field, "there is no trip in this span that this would change");
    }
}
