package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.store.CorrectedSpan;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Splice;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripDetector;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Works out what new positions and corrections of one device change in the store. Reads only. */
final class DeviceRecomputation {

    /** First guess of how far around new positions the track decides; doubled while the detector asks for more. */
    private static final Duration FIRST_REACH = Duration.ofHours(3);

    private final TrackStore store;
    private final FleetRules rules;
    private final GivenTrips given;

    DeviceRecomputation(TrackStore store, FleetRules rules) {
        this.store = store;
        this.given = new GivenTrips(store);
        this.rules = rules;
    }

    /**
     * What to write. The device's own version of the rules decides, until it is rebuilt under a newer one.
     *
     * @param incoming close together in time, so that what lies between them is worth loading
     * @param borders of the imports that brought some of them
     * @param zoneOfOwner asked after the head was read, where that does not tell where days begin
     * @return empty where all of it was stored before, or is older than what is kept of the device
     */
    Optional<DeviceUpdate> update(
            DeviceKey device, Track incoming, Collection<Border> borders, Function<Owner, ZoneId> zoneOfOwner) {
        Optional<DeviceHead> head = store.findBase(device);
        long from = head.map(DeviceHead::segmentsFromMillis).orElse(Long.MIN_VALUE);
        Track kept = incoming.between(from, Long.MAX_VALUE);
        Track added = kept.isEmpty()
                ? kept
                : kept.minus(store.positions(device, kept.timeMillis(0), kept.timeMillis(kept.size() - 1) + 1));
        List<Correction> made = missing(
                device,
                borders.stream().filter(border -> border.toMillis() >= from).toList());
        if (added.isEmpty() && made.isEmpty()) {
            // Nothing will be written that could fail: what is remembered may have been removed elsewhere.
            return store.letGoOfOutdated(device) ? update(device, incoming, borders, zoneOfOwner) : Optional.empty();
        }
        int rulesVersion = head.filter(DeviceHead::isKnown)
                .map(DeviceHead::rulesVersion)
                .orElseGet(() -> rules.newest(device.fleetId()).version());
        Change change = Change.of(added, Track.EMPTY, made, List.of());
        ZoneId zone = head.filter(DeviceHead::isKnown)
                .flatMap(DeviceHead::zone)
                .orElseGet(() -> zoneOfOwner.apply(device.owner()));
        DeviceHead next = newHead(device, head, change, rulesVersion, zone);
        return Optional.of(rules.detector(device.fleetId(), rulesVersion)
                .map(detector -> update(next, change, splice(detector, device, head, change), zone))
                .orElseGet(() -> withoutTrips(next, change)));
    }

    /** Those that are not stored. */
    private List<Correction> missing(DeviceKey device, Collection<Border> borders) {
        if (borders.isEmpty()) {
            return List.of();
        }
        Set<Correction> missing = new LinkedHashSet<>();
        borders.forEach(border -> missing.add(Correction.of(border)));
        store.corrections(
                        device,
                        borders.stream().mapToLong(Border::fromMillis).min().orElseThrow(),
                        borders.stream().mapToLong(Border::toMillis).max().orElseThrow())
                .forEach(missing::remove);
        return List.copyOf(missing);
    }

    /**
     * What to write where positions are to be no more. The trips are those of what remains.
     *
     * @param unwanted at most a few thousand, close together in time
     * @return empty where none of them is stored
     */
    Optional<DeviceUpdate> remove(DeviceKey device, Track unwanted, ZoneId zone) {
        Optional<DeviceHead> head = store.findHead(device);
        Track known = store.positions(device, unwanted.timeMillis(0), unwanted.timeMillis(unwanted.size() - 1) + 1);
        Track removed = known.minus(known.minus(unwanted));
        return head.isEmpty() || removed.isEmpty()
                ? Optional.empty()
                : Optional.of(update(head.get(), Change.of(Track.EMPTY, removed, List.of(), List.of()), zone));
    }

    /** The same, except that a device without positions follows the newest rules and its owner's days, as a new one would. */
    DeviceHead current(DeviceHead base, ZoneId zoneOfOwner) {
        return !base.isKnown()
                ? new DeviceHead(
                        base.device(),
                        base.version(),
                        base.first(),
                        base.last(),
                        rules.newest(base.device().fleetId()).version(),
                        base.rebuild(),
                        base.corrected(),
                        true,
                        Optional.of(zoneOfOwner))
                : base;
    }

    /** The head of a device of which nothing was stored yet, before its first version. */
    DeviceHead none(DeviceKey device, ZoneId zoneOfOwner) {
        return DeviceHead.empty(device, rules.newest(device.fleetId()).version(), zoneOfOwner);
    }

