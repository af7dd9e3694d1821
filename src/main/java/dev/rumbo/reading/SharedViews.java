package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.privacy.Viewer.Guest;
import dev.rumbo.privacy.Window;
import dev.rumbo.store.AccountStore;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What links show. Who opens one is a {@link Guest}, and the veil does the rest. */
@ApplicationScoped
public class SharedViews {

    /** Stands for the id of a link that nobody has yet. */
    private static final String UNMADE = "";

    private final Timelines timelines;
    private final FleetView fleet;
    private final AccountStore accounts;

    @Inject
    SharedViews(Timelines timelines, FleetView fleet, AccountStore accounts) {
        this.timelines = timelines;
        this.fleet = fleet;
        this.accounts = accounts;
    }

    /** What a link that is made now is to show; empty where it is not the user's. */
    public Optional<Subject> own(User owner, Subject wanted) {
        if (wanted instanceof Subject.OfTrip trip) {
            return find(owner.owner(), trip)
                    .map(found -> new Subject.OfTrip(trip.tripId(), found.trip().endMillis()));
        }
        Optional<String> device =
                wanted instanceof Subject.OfDay day ? day.deviceId() : ((Subject.Live) wanted).deviceId();
        boolean own = device.isEmpty()
                || accounts.findDevice(owner.fleetId(), device.get())
                        .filter(found -> found.key().owner().equals(owner.owner()))
                        .isPresent();
        return own ? Optional.of(wanted) : Optional.empty();
    }

    /** Whether a link to one of the user's trips would show anything of it. */
    public boolean showsSome(User owner, Subject.OfTrip trip) {
        return see(owner, UNMADE, trip).filter(seen -> !seen.isEmpty()).isPresent();
    }

    /** The trip or the day, as far as anybody but its owner may see it; empty where the trip is no more. */
    public Optional<SharedView> see(User owner, Share share) {
        return see(owner, share.id(), share.subject());
    }

    private Optional<SharedView> see(User owner, String id, Subject subject) {
        if (subject instanceof Subject.OfTrip trip) {
            return find(owner.owner(), trip).map(found -> see(owner, id, found, trip.untilMillis()));
        }
        return subject instanceof Subject.OfDay day ? Optional.of(see(owner, id, day)) : Optional.empty();
    }

    /** The last position of the device that was heard of last; what came before the link was made is not shown. */
    public Optional<Position> seeNow(User owner, Share share, Subject.Live live) {
        Window window = new Window(share.createdAt().toEpochMilli(), share.end().toEpochMilli(), true);
        Guest guest = new Guest(owner.owner(), share.id(), live.deviceId(), window);
        return fleet.devices(guest, owner.owner()).stream()
                .flatMap(device -> device.last().stream())
                .max(Comparator.naturalOrder());
    }

    /** As stored, for its owner only. */
    private Optional<OwnedTrip> find(Owner owner, Subject.OfTrip trip) {
        return timelines.findTrip(Viewer.of(owner), Scope.of(owner), trip.tripId());
    }

    private SharedView see(User owner, String id, OwnedTrip found, long untilMillis) {
        long from = found.trip().startMillis();
        long to = Math.min(found.trip().endMillis(), untilMillis) + 1;
        DeviceKey device = found.device();
        Guest guest = new Guest(owner.owner(), id, Optional.of(device.deviceId()), new Window(from, to, false));
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochMilli(from), owner.timeZone());
        List<Trip> parts = timelines.allTrips(guest, Scope.of(device), from, to);
        return numbered(
                guest, new DayView(date, owner.timeZone(), Totals.NONE, parts, List.of(), List.of(), List.of()));
    }

    private SharedView see(User owner, String id, Subject.OfDay day) {
        Window window =
                new Window(millis(owner, day.date()), millis(owner, day.date().plusDays(1)), false);
        Guest guest = new Guest(owner.owner(), id, day.deviceId(), window);
        return numbered(guest, timelines.day(guest, owner, day.date()));
    }

    private static long millis(User owner, LocalDate date) {
        return date.atStartOfDay(owner.timeZone()).toInstant().toEpochMilli();
    }

    private SharedView numbered(Guest guest, DayView day) {
        Map<String, String> numbers = new HashMap<>();
        Map<String, Trip> originals = new HashMap<>();
        List<Trip> trips = day.trips().stream()
                .map(trip -> {
                    Trip numbered = numbered(trip, number(numbers, trip.deviceId()));
                    originals.put(numbered.id(), trip);
                    return numbered;
                })
                .toList();
        List<Stop> stops = day.stops().stream()
                .map(stop -> new Stop(
                        number(numbers, stop.deviceId()),
                        stop.startMillis(),
                        stop.endMillis(),
                        stop.place(),
                        stop.startReason(),
                        stop.endReason()))
                .toList();
        List<Gap> gaps = day.gaps().stream()
                .map(gap -> new Gap(
                        number(numbers, gap.deviceId()),
                        gap.startMillis(),
                        gap.endMillis(),
                        gap.from(),
                        gap.to(),
                        gap.unknownMillimeters(),
                        gap.startReason(),
                        gap.endReason()))
                .toList();
        return new SharedView(
                new DayView(day.date(), day.timeZone(), Totals.NONE, trips, stops, gaps, List.of()),
                trip -> route(guest, Objects.requireNonNull(originals.get(trip.id()))));
    }

    private Track route(Guest guest, Trip original) {
        return timelines.route(guest, guest.owner(), original);
    }

    /** In the order in which they are met. */
    private static String number(Map<String, String> numbers, String deviceId) {
        return numbers.computeIfAbsent(deviceId, unknown -> String.valueOf(numbers.size() + 1));
    }

    private static Trip numbered(Trip trip, String number) {
        return new Trip(
                number,
                trip.startMillis(),
                trip.endMillis(),
                trip.from(),
                trip.to(),
                trip.distanceMillimeters(),
                trip.unknownMillimeters(),
                trip.drivingSeconds(),
                trip.idleSeconds(),
                trip.unknownSeconds(),
                trip.maxSpeedCentimetersPerSecond(),
                trip.positionCount(),
                trip.open(),
                trip.distanceSource(),
                trip.startReason(),
                trip.endReason(),
                trip.slices(),
                Edits.NONE);
    }
}
