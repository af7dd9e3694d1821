package dev.rumbo.api;

import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.security.CurrentUser;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The places that the caller gave names to. */
@Path("/api/v1/places")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Places")
public class PlacesResource {

    private static final String NO_SUCH = "There is no such place.";

    private final PlaceBook book;
    private final CurrentUser caller;

    PlacesResource(PlaceBook book, CurrentUser caller) {
        this.book = book;
        this.caller = caller;
    }

    /** A name and where it holds; what is absent is answered with a problem that names it. */
    @Schema(name = "NewPlace")
    record NewPlaceJson(
            @Schema(required = true, description = "1 to 100 characters") @Nullable
            String name,

            @Schema(required = true) @Nullable Double lat,

            @Schema(required = true) @Nullable Double lon,

            @Schema(description = "Meters around it, 20 to 5,000; by default 100") @Nullable
            Integer radius) {

        Place.Mark mark() {
            if (name == null) {
                throw Problem.badRequest("name", "is required");
            }
            return new Place.Mark(
                    name.strip(), center(), radius == null ? Place.Mark.USUAL_RADIUS : checkedRadius(radius));
        }

        private Coordinate center() {
            if (lat == null || !(Math.abs(lat) <= 90)) {
                throw Problem.badRequest("lat", "is required, in degrees from -90 to 90");
            }
            if (lon == null || !(Math.abs(lon) <= 180)) {
                throw Problem.badRequest("lon", "is required, in degrees from -180 to 180");
            }
            return Coordinate.ofDegrees(lat, lon);
        }

        private static int checkedRadius(int radius) {
            if (radius < Place.Mark.LEAST_RADIUS || radius > Place.Mark.LARGEST_RADIUS) {
                throw Problem.badRequest(
                        "radius", "must be from " + Place.Mark.LEAST_RADIUS + " to " + Place.Mark.LARGEST_RADIUS);
            }
            return radius;
        }
    }

    /** A place with its name. */
    @Schema(name = "Place")
    record NamedPlaceJson(String id, String name, BigDecimal lat, BigDecimal lon, int radius) {

        static NamedPlaceJson from(Place place) {
            Place.Mark mark = place.mark().orElseThrow();
            return new NamedPlaceJson(
                    place.id(),
                    mark.name(),
                    Wire.degrees(mark.center().latitudeE7()),
                    Wire.degrees(mark.center().longitudeE7()),
                    mark.radiusMeters());
        }
    }

    record PlacesJson(List<NamedPlaceJson> places) {}

    @GET
    @Operation(summary = "The caller's places, by id", description = "At most " + PlaceBook.MOST_PLACES)
    public PlacesJson list() {
        return new PlacesJson(
                book.of(owner()).list().stream().map(NamedPlaceJson::from).toList());
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "Name a place",
            description =
                    "The name shows wherever a drive begins or ends and a stop was made in the circle, on every day")
    @APIResponse(responseCode = "400", description = "A field is wrong, or there are too many places")
    public NamedPlaceJson create(@NotNull NewPlaceJson body) {
        return book.add(owner(), mark(body))
                .map(NamedPlaceJson::from)
                .orElseThrow(() -> Problem.badRequest("There are " + PlaceBook.MOST_PLACES + " places already."));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Give a place another name, radius or center")
    @APIResponse(responseCode = "400", description = "A field is wrong")
    @APIResponse(responseCode = "404", description = "No such place, or not the caller's")
    public NamedPlaceJson change(@PathParam("id") String id, @NotNull NewPlaceJson body) {
        return book.change(owner(), id, mark(body))
                .map(NamedPlaceJson::from)
                .orElseThrow(() -> Problem.notFound(NO_SUCH));
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Take a name away",
            description = "Harmless when repeated. POST /places/{id}/undo brings it back")
    @APIResponse(responseCode = "204", description = "The place has no name any more")
    public void remove(@PathParam("id") String id) {
        book.remove(owner(), id);
    }

    @POST
    @Path("/{id}/undo")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Take the last change of a place back",
            description =
                    "Also its making or its removal; undone twice, the change holds again. Places that were removed can be"
                            + " brought back until the next one is named")
    @APIResponse(responseCode = "404", description = "No such place, or not the caller's")
    public PlacesJson undo(@PathParam("id") String id) {
        Optional<Place> undone = book.undo(owner(), id);
        if (undone.isEmpty()) {
            throw Problem.notFound(NO_SUCH);
        }
        return list();
    }

    private static Place.Mark mark(NewPlaceJson body) {
        try {
            if (body.name() != null
                    && Names.read(body.name(), Place.Mark.LONGEST_NAME).isEmpty()) {
                throw new IllegalArgumentException("not a name");
            }
            return body.mark();
        } catch (IllegalArgumentException badName) {
            throw Problem.badRequest(
                    "name", "must have 1 to 100 characters, none of them a control or direction character");
        }
    }

    private Owner owner() {
        return caller.user().owner();
    }
}
