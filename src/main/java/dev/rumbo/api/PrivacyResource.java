package dev.rumbo.api;

import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.privacy.Zone;
import dev.rumbo.reading.PrivacyBook;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What others see of the caller. */
@Path("/api/v1/privacy")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class PrivacyResource {

    private final PrivacyBook book;
    private final CurrentUser caller;

    PrivacyResource(PrivacyBook book, CurrentUser caller) {
        this.book = book;
        this.caller = caller;
    }

    /** A privacy zone of the caller. */
    @Schema(name = "PrivacyZone")
    record ZoneJson(String id, String name, BigDecimal lat, BigDecimal lon, int radius) {

        static ZoneJson from(Zone zone) {
            return new ZoneJson(
                    zone.id(),
                    zone.name(),
                    Wire.degrees(zone.center().latitudeE7()),
                    Wire.degrees(zone.center().longitudeE7()),
                    zone.radiusMeters());
        }
    }

    /** Where nothing is shown to anybody else. */
    @Schema(name = "NewPrivacyZone")
    record NewZoneJson(
            @Schema(required = true, description = "1 to 100 characters") @Nullable
            String name,

            @Schema(required = true) @Nullable Double lat,

            @Schema(required = true) @Nullable Double lon,

            @Schema(description = "Meters around it, 100 to 2,000; by default 300") @Nullable
            Integer radius) {

        String readName() {
            return Names.read(name == null ? "" : name, Zone.LONGEST_NAME)
                    .orElseThrow(() -> Problem.badRequest(
                            "name", "must have 1 to 100 characters, none of them a control or direction character"));
        }

        Coordinate center() {
            if (lat == null || !(Math.abs(lat) <= 90)) {
                throw Problem.badRequest("lat", "is required, in degrees from -90 to 90");
            }
            if (lon == null || !(Math.abs(lon) <= 180)) {
                throw Problem.badRequest("lon", "is required, in degrees from -180 to 180");
            }
            return Coordinate.ofDegrees(lat, lon);
        }

        int readRadius() {
            int meters = radius == null ? Zone.USUAL_RADIUS : radius;
            if (meters < Zone.LEAST_RADIUS || meters > Zone.LARGEST_RADIUS) {
                throw Problem.badRequest("radius", "must be from " + Zone.LEAST_RADIUS + " to " + Zone.LARGEST_RADIUS);
            }
            return meters;
        }
    }

    /** What the caller set, and what the fleet did. */
    @Schema(name = "Privacy")
    record PrivacyJson(FleetPolicyJson fleet, boolean sharesLive, List<ZoneJson> zones) {}

    @Schema(name = "NewPrivacy")
    record NewPrivacyJson(@Schema(required = true) @Nullable Boolean sharesLive) {}

    @GET
    @Operation(summary = "What others see of the caller")
    public PrivacyJson get() {
        var own = book.of(owner());
        return new PrivacyJson(
                FleetPolicyJson.from(book.policy(owner().fleetId())),
                own.sharesLive(),
                own.zones().stream().map(ZoneJson::from).toList());
    }

    @PUT
    @Operation(summary = "Be on the live map or not", description = "Counts where the fleet lets its drivers decide")
    @APIResponse(responseCode = "400", description = "A field is wrong")
    public PrivacyJson change(@NotNull NewPrivacyJson body) {
        if (body.sharesLive() == null) {
            throw Problem.badRequest("sharesLive", "is required, true or false");
        }
        book.shareLive(owner(), body.sharesLive());
        return get();
    }

    @POST
    @Path("/zones")
    @ResponseStatus(201)
    @Operation(
            summary = "Set a privacy zone",
            description =
                    "Of positions, trips and stops in it others see nothing, also of those recorded before. What is"
                            + " hidden is a larger circle whose middle is not the zone's")
    @APIResponse(responseCode = "400", description = "A field is wrong, or there are too many zones")
    public ZoneJson add(@NotNull NewZoneJson body) {
        return book.add(owner(), body.readName(), body.center(), body.readRadius())
                .map(ZoneJson::from)
                .orElseThrow(
                        () -> Problem.badRequest("There are " + PrivacyBook.MOST_ZONES + " privacy zones already."));
    }

    @PUT
    @Path("/zones/{id}")
    @Operation(summary = "Give a privacy zone another name, place or radius")
    @APIResponse(responseCode = "400", description = "A field is wrong")
    @APIResponse(responseCode = "404", description = "No such zone, or not the caller's")
    public ZoneJson change(@PathParam("id") String id, @NotNull NewZoneJson body) {
        return book.change(owner(), id, body.readName(), body.center(), body.readRadius())
                .map(ZoneJson::from)
                .orElseThrow(() -> Problem.notFound("There is no such zone."));
    }

    @DELETE
    @Path("/zones/{id}")
    @Operation(
            summary = "Remove a privacy zone",
            description = "What lies in it is shown again. Set once more at the same place, it hides the same circle")
    @APIResponse(responseCode = "204", description = "There is no such zone any more")
    public void remove(@PathParam("id") String id) {
        book.remove(owner(), id);
    }

    private Owner owner() {
        return caller.user().owner();
    }
}