    /** Until the rebuild under rules that can be followed here, trips stay as they are rather than half new. */
    private static DeviceUpdate withoutTrips(DeviceHead next, Change change) {
        return new DeviceUpdate(
                next, change.added(), Set.of(), List.of(), Set.of(), List.of(), Set.of(), change.made());
    }

    /** What to write for a new correction. */
    DeviceUpdate correct(DeviceHead head, Correction made, ZoneId zone) {
        return update(head, Change.of(Track.EMPTY, Track.EMPTY, List.of(made), List.of()), zone);
    }

    /**
     * What to write where stored corrections are undone.
     *
     * @param undone close together in time, one at least
     */
    DeviceUpdate undo(DeviceHead head, List<Correction> undone, ZoneId zone) {
        return update(head, Change.of(Track.EMPTY, Track.EMPTY, List.of(), undone), zone);
    }

    /**
     * What to write where stored corrections are cut, or undone, because of them nothing may tell of a time any more.
     *
     * @param cut what stays of them, under the numbers they have
     */
    DeviceUpdate cut(DeviceHead head, List<Correction> undone, List<Correction> cut, ZoneId zone) {
        return update(head, Change.of(Track.EMPTY, Track.EMPTY, cut, undone), zone);
    }

    /**
     * What to write where given segments go that overlap a span, which nothing works out again without.
     *
     * @return empty where there are none
     */
    Optional<DeviceUpdate> withoutGiven(DeviceHead head, ErasedSpan span, ZoneId zone) {
        long border = head.segmentsFromMillis();
        return head.frontier()
                .flatMap(frontier -> given.without(
                                head,
                                span.fromMillis(),
                                border,
                                segment -> segment.startMillis() < span.toMillis()
                                        && segment.endMillis() >= span.fromMillis())
                        .map(left -> removing(
                                head.behind(
                                        frontier,
                                        given.first(head, frontier.positionsFromMillis(), border, Optional.of(left))),
                                left,
                                zone)));
    }

    /**
     * What to write where positions go and their trips stay.
     *
     * @param until segments that end by then go as well; 0 where all stay
     */
    DeviceUpdate behind(DeviceHead head, Frontier frontier, long until, ZoneId zone) {
        long border = frontier.segmentsFromMillis();
        Optional<Splice> left =
                given.without(head, 0, Math.min(border, until), segment -> segment.endMillis() <= until);
        DeviceHead next = head.behind(frontier, given.first(head, frontier.positionsFromMillis(), border, left));
        return left.map(splice -> removing(next, splice, zone))
                .orElseGet(() -> new DeviceUpdate(next, Track.EMPTY, Set.of(), List.of(), Set.of(), List.of()));
    }

    private DeviceUpdate removing(DeviceHead next, Splice left, ZoneId zone) {
        return update(
                next,
                Change.ofSegments(left.fromMillis(), left.toMillis()),
                left,
                next.zone().orElse(zone));
    }

    private DeviceUpdate update(DeviceHead head, Change change, ZoneId zoneOfOwner) {
        DeviceKey device = head.device();
        ZoneId zone = head.zone().orElse(zoneOfOwner);
        TripDetector detector = rules.detector(device.fleetId(), head.rulesVersion())
                .orElseThrow(() -> new StoreUnavailableException("the trips follow the rules of a newer Rumbo", null));
        DeviceHead next = newHead(device, Optional.of(head), change, head.rulesVersion(), zone);
        return update(next, change, splice(detector, device, Optional.of(head), change), zone);
    }

    private Splice splice(TripDetector detector, DeviceKey device, Optional<DeviceHead> head, Change change) {
        if (head.flatMap(DeviceHead::frontier).isEmpty()) {
            return found(detector, device, head, change, change.firstMillis());
        }
        long border = head.get().segmentsFromMillis();
        Splice found = change.lastMillis() < border
                ? new Splice(border, border, List.of())
                : found(detector, device, head, change, Math.max(change.firstMillis(), border))
                        .from(border);
        return given.with(head.get(), change, found);
    }

    private Splice found(
            TripDetector detector, DeviceKey device, Optional<DeviceHead> head, Change change, long first) {
        long last = change.lastMillis();
        for (long reach = FIRST_REACH.toMillis(); ; reach *= 2) {
            long from = first - reach;
            long to = last + reach;
            boolean startsAtFirst = head.map(known -> known.emptied() || from <= known.positionsFromMillis())
                    .orElse(true);
            boolean endsAtLast = head.map(
                            known -> known.emptied() || to > known.last().timeMillis())
                    .orElse(true);
            Track window =
                    store.positions(device, from, to).minus(change.removed()).union(change.added());
            Optional<Splice> splice = detector.recompute(
                    device.deviceId(),
                    window,
                    startsAtFirst,
                    endsAtLast,
                    first,
                    last,
                    corrections(head, change, from, to));
            if (splice.isPresent()) {
                return splice.get();
            }
        }
    }

