package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.accounts.View;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Page;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.HarshEvent;
import dev.rumbo.trips.HarshEvents;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.SegmentId;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Trips, stops and days. */
@ApplicationScoped
public class Timelines {

    private static final int MOST_PER_READ = 10_000;

    private final Sights sights;
    private final AccountStore accounts;
    private final FleetRules rules;

    @Inject
    Timelines(Sights sights, AccountStore accounts, FleetRules rules) {
        this.sights = sights;
        this.accounts = accounts;
        this.rules = rules;
    }

    /** A local day of all devices of the user. */
    public DayView day(Viewer viewer, User user, LocalDate date) {
        Sight tracks = sights.of(viewer, Looked.day(date));
        return day(tracks, user.timeZone(), date, tracks.listHeads(user.owner()));
    }

    /**
     * A local day of one device.
     *
     * @param user whose device it is
     */
    public DayView day(Viewer viewer, User user, DeviceKey device, LocalDate date) {
        Sight tracks = sights.of(viewer, Looked.day(date));
        return day(
                tracks, user.timeZone(), date, tracks.findHead(device).stream().toList());
    }

    /**
     * Whole trips that overlap the span, ordered by start, then by device.
     *
     * @param next what the page before handed out
     * @throws IllegalArgumentException where {@code next} is nothing that this method handed out
     */
    public Page<Trip> trips(
            Viewer viewer, Scope scope, long fromMillis, long toMillis, int limit, Optional<String> next) {
        Sight tracks = sights.of(viewer, Looked.span(View.Kind.TRIPS, fromMillis, toMillis));
        Optional<SegmentId> after = next.map(text ->
                SegmentId.parse(text).orElseThrow(() -> new IllegalArgumentException("not the id of a trip: " + text)));
        long start = Math.max(fromMillis, after.map(SegmentId::startMillis).orElse(Long.MIN_VALUE));
        List<DeviceHead> devices = heads(tracks, scope).stream()
                .filter(head -> overlaps(head, start, toMillis))
                .toList();
        Page<Trip> page = new TripMerge(tracks, devices, fromMillis, toMillis, after).page(limit);
        Set<String> listed = page.items().stream().map(Trip::deviceId).collect(Collectors.toSet());
        boolean switched = devices.stream()
                .filter(head -> listed.contains(head.device().deviceId()))
                .anyMatch(head -> switchedSince(tracks, head).isPresent());
        return switched ? trips(viewer, scope, fromMillis, toMillis, limit, next) : page;
    }

    /** All of them, however many. */
    public List<Trip> allTrips(Viewer viewer, Scope scope, long fromMillis, long toMillis) {
        List<Trip> trips = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Trip> page = trips(viewer, scope, fromMillis, toMillis, MOST_PER_READ, next);
            trips.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return trips;
    }

    /** The trip of that id, where it lies in the scope. */
    public Optional<OwnedTrip> findTrip(Viewer viewer, Scope scope, String id) {
        return SegmentId.parse(id)
                .flatMap(segment -> accounts.findDevice(scope.fleetId(), segment.deviceId())
                        .filter(device -> scope.contains(device.key()))
                        .flatMap(device ->
                                findTrip(sights.of(viewer, Looked.trip(id)), device.key(), segment.startMillis())));
    }

    /** The positions of the trip that the cleaning kept, for drawing and for export. */
    public Track route(Viewer viewer, Owner owner, Trip trip) {
        return sights.of(viewer, Looked.trip(trip.id())).route(key(owner, trip), trip);
    }

    /** Whether there is a route to show or to export: its positions may be kept no longer than the fleet's policy says. */
    public static boolean hasRoute(Track route) {
        return route.size() > 1;
    }

    /** Where files say that recording broke off during the trip, as far as the viewer may know. */
    public Corrections borders(Viewer viewer, Owner owner, Trip trip) {
        return sights.of(viewer, Looked.trip(trip.id()))
                .borders(key(owner, trip), trip.startMillis(), trip.endMillis() + 1);
    }

    /** The last segment that starts before {@code millis}. */
    public Optional<Segment> findSegmentBefore(Viewer viewer, DeviceKey device, long millis) {
        return sights.of(viewer, Looked.span(View.Kind.TRIPS, millis, millis)).findSegmentBefore(device, millis);
    }

