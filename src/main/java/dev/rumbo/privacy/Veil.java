package dev.rumbo.privacy;

import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripParts;
import dev.rumbo.trips.TripRules;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one viewer may see of one driver, or of one of the driver's devices.
 *
 * @param privateTrips what is shown of trips that the driver marked as private
 * @param hours outside which nothing is shown; empty for always
 * @param hidesLive whether the driver is not on the live map
 * @param circles in which nothing is shown
 * @param timeZone the driver's
 * @param window outside of which nothing is shown: that of a link; empty for users
 */
public record Veil(
        PrivateTrips privateTrips,
        Optional<WorkingHours> hours,
        boolean hidesLive,
        List<Circle> circles,
        ZoneId timeZone,
        Optional<Window> window) {

    /** The owner's: hides nothing. */
    public static final Veil NONE =
            new Veil(PrivateTrips.SHOWN, Optional.empty(), false, List.of(), ZoneId.of("UTC"), Optional.empty());

    /** Of a link, over what it is not about: shows nothing. */
    public static final Veil SHUT = new Veil(
            PrivateTrips.NOTHING, Optional.empty(), true, List.of(), ZoneId.of("UTC"), Optional.of(Window.SHUT));

    /** A route is never longer than what was measured by more than this share, and this many metres. */
    private static final double LONGER = 1.2;

    private static final double LONGER_METERS = 500;

    public Veil {
        circles = List.copyOf(circles);
    }

    /** @param timeZone asked for only where it matters */
    public static Veil of(
            Viewer viewer, Owner owner, FleetPolicy policy, DriverPrivacy driver, Supplier<ZoneId> timeZone) {
        if (viewer.owns(owner)) {
            return NONE;
        }
        List<Circle> circles = driver.zones().stream()
                .map(zone -> Circle.around(zone, driver.secret()))
                .toList();
        if (viewer instanceof Viewer.Guest guest) {
            // The fleet's hours and its map are between the driver and the fleet; what the driver keeps to themselves
            // stays so.
            return new Veil(
                    PrivateTrips.NOTHING,
                    Optional.empty(),
                    !guest.window().now(),
                    circles,
                    timeZone.get(),
                    Optional.of(guest.window()));
        }
        return new Veil(
                policy.privateTrips(),
                policy.hours(),
                policy.driversDecide() && !driver.sharesLive(),
                circles,
                policy.hours().isPresent() ? timeZone.get() : NONE.timeZone(),
                Optional.empty());
    }

    /** Whether all is shown of whoever marked no trip as private. */
    public boolean showsEveryPlace() {
        return hours.isEmpty() && circles.isEmpty() && window.isEmpty();
    }

    public boolean masksPrivateTrips() {
        return privateTrips != PrivateTrips.SHOWN;
    }

    public boolean hides(Position position) {
        return hides(position.timeMillis(), position.latitudeE7(), position.longitudeE7());
    }

    /** Whether a position is hidden by when or where it was, whatever trip it belongs to. */
    public boolean hides(long timeMillis, int latitudeE7, int longitudeE7) {
        return window.filter(open -> open.now() || !open.contains(timeMillis)).isPresent()
                || (hours.isPresent() && !hours.get().contain(timeMillis, timeZone))
                || covers(latitudeE7, longitudeE7);
    }

    /** Whether a device's last position is hidden as the place where it is now, whatever trip it is on. */
    public boolean hidesNow(Position last) {
        return hidesLive
                || window.filter(open -> !open.contains(last.timeMillis())).isPresent()
                || (hours.isPresent() && !hours.get().contain(last.timeMillis(), timeZone))
                || covers(last.latitudeE7(), last.longitudeE7());
    }

    /** Whether the trip is shown nowhere on a map, whatever is told of it. */
    public boolean masks(Trip trip) {
        return masksPrivateTrips() && trip.edits().purpose() == Edits.Purpose.PRIVATE;
    }

    /** What is told of a trip that is masked; empty where nothing is. */
    public Optional<MaskedTrip> told(Trip masked) {
        boolean inHours = hours.isEmpty()
                || (hours.get().contain(masked.startMillis(), timeZone)
                        && hours.get().contain(masked.endMillis(), timeZone));
        return privateTrips == PrivateTrips.TOTALS && inHours ? Optional.of(MaskedTrip.of(masked)) : Optional.empty();
    }

    /**
     * What is shown of a trip that is not masked: itself, parts of it or nothing.
     *
     * @param route its positions that the cleaning kept; asked for only where the veil can reach it
     * @param corrections all that overlap it, likewise
     */
    public List<Trip> parts(TripRules rules, Trip trip, Supplier<Track> route, Supplier<Corrections> corrections) {
        if (!reaches(trip)) {
            return List.of(trip);
        }
        Track positions = route.get();
        if (positions.isEmpty() || positions.timeMillis(0) > trip.startMillis()) {
            // Its positions are kept no longer, so nobody can tell what is left of it.
            return isInHours(trip) ? List.of(trip) : List.of();
        }
        return TripParts.of(
                rules,
                trip,
                positions,
                corrections.get(),
                i -> !hides(positions.timeMillis(i), positions.latitudeE7(i), positions.longitudeE7(i)));
    }

    /** Whether nothing but working hours could hide it, and all of it lies in them. */
    private boolean isInHours(Trip trip) {
        return circles.isEmpty()
                && window.isEmpty()
                && hours.isPresent()
                && hours.get()
                        .first(trip.startMillis(), trip.endMillis(), timeZone)
                        .filter(span -> span.fromMillis() == trip.startMillis() && span.toMillis() == trip.endMillis())
                        .isPresent();
    }

    public boolean hides(Gap gap) {
        return hides(gap.startMillis(), gap.from().latitudeE7(), gap.from().longitudeE7())
                || hides(gap.endMillis(), gap.to().latitudeE7(), gap.to().longitudeE7());
    }

    /** The part of a stop that is shown: where it is in no zone, what lies in the link's time or the first stretch within working hours. */
    public Optional<Stop> shown(Stop stop) {
        Coordinate place = stop.place();
        if (covers(place.latitudeE7(), place.longitudeE7())) {
            return Optional.empty();
        }
        if (window.isPresent()) {
            return window.get().part(stop);
        }
        if (hours.isEmpty()) {
            return Optional.of(stop);
        }
        return hours.get()
                .first(stop.startMillis(), stop.endMillis(), timeZone)
                .map(span -> span.fromMillis() == stop.startMillis() && span.toMillis() == stop.endMillis()
                        ? stop
                        : new Stop(
                                stop.deviceId(),
                                span.fromMillis(),
                                span.toMillis(),
                                place,
                                stop.startReason(),
                                stop.endReason()));
    }

    private boolean covers(int latitudeE7, int longitudeE7) {
        for (Circle circle : circles) {
            if (circle.contains(latitudeE7, longitudeE7)) {
                return true;
            }
        }
        return false;
    }

    private boolean reaches(Trip trip) {
        double reach = (trip.distanceMillimeters() + trip.unknownMillimeters()) / 1_000.0 * LONGER + LONGER_METERS;
        return hours.isPresent()
                || window.filter(open -> open.now() || !open.contains(trip.startMillis(), trip.endMillis()))
                        .isPresent()
                || circles.stream().anyMatch(circle -> circle.meters(trip.from()) <= circle.radiusMeters() + reach);
    }
}
