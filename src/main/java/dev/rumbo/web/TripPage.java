package dev.rumbo.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.DayView;
import dev.rumbo.reading.OwnedTrip;
import dev.rumbo.reading.Routes;
import dev.rumbo.reading.Scope;
import dev.rumbo.reading.Timelines;
import dev.rumbo.reading.Totals;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One trip: its route, how fast it went, why it begins and ends, and the same route before. */
@Path("/trips/{id}")
@Blocking
@RolesAllowed({"driver", "admin"})
public class TripPage {

    /** As far back as the same route is looked for. */
    private static final Duration BEFORE = Duration.ofDays(366);

    private final CurrentUser current;
    private final Timelines timelines;
    private final AccountStore accounts;
    private final Towns towns;
    private final PlaceBook places;
    private final MapConfig tiles;
    private final ObjectMapper json;

    TripPage(
            CurrentUser current,
            Timelines timelines,
            AccountStore accounts,
            Towns towns,
            PlaceBook places,
            MapConfig tiles,
            ObjectMapper json) {
        this.current = current;
        this.timelines = timelines;
        this.accounts = accounts;
        this.towns = towns;
        this.places = places;
        this.tiles = tiles;
        this.json = json;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance trip(Shell shell, TripModel model, Format f, PlaceNames names, MapConfig tiles);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance trip(@PathParam("id") String id) {
        User viewer = current.user();
        OwnedTrip found = find(id);
        User owner = owner(viewer, found.device());
        Format format = new Format(viewer.locale(), owner.timeZone());
        PlaceNames names = new PlaceNames(places.of(owner.owner()), towns);
        return Templates.trip(Shell.of(viewer, "trip"), model(found, owner, viewer, format), format, names, tiles)
                .setLocale(Languages.of(viewer.locale()));
    }

    /** What the map and the profile draw, as {@link DayPage#map}. */
    @GET
    @Path("map.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response map(
            @PathParam("id") String id,
            @QueryParam("zoom") Optional<Integer> zoom,
            @QueryParam("view") Optional<String> view,
            @Context Request request)
            throws JsonProcessingException {
        OwnedTrip found = find(id);
        User owner = owner(current.user(), found.device());
        DayView alone = new DayView(
                date(found.trip(), owner),
                owner.timeZone(),
                Totals.NONE,
                List.of(found.trip()),
                List.of(),
                List.of(),
                List.of());
        Function<Trip, Track> routes = trip -> timelines.route(viewer(), owner.owner(), trip);
        MapData data = view.map(box -> MapData.of(alone, routes, zoom.orElse(MapData.MAX_ZOOM), MapView.parse(box)))
                .orElseGet(() -> MapData.of(alone, routes));
        return MapAnswer.of(data, json, request);
    }

    private TripModel model(OwnedTrip found, User owner, User viewer, Format format) {
        Trip trip = found.trip();
        Track route = timelines.route(viewer(), owner.owner(), trip);
        return new TripModel(
                trip,
                accounts.findDevice(owner.fleetId(), trip.deviceId())
                        .map(Device::name)
                        .orElse(""),
                owner.id(),
                date(trip, owner),
                owner.owner().equals(viewer.owner()),
                previous(found.device(), trip),
                next(found.device(), trip),
                Timelines.hasRoute(route),
                SpeedHistogram.of(route, format.units()),
                timelines.harshEvents(owner.owner(), trip, route),
                before(owner, trip));
    }

    private List<Trip> before(User owner, Trip trip) {
        long from = trip.startMillis() - BEFORE.toMillis();
        return timelines.allTrips(viewer(), Scope.of(owner.owner()), from, trip.startMillis()).stream()
                .filter(other -> !other.id().equals(trip.id()) && Routes.same(other, trip))
                .sorted(Comparator.comparingLong(Trip::startMillis).reversed())
                .toList();
    }

    private Optional<Trip> previous(DeviceKey device, Trip trip) {
        Optional<Segment> before = timelines.findSegmentBefore(viewer(), device, trip.startMillis());
        while (before.isPresent() && !(before.get() instanceof Trip)) {
            before = timelines.findSegmentBefore(viewer(), device, before.get().startMillis());
        }
        return before.map(Trip.class::cast);
    }

    private Optional<Trip> next(DeviceKey device, Trip trip) {
        Optional<Segment> after = timelines.findSegmentFrom(viewer(), device, trip.startMillis() + 1);
        while (after.isPresent() && !(after.get() instanceof Trip)) {
            after = timelines.findSegmentFrom(viewer(), device, after.get().startMillis() + 1);
        }
        return after.map(Trip.class::cast);
    }

    /** What is another's looks to a driver as if it did not exist. */
    private OwnedTrip find(String id) {
        User viewer = current.user();
        Scope scope = current.isAdmin() ? Scope.ofFleet(viewer.fleetId()) : Scope.of(viewer.owner());
        return timelines.findTrip(viewer(), scope, id).orElseThrow(NotFoundException::new);
    }

    private Viewer viewer() {
        return Viewer.of(current.user().owner());
    }

    private User owner(User viewer, DeviceKey device) {
        return device.owner().equals(viewer.owner())
                ? viewer
                : accounts.findUser(device.owner()).orElseThrow(NotFoundException::new);
    }

    private static LocalDate date(Trip trip, User owner) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(trip.startMillis()), owner.timeZone());
    }
}
