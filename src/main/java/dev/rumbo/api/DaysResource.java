package dev.rumbo.api;

import dev.rumbo.places.PlaceBook;
import dev.rumbo.reading.DayView;
import dev.rumbo.reading.Timelines;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A local day in full. */
@Path("/api/v1/days")
@RolesAllowed("driver")
@Tag(name = "Reading")
public class DaysResource {

    private final Timelines timelines;
    private final Subjects subjects;
    private final PlaceBook places;

    DaysResource(Timelines timelines, Subjects subjects, PlaceBook places) {
        this.timelines = timelines;
        this.subjects = subjects;
        this.places = places;
    }

    @GET
    @Path("/{date}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "A day's totals, trips, stops and gaps",
            description = "Of the caller, or of the user or device asked for, all their devices together")
    public DayJson find(
            @Parameter(description = Words.DAY) @PathParam("date") String date,
            @Parameter(description = Words.USER) @QueryParam("user") @Nullable String user,
            @Parameter(description = Words.DEVICE) @QueryParam("device") @Nullable String device) {
        LocalDate day = Query.date("date", date);
        Subjects.Subject subject = subjects.find(user, device);
        DayView view = subject.device()
                .map(one -> timelines.day(subjects.viewer(), subject.user(), one, day))
                .orElseGet(() -> timelines.day(subjects.viewer(), subject.user(), day));
        return DayJson.from(view, places.of(subject.user().owner()));
    }
}