    /** The first segment that starts at {@code millis} or later. */
    public Optional<Segment> findSegmentFrom(Viewer viewer, DeviceKey device, long millis) {
        return sights.of(viewer, Looked.span(View.Kind.TRIPS, millis, millis)).findSegmentFrom(device, millis);
    }

    /** The last position of a device that is stored. */
    public Optional<Position> lastSeen(Viewer viewer, DeviceKey device) {
        return sights.of(viewer, Looked.LIVE).lastSeen(device);
    }

    /** The devices of the user that ever reported, removed ones included; by id. */
    public List<DeviceKey> devices(Owner owner) {
        return sights.of(Viewer.of(owner), Looked.LIVE).listHeads(owner).stream()
                .map(DeviceHead::device)
                .toList();
    }

    /** Has what a correction made of the device show at once. */
    public void corrected(DeviceKey device) {
        sights.forget(device);
    }

    /** The corrections that overlap the span, in the order in which they were made. */
    public List<Correction> corrections(Viewer viewer, DeviceKey device, long fromMillis, long toMillis) {
        Sight tracks = sights.of(viewer, Looked.span(View.Kind.CORRECTIONS, fromMillis, toMillis));
        return tracks.findHead(device)
                        .filter(head -> head.corrected().reaches(fromMillis, toMillis))
                        .isPresent()
                ? tracks.corrections(device, fromMillis, toMillis)
                : List.of();
    }

    /**
     * The harsh acceleration and braking of a trip, in time order; empty where its speeds cannot tell.
     *
     * @param route what {@link #route} gave for the trip
     */
    public Optional<List<HarshEvent>> harshEvents(Owner owner, Trip trip, Track route) {
        return HarshEvents.of(sights.rulesOf(key(owner, trip)), route);
    }

    private static DeviceKey key(Owner owner, Trip trip) {
        return new DeviceKey(owner.fleetId(), owner.userId(), trip.deviceId());
    }

    private static Optional<OwnedTrip> findTrip(Sight tracks, DeviceKey device, long startMillis) {
        return tracks.segments(device, startMillis, startMillis + 1).stream()
                .filter(Trip.class::isInstance)
                .map(segment -> new OwnedTrip(device, (Trip) segment))
                .findFirst();
    }

    private static List<DeviceHead> heads(Sight tracks, Scope scope) {
        if (scope instanceof Scope.OfDevice one) {
            return tracks.findHead(one.device()).stream().toList();
        }
        if (scope instanceof Scope.OfOwner all) {
            return tracks.listHeads(all.owner());
        }
        List<DeviceHead> heads = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<DeviceHead> page = tracks.listHeads(scope.fleetId(), MOST_PER_READ, next);
            heads.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return heads;
    }

    private DayView day(Sight tracks, ZoneId timeZone, LocalDate date, List<DeviceHead> heads) {
        DayBuilder day = new DayBuilder(date, timeZone);
        for (DeviceHead head : heads) {
            if (overlaps(head, day.fromMillis(), day.toMillis())) {
                add(tracks, day, date, head);
            }
        }
        return day.build();
    }

    private void add(Sight tracks, DayBuilder day, LocalDate date, DeviceHead head) {
        // Trips of an older procedure are shown as they are; that they are asked for sets their rebuild going.
        rules.find(head.device().fleetId(), head.rulesVersion());
        DeviceHead known = head;
        while (true) {
            List<DayTotals> totals = tracks.totals(known.device(), date, date);
            List<Segment> timeline = tracks.stored(known.device(), day.fromMillis(), day.toMillis());
            Optional<DeviceHead> after = switchedSince(tracks, known);
            if (after.isEmpty()) {
                day.add(totals, tracks.look(known, timeline));
                return;
            }
            known = after.get();
        }
    }

    /** The head of a device whose timeline was replaced under other rules while it was read; what was read is a mixture. */
    private static Optional<DeviceHead> switchedSince(Sight tracks, DeviceHead known) {
        return tracks.findHead(known.device()).filter(now -> now.rulesVersion() != known.rulesVersion());
    }

    private static boolean overlaps(DeviceHead head, long fromMillis, long toMillis) {
        return head.last().timeMillis() >= fromMillis && head.first().timeMillis() < toMillis;
    }

    /** Whether something that lasts from {@code startMillis} to {@code endMillis} lies partly in the span. */
    static boolean overlaps(long startMillis, long endMillis, long fromMillis, long toMillis) {
        return startMillis < toMillis && (endMillis > fromMillis || startMillis >= fromMillis);
    }
}
