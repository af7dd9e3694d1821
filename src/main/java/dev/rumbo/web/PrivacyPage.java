package dev.rumbo.web;

import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.privacy.DriverPrivacy;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.Retention;
import dev.rumbo.privacy.Zone;
import dev.rumbo.reading.PrivacyBook;
import dev.rumbo.security.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What others see of the user who looks, and the zones in which they see nothing. */
@Path("/settings/privacy")
@Blocking
@RolesAllowed({"driver", "admin"})
public class PrivacyPage {

    private final CurrentUser current;
    private final PrivacyBook book;
    private final PlaceBook places;

    PrivacyPage(CurrentUser current, PrivacyBook book, PlaceBook places) {
        this.current = current;
        this.book = book;
        this.places = places;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance privacy(Shell shell, Model m, Format f);

        private Templates() {}
    }

    /**
     * What the page shows.
     *
     * @param told what has just been done, or why not; empty for nothing
     * @param removed the zone that was just removed, to be put back
     * @param places that have a name, from which a zone can be made
     */
    public record Model(
            String told,
            Optional<Zone> removed,
            FleetPolicy policy,
            DriverPrivacy own,
            List<Place.Mark> places,
            HoursText hours) {

        public int leastRadius() {
            return Zone.LEAST_RADIUS;
        }

        public int largestRadius() {
            return Zone.LARGEST_RADIUS;
        }

        public int usualRadius() {
            return Zone.USUAL_RADIUS;
        }

        /** After how many days trips go; 0 where they stay. */
        public int tripDays() {
            return policy.retention().flatMap(Retention::tripDays).orElse(0);
        }

        /** "nothing", "totals" or "shown". */
        public String privateTrips() {
            return FleetPrivacyPage.word(policy.privateTrips());
        }
    }

    /** @param done what was just done */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(@QueryParam("done") @DefaultValue("") String done) {
        return page(Response.Status.OK, done, Optional.empty());
    }

    @POST
    @Path("live")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response share(@FormParam("share") @DefaultValue("") String share) {
        book.shareLive(owner(), share.equals("yes"));
        return back(share.equals("yes") ? "shared" : "notShared");
    }

    /**
     * Sets a zone.
     *
     * @param place latitude and longitude in 1e-7 degree, with a comma between; else the next two count
     */
    @POST
    @Path("zones")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response add(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("place") @DefaultValue("") String place,
            @FormParam("lat") @DefaultValue("") String lat,
            @FormParam("lon") @DefaultValue("") String lon,
            @FormParam("radius") @DefaultValue("") String radius) {
        try {
            String wanted = Names.read(name, Zone.LONGEST_NAME).orElseThrow(IllegalArgumentException::new);
            Coordinate center = place.isEmpty()
                    ? Coordinate.ofDegrees(Double.parseDouble(lat), Double.parseDouble(lon))
                    : parse(place);
            return book.add(owner(), wanted, center, Integer.parseInt(radius))
                    .map(zone -> back("added"))
                    .orElseGet(() -> page(Response.Status.BAD_REQUEST, "tooMany", Optional.empty()));
        } catch (IllegalArgumentException invalid) {
            return page(Response.Status.BAD_REQUEST, "invalid", Optional.empty());
        }
    }

    /** Answers with a form that puts the zone back. */
    @POST
    @Path("zones/{id}/remove")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response remove(@PathParam("id") String id) {
        Zone removed = book.remove(owner(), id).orElseThrow(NotFoundException::new);
        return page(Response.Status.OK, "removed", Optional.of(removed));
    }

    private Owner owner() {
        return current.user().owner();
    }

    private static Coordinate parse(String place) {
        String[] parts = place.split(",", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a place: " + place);
        }
        return new Coordinate(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static Response back(String done) {
        return Response.seeOther(URI.create("/settings/privacy?done=" + done)).build();
    }

    private Response page(Response.Status status, String told, Optional<Zone> removed) {
        User user = current.user();
        FleetPolicy policy = book.policy(user.fleetId());
        Model model = new Model(
                told,
                removed,
                policy,
                book.of(owner()),
                places.of(owner()).list().stream()
                        .flatMap(place -> place.mark().stream())
                        .toList(),
                HoursText.of(policy.hours(), user.locale()));
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.privacy(Shell.of(user, "settings"), model, new Format(user.locale(), user.timeZone()))
                        .setLocale(Languages.of(user.locale())))
                .build();
    }
}