    private Corrections corrections(Optional<DeviceHead> head, Change change, long fromMillis, long toMillis) {
        List<Correction> corrections = new ArrayList<>();
        head.ifPresent(known -> corrections.addAll(near(store, known, fromMillis, toMillis)));
        corrections.addAll(change.made());
        corrections.removeAll(change.undone());
        return Corrections.of(corrections);
    }

    /** The stored corrections that overlap a span; of most devices the head tells that there are none. */
    static List<Correction> near(TrackStore store, DeviceHead head, long fromMillis, long toMillis) {
        return head.corrected().reaches(fromMillis, toMillis)
                ? store.corrections(head.device(), fromMillis, toMillis)
                : List.of();
    }

    private DeviceUpdate update(DeviceHead next, Change change, Splice splice, ZoneId zone) {
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
        return new DeviceUpdate(
                next,
                change.added(),
                change.removed(),
                removed,
                changed,
                emptyDays,
                totals,
                change.undone().stream().map(Correction::id).collect(Collectors.toSet()),
                change.made());
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

    private DeviceHead newHead(
            DeviceKey device, Optional<DeviceHead> head, Change change, int rulesVersion, ZoneId zone) {
        Track added = change.added();
        if (head.isEmpty()) {
            return new DeviceHead(
                    device,
                    1,
                    added.get(0),
                    added.get(added.size() - 1),
                    rulesVersion,
                    Optional.empty(),
                    with(CorrectedSpan.NONE, change.made()),
                    false,
                    Optional.of(zone));
        }
        DeviceHead known = head.get();
        Position first = known.first();
        Position last = known.last();
        Optional<Position> remaining = change.removed().isEmpty() ? Optional.empty() : firstWithout(known, change);
        boolean emptied = added.isEmpty() && (change.removed().isEmpty() ? known.emptied() : remaining.isEmpty());
        if (emptied) {
            Optional<Position> givenUntil = known.frontier()
                    .map(frontier -> Position.of(
                            Instant.ofEpochMilli(frontier.segmentsFromMillis()), DeviceHead.NOWHERE.coordinate()));
            first = givenUntil.isPresent() ? known.first() : DeviceHead.NOWHERE;
            last = givenUntil.orElse(DeviceHead.NOWHERE);
        } else if (remaining.isPresent()) {
            first = remaining.get();
            last = lastWithout(known, change);
        } else if (known.emptied() && !added.isEmpty()) {
            first = known.frontier().isPresent() ? known.first() : added.get(0);
            last = added.get(added.size() - 1);
        } else if (!added.isEmpty()) {
            first = first.compareTo(added.get(0)) <= 0 ? first : added.get(0);
            Position newest = added.get(added.size() - 1);
            last = last.compareTo(newest) >= 0 ? last : newest;
        }
        return new DeviceHead(
                device,
                known.version() + 1,
                first,
                last,
                rulesVersion,
                known.rebuild().map(mark -> mark.with(change.firstMillis(), change.lastMillis())),
                with(known.corrected(), change.made()),
                emptied,
                Optional.of(zone),
                known.frontier());
    }

    private static CorrectedSpan with(CorrectedSpan before, List<Correction> made) {
        CorrectedSpan corrected = before;
        for (Correction correction : made) {
            corrected = corrected.with(correction);
        }
        return corrected;
    }

    /** Empty where nothing remains. */
    private Optional<Position> firstWithout(DeviceHead head, Change change) {
        boolean goes = change.removed().contains(head.first());
        if (!goes && head.frontier().isEmpty()) {
            return Optional.of(head.first());
        }
        Track next = store.positions(
                head.device(),
                head.positionsFromMillis(),
                Long.MAX_VALUE,
                change.removed().size() + 1);
        return next.minus(change.removed()).stream().findFirst().map(found -> goes ? found : head.first());
    }

    private Position lastWithout(DeviceHead head, Change change) {
        if (!change.removed().contains(head.last())) {
            return head.last();
        }
        long end = head.last().timeMillis() + 1;
        for (long reach = FIRST_REACH.toMillis(); ; reach *= 2) {
            Track left = store.positions(head.device(), end - reach, end).minus(change.removed());
            if (!left.isEmpty()) {
                return left.get(left.size() - 1);
            }
        }
    }
}
