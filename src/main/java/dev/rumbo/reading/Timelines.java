package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Page;
import dev.rumbo.store.TrackStore;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.HarshEvent;
import dev.rumbo.trips.HarshEvents;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.SegmentId;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import dev.rumbo.trips.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
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

    /**
     * What the cleaning keeps of a trip can depend on what lies around it. The trip alone is nearly always enough, and its
     * number of positions tells.
     */
    private static final List<Duration> REACHES = List.of(Duration.ZERO, Duration.ofHours(3), Duration.ofHours(24));

    private final TrackStore tracks;
    private final AccountStore accounts;
    private final FleetRules rules;

    @Inject
    Timelines(TrackStore tracks, AccountStore accounts, FleetRules rules) {
        this.tracks = tracks;
        this.accounts = accounts;
        this.rules = rules;
    }

    /** A local day of all devices of the user. */
    public DayView day(User user, LocalDate date) {
        return day(user.timeZone(), date, tracks.listHeads(user.owner()));
    }

    /**
     * A local day of one device.
     *
     * @param user whose device it is
     */
    public DayView day(User user, DeviceKey device, LocalDate date) {
        return day(user.timeZone(), date, tracks.findHead(device).stream().toList());
    }

    /**
     * Whole trips that overlap the span, ordered by start, then by device.
     *
     * @param next what the page before handed out
     * @throws IllegalArgumentException where {@code next} is nothing that this method handed out
     */
    public Page<Trip> trips(Scope scope, long fromMillis, long toMillis, int limit, Optional<String> next) {
        Optional<SegmentId> after = next.map(text ->
                SegmentId.parse(text).orElseThrow(() -> new IllegalArgumentException("not the id of a trip: " + text)));
        long start = Math.max(fromMillis, after.map(SegmentId::startMillis).orElse(Long.MIN_VALUE));
        List<DeviceHead> devices = heads(scope).stream()
                .filter(head -> overlaps(head, start, toMillis))
                .toList();
        Page<Trip> page = new TripMerge(tracks, devices, fromMillis, toMillis, after).page(limit);
        Set<String> listed = page.items().stream().map(Trip::deviceId).collect(Collectors.toSet());
        boolean switched = devices.stream()
                .filter(head -> listed.contains(head.device().deviceId()))
                .anyMatch(head -> switchedSince(head).isPresent());
        return switched ? trips(scope, fromMillis, toMillis, limit, next) : page;
    }

    /** All of them, however many. */
    public List<Trip> allTrips(Scope scope, long fromMillis, long toMillis) {
        List<Trip> trips = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Trip> page = trips(scope, fromMillis, toMillis, MOST_PER_READ, next);
            trips.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return trips;
    }

    /** The trip of that id, where it lies in the scope. */
    public Optional<OwnedTrip> findTrip(Scope scope, String id) {
        return SegmentId.parse(id)
                .flatMap(segment -> accounts.findDevice(scope.fleetId(), segment.deviceId())
                        .filter(device -> scope.contains(device.key()))
                        .flatMap(device -> findTrip(device.key(), segment.startMillis())));
    }

    /** The positions of the trip that the cleaning kept, for drawing and for export. */
    public Track route(Owner owner, Trip trip) {
        DeviceKey device = new DeviceKey(owner.fleetId(), owner.userId(), trip.deviceId());
        TripDetector detector = new TripDetector(rulesOf(device));
        Track route = Track.EMPTY;
        for (Duration reach : REACHES) {
            long from = trip.startMillis() - reach.toMillis();
            long to = trip.endMillis() + reach.toMillis() + 1;
            route = kept(detector, tracks.positions(device, from, to))
                    .between(trip.startMillis(), trip.endMillis() + 1);
            if (route.size() == trip.positionCount()) {
                return route;
            }
        }
        return route;
    }

    /**
     * The harsh acceleration and braking of a trip, in time order; empty where its speeds cannot tell.
     *
     * @param route what {@link #route} gave for the trip
     */
    public Optional<List<HarshEvent>> harshEvents(Owner owner, Trip trip, Track route) {
        return HarshEvents.of(rulesOf(new DeviceKey(owner.fleetId(), owner.userId(), trip.deviceId())), route);
    }

    /** Those that the device's trips follow. */
    private TripRules rulesOf(DeviceKey device) {
        return tracks.findHead(device)
                .flatMap(head -> rules.find(device.fleetId(), head.rulesVersion()))
                .orElse(TripRules.DEFAULT);
    }

    private static Track kept(TripDetector detector, Track track) {
        List<Verdict> verdicts = detector.verdicts(track);
        List<Position> kept = new ArrayList<>(track.size());
        for (int i = 0; i < track.size(); i++) {
            if (verdicts.get(i) == Verdict.KEPT) {
                kept.add(track.get(i));
            }
        }
        return Track.of(kept);
    }

    private Optional<OwnedTrip> findTrip(DeviceKey device, long startMillis) {
        return tracks.segments(device, startMillis, startMillis + 1).stream()
                .filter(Trip.class::isInstance)
                .map(segment -> new OwnedTrip(device, (Trip) segment))
                .findFirst();
    }

    private List<DeviceHead> heads(Scope scope) {
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

    private DayView day(ZoneId timeZone, LocalDate date, List<DeviceHead> heads) {
        DayBuilder day = new DayBuilder(date, timeZone);
        for (DeviceHead head : heads) {
            if (overlaps(head, day.fromMillis(), day.toMillis())) {
                add(day, date, head);
            }
        }
        return day.build();
    }

    private void add(DayBuilder day, LocalDate date, DeviceHead head) {
        // Trips of an older procedure are shown as they are; that they are asked for sets their rebuild going.
        rules.find(head.device().fleetId(), head.rulesVersion());
        DeviceHead known = head;
        while (true) {
            List<DayTotals> totals = tracks.totals(known.device(), date, date);
            List<Segment> timeline = around(known.device(), day.fromMillis(), day.toMillis());
            Optional<DeviceHead> after = switchedSince(known);
            if (after.isEmpty()) {
                day.add(known.device().deviceId(), known.first(), known.last(), totals, timeline);
                return;
            }
            known = after.get();
        }
    }

    /** The head of a device whose timeline was replaced under other rules while it was read; what was read is a mixture. */
    private Optional<DeviceHead> switchedSince(DeviceHead known) {
        return tracks.findHead(known.device()).filter(now -> now.rulesVersion() != known.rulesVersion());
    }

    /** The segments that start in the span, with one neighbor on each side: the stops of the span lie between these. */
    private List<Segment> around(DeviceKey device, long fromMillis, long toMillis) {
        List<Segment> segments = new ArrayList<>();
        tracks.findSegmentBefore(device, fromMillis).ifPresent(segments::add);
        segments.addAll(tracks.segments(device, fromMillis, toMillis));
        tracks.findSegmentFrom(device, toMillis).ifPresent(segments::add);
        return segments;
    }

    private static boolean overlaps(DeviceHead head, long fromMillis, long toMillis) {
        return head.last().timeMillis() >= fromMillis && head.first().timeMillis() < toMillis;
    }

    /** Whether something that lasts from {@code startMillis} to {@code endMillis} lies partly in the span. */
    static boolean overlaps(long startMillis, long endMillis, long fromMillis, long toMillis) {
        return startMillis < toMillis && (endMillis > fromMillis || startMillis >= fromMillis);
    }
}
