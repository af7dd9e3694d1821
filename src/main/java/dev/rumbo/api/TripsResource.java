package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.Owner;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.places.Places;
import dev.rumbo.reading.OwnedTrip;
import dev.rumbo.reading.Scope;
import dev.rumbo.reading.Timelines;
import dev.rumbo.store.Page;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Trips, as a list and one by one. */
@Path("/api/v1/trips")
@RolesAllowed("driver")
@Tag(name = "Reading")
public class TripsResource {

    private final Timelines timelines;
    private final Subjects subjects;
    private final PlaceBook places;

    TripsResource(Timelines timelines, Subjects subjects, PlaceBook places) {
        this.timelines = timelines;
        this.subjects = subjects;
        this.places = places;
    }

    @Schema(name = "Trips")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TripsJson(List<TripJson> trips, @Nullable String next) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Whole trips that overlap a span of time, ordered by start",
            description = "A driver's own trips; for an administrator those of the fleet, or of one user or device")
    public TripsJson list(
            @Parameter(description = Words.FROM) @QueryParam("from") @Nullable String from,
            @Parameter(description = Words.TO) @QueryParam("to") @Nullable String to,
            @Parameter(description = Words.DEVICE) @QueryParam("device") @Nullable String device,
            @Parameter(description = Words.USER) @QueryParam("user") @Nullable String user,
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next) {
        Query.Span span = Query.Span.parse(from, to);
        int most = Query.limit(limit);
        Scope scope = user == null && device == null
                ? subjects.visible()
                : subjects.find(user, device).scope();
        Page<Trip> page = Query.page(
                next,
                after -> timelines.trips(subjects.viewer(), scope, span.fromMillis(), span.toMillis(), most, after));
        Places named = placesOf(scope);
        return new TripsJson(whileWritten(page.items(), named), page.next().orElse(null));
    }

    /** Each trip is made as it is written: those of years, all at once, would fill what the collector keeps for the old. */
    private static List<TripJson> whileWritten(List<Trip> trips, Places places) {
        return new AbstractList<>() {
            @Override
            public TripJson get(int index) {
                return TripJson.from(trips.get(index), places);
            }

            @Override
            public int size() {
                return trips.size();
            }
        };
    }

    /** Trips of several people are told without anybody's names. */
    private Places placesOf(Scope scope) {
        if (scope instanceof Scope.OfDevice one) {
            return places.of(one.device().owner());
        }
        return scope instanceof Scope.OfOwner one ? places.of(one.owner()) : Places.NONE;
    }

    @GET
    @Path("/{id}")
    @Produces({MediaType.APPLICATION_JSON, Formats.GEO_JSON, Formats.GPX})
    @Operation(summary = "One trip, or its route as GeoJSON or GPX")
    @APIResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = TripJson.class)),
                @Content(mediaType = Formats.GEO_JSON),
                @Content(mediaType = Formats.GPX)
            })
    @APIResponse(responseCode = "404", description = "No such trip, or not the caller's")
    @APIResponse(responseCode = "410", description = "Its positions are kept no longer, so there is no route")
    public Response find(@PathParam("id") String id, @Context Request request) {
        OwnedTrip found = timelines
                .findTrip(subjects.viewer(), subjects.visible(), id)
                .orElseThrow(() -> Problem.notFound("There is no such trip."));
        Trip trip = found.trip();
        String format = Formats.choose(request, MediaType.APPLICATION_JSON, Formats.GEO_JSON, Formats.GPX);
        Track route = timelines.route(subjects.viewer(), found.device().owner(), trip);
        if (format.equals(MediaType.APPLICATION_JSON)) {
            Owner owner = found.device().owner();
            TripJson json = TripJson.from(trip, places.of(owner), timelines.harshEvents(owner, trip, route));
            return Response.ok(json, format).build();
        }
        requireRoute(route);
        return Formats.export(format, borders(found), writer -> writer.trip(trip, route));
    }

    @GET
    @Path("/{id}/route.{format: gpx|geojson|csv}")
    @Operation(summary = "The route of a trip as a file, for a link: GPX, GeoJSON or CSV, chosen by the name")
    @APIResponse(responseCode = "404", description = "No such trip, or not the caller's")
    @APIResponse(responseCode = "410", description = "Its positions are kept no longer, so there is no route")
    public Response download(@PathParam("id") String id, @PathParam("format") String format) {
        OwnedTrip found = timelines
                .findTrip(subjects.viewer(), subjects.visible(), id)
                .orElseThrow(() -> Problem.notFound("There is no such trip."));
        Track route = timelines.route(subjects.viewer(), found.device().owner(), found.trip());
        requireRoute(route);
        String type = switch (format) {
            case "gpx" -> Formats.GPX;
            case "geojson" -> Formats.GEO_JSON;
            default -> Formats.CSV;
        };
        Instant start = Instant.ofEpochMilli(found.trip().startMillis()).truncatedTo(ChronoUnit.SECONDS);
        String name = "trip-" + start.toString().replaceAll("[:-]", "") + "." + format;
        return Response.fromResponse(Formats.export(type, borders(found), writer -> writer.trip(found.trip(), route)))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }

    private static void requireRoute(Track route) {
        if (!Timelines.hasRoute(route)) {
            throw new ProblemException(Problem.of(
                    410, "The positions of this trip are kept no longer; what is known of it is in its JSON."));
        }
    }

    private Corrections borders(OwnedTrip found) {
        return timelines.borders(subjects.viewer(), found.device().owner(), found.trip());
    }
}
