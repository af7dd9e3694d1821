package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Splice;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripDetector;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Works out what new positions of one device change in the store. Reads only. */
final class DeviceRecomputation {

    /** First guess of how far around new positions the track decides; doubled while the detector asks for more. */
    private static final Duration FIRST_REACH = Duration.ofHours(3);

    private final TrackStore store;
    private final FleetRules rules;

    DeviceRecomputation(TrackStore store, FleetRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /**
     * What to write. The device's own version of the rules decides, until it is rebuilt under a newer one.
     *
     * @param incoming close together in time, so that what lies between them is worth loading
     * @param zone of the owner: where days begin
     * @return empty where all positions were stored before
     */
    Optional<DeviceUpdate> update(DeviceKey device, Track incoming, ZoneId zone) {
        Optional<DeviceHead> head = store.findHead(device);
        Track known = store.positions(device, incoming.timeMillis(0), incoming.timeMillis(incoming.size() - 1) + 1);
        Track added = incoming.minus(known);
        if (added.isEmpty()) {
            return Optional.empty();
        }
        int rulesVersion = head.map(DeviceHead::rulesVersion)
                .orElseGet(() -> rules.newest(device.fleetId()).version());
        DeviceHead next = newHead(device, head, added, rulesVersion);
        return Optional.of(rules.detector(device.fleetId(), rulesVersion)
                .map(detector -> update(next, added, splice(detector, device, head, added), zone))
                .orElseGet(() -> withoutTrips(next, added)));
    }

    /** Until the rebuild under rules that can be followed here, trips stay as they are rather than half new. */
    private static DeviceUpdate withoutTrips(DeviceHead next, Track added) {
        return new DeviceUpdate(next, added, Set.of(), List.of(), Set.of(), List.of());
    }

    private Splice splice(TripDetector detector, DeviceKey device, Optional<DeviceHead> head, Track added) {
        long first = added.timeMillis(0);
        long last = added.timeMillis(added.size() - 1);
        for (long reach = FIRST_REACH.toMillis(); ; reach *= 2) {
            long from = first - reach;
            long to = last + reach;
            boolean startsAtFirst =
                    head.map(known -> from <= known.first().timeMillis()).orElse(true);
            boolean endsAtLast =
                    head.map(known -> to > known.last().timeMillis()).orElse(true);
            Track window = store.positions(device, from, to).union(added);
            Optional<Splice> splice =
                    detector.recompute(device.deviceId(), window, startsAtFirst, endsAtLast, first, last);
            if (splice.isPresent()) {
                return splice.get();
            }
        }
    }

    private DeviceUpdate update(DeviceHead next, Track added, Splice splice, ZoneId zone) {
        DeviceKey device = next.device();
        Map<Long, Segment> before = new HashMap<>();
        for (Segment segment : store.segments(device, splice.fromMillis(), splice.toMillis())) {
            before.put(segment.startMillis(), segment);
        }
        List<Segment> changed = new ArrayList<>();
        Set<LocalDate> touched = new TreeSet<>();
        Set<Long> removed = new HashSet<>(before.keySet());
        for (Segment segment : splice.segments()) {
            removed.remove(segment.startMillis());
            Segment old = before.get(segment.startMillis());
            if (!segment.equals(old)) {
                changed.add(segment);
                touch(touched, segment, zone);
                touch(touched, old, zone);
            }
        }
        removed.forEach(start -> touch(touched, before.get(start), zone));
        Set<LocalDate> emptyDays = new HashSet<>();
        List<DayTotals> totals = new ArrayList<>();
        for (DayTotals day : totals(device, splice, touched, zone)) {
            if (isEmpty(day)) {
                emptyDays.add(day.date());
            } else {
                totals.add(day);
            }
        }
        return new DeviceUpdate(next, added, removed, changed, emptyDays, totals);
    }

    private List<DayTotals> totals(DeviceKey device, Splice splice, Set<LocalDate> touched, ZoneId zone) {
        if (touched.isEmpty()) {
            return List.of();
        }
        TreeSet<LocalDate> dates = new TreeSet<>(touched);
        long from = dates.first().atStartOfDay(zone).toInstant().toEpochMilli();
        long to = dates.last().plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        List<Trip> trips = new ArrayList<>();
        store.findSegmentBefore(device, from).ifPresent(segment -> addOutside(trips, segment, splice));
        store.segments(device, from, to).forEach(segment -> addOutside(trips, segment, splice));
        for (Segment segment : splice.segments()) {
            if (segment instanceof Trip trip) {
                trips.add(trip);
            }
        }
        return dates.stream().map(date -> Days.totals(trips, zone, date)).toList();
    }

    /** Such a day is not stored. */
    static boolean isEmpty(DayTotals day) {
        return day.tripCount() == 0 && day.drivingSeconds() + day.idleSeconds() + day.unknownSeconds() == 0;
    }

    private static void addOutside(List<Trip> trips, Segment stored, Splice splice) {
        boolean replaced = stored.startMillis() >= splice.fromMillis() && stored.startMillis() < splice.toMillis();
        if (stored instanceof Trip trip && !replaced) {
            trips.add(trip);
        }
    }

    private static void touch(Set<LocalDate> touched, @org.jspecify.annotations.Nullable Segment segment, ZoneId zone) {
        if (segment instanceof Trip trip) {
            touched.addAll(Days.touched(trip, zone));
        }
    }

    private static DeviceHead newHead(DeviceKey device, Optional<DeviceHead> head, Track added, int rulesVersion) {
        Position first = added.get(0);
        Position last = added.get(added.size() - 1);
        return head.map(known -> new DeviceHead(
                        device,
                        known.version() + 1,
                        known.first().compareTo(first) <= 0 ? known.first() : first,
                        known.last().compareTo(last) >= 0 ? known.last() : last,
                        rulesVersion,
                        known.rebuild().map(mark -> mark.with(first.timeMillis(), last.timeMillis()))))
                .orElseGet(() -> new DeviceHead(device, 1, first, last, rulesVersion, Optional.empty()));
    }
}
