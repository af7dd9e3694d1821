package dev.rumbo.web;

import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.security.CurrentUser;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;

/** The forms with which users name the places where they stop. Each leads back to the day, which offers to undo it. */
@Path("/days/{date}/places")
@Blocking
@RolesAllowed({"driver", "admin"})
public class DayPlaces {

    /** Anything else is no row of ours, and goes into no header. */
    private static final Pattern ROW = Pattern.compile("[A-Za-z0-9_.~-]{1,100}");

    private final CurrentUser current;
    private final PlaceBook book;

    DayPlaces(CurrentUser current, PlaceBook book) {
        this.current = current;
        this.book = book;
    }

    /**
     * Names a place, or changes one.
     *
     * @param id of a place that has a name already; else empty
     * @param latitudeE7 of a place that has none, in 1e-7 degree
     * @param row of the timeline to come back to
     */
    @POST
    public Response name(
            @PathParam("date") LocalDate date,
            @RestForm @DefaultValue("") String id,
            @RestForm @DefaultValue("0") int latitudeE7,
            @RestForm @DefaultValue("0") int longitudeE7,
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("0") int radius,
            @RestForm @DefaultValue("") String row) {
        Owner owner = current.user().owner();
        try {
            String wanted = Names.read(name, Place.Mark.LONGEST_NAME).orElseThrow(IllegalArgumentException::new);
            Place.Mark mark = new Place.Mark(wanted, new Coordinate(latitudeE7, longitudeE7), radius);
            return back(date, id.isEmpty() ? book.add(owner, mark) : book.change(owner, id, mark), row);
        } catch (IllegalArgumentException refused) {
            return back(date, Optional.empty(), row);
        }
    }

    /** Takes a name away; harmless when repeated. */
    @POST
    @Path("remove")
    public Response remove(
            @PathParam("date") LocalDate date,
            @RestForm @DefaultValue("") String id,
            @RestForm @DefaultValue("") String row) {
        Owner owner = current.user().owner();
        book.remove(owner, id);
        return back(date, book.find(owner, id), row);
    }

    /** Takes the last change of a place back, whatever it was. */
    @POST
    @Path("undo")
    public Response undo(@PathParam("date") LocalDate date, @RestForm @DefaultValue("") String id) {
        return back(date, book.undo(current.user().owner(), id), "");
    }

    private static Response back(LocalDate date, Optional<Place> changed, String row) {
        Map<String, String> told = changed.map(place -> Map.of(DayModel.PLACE, place.id()))
                .orElseGet(() -> Map.of(DayModel.REFUSED, "place"));
        return Response.seeOther(URI.create("/days/" + date + DayModel.query(told)
                        + (ROW.matcher(row).matches() ? "#" + row : "")))
                .build();
    }
}
