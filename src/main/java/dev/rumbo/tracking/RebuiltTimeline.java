package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Splice;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.TripDetector;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All segments of a device as its positions and corrections say under one version of the rules, worked out beside the stored ones.
 *
 * <p>Positions are read a stretch at a time, segments are kept: a year of a busy car is a thousand, a megabyte.
 */
final class RebuiltTimeline {

    private static final Duration FIRST_REACH = Duration.ofHours(3);
    private static final Duration SHORTEST_STRETCH = Duration.ofDays(1);
    private static final Duration LONGEST_STRETCH = Duration.ofDays(8);

    /** Stretches grow until a window holds about as much: two days of a position a second, some 20 MB. */
    private static final int ENOUGH_POSITIONS = 150_000;

    /** No position is older or younger; texts of four-digit years sort as they should. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);

    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private final TrackStore store;
    private final DeviceKey device;
    private final TripDetector detector;
    private final Runnable betweenStretches;
    private final NavigableMap<Long, Segment> segments = new TreeMap<>();
    private long stretchMillis = SHORTEST_STRETCH.toMillis();

    RebuiltTimeline(TrackStore store, DeviceKey device, TripDetector detector, Runnable betweenStretches) {
        this.store = store;
        this.device = device;
        this.detector = detector;
        this.betweenStretches = betweenStretches;
    }

    /** Works out again what the positions and corrections between both times decide, both included. */
    void read(DeviceHead head, long fromMillis, long toMillis) {
        long from = fromMillis;
        while (from <= toMillis) {
            betweenStretches.run();
            Track next = store.positions(device, from, toMillis + 1, 1);
            if (next.isEmpty()) {
                // A correction can speak about a silence.
                if (from == fromMillis) {
                    replace(splice(head, fromMillis, toMillis));
                }
                return;
            }
            long first = next.timeMillis(0);
            long last = Math.min(toMillis, first + stretchMillis);
            replace(splice(head, first, last));
            from = last + 1;
        }
    }

    private void replace(Splice splice) {
        segments.subMap(splice.fromMillis(), splice.toMillis()).clear();
        splice.segments().forEach(segment -> segments.put(segment.startMillis(), segment));
    }

    private Splice splice(DeviceHead head, long first, long last) {
        for (long reach = FIRST_REACH.toMillis(); ; reach *= 2) {
            long from = first - reach;
            long to = last + reach;
            Track window = store.positions(device, from, to);
            Optional<Splice> splice = detector.recompute(
                    device.deviceId(),
                    window,
                    from <= head.positionsFromMillis(),
                    to > head.last().timeMillis(),
                    first,
                    last,
                    Corrections.of(DeviceRecomputation.near(store, head, from, to)));
            if (splice.isPresent()) {
                long wanted = window.size() < ENOUGH_POSITIONS ? stretchMillis * 2 : stretchMillis / 2;
                stretchMillis = Math.max(SHORTEST_STRETCH.toMillis(), Math.min(LONGEST_STRETCH.toMillis(), wanted));
                return splice.get();
            }
        }
    }

    /** What replaces the stored timeline by this one. */
    DeviceUpdate replacing(DeviceHead next, ZoneId zone) {
        // What they follow from is gone: they stay as they are.
        segments.headMap(next.segmentsFromMillis()).clear();
        next.frontier()
                .ifPresent(frontier -> store.segments(device, Long.MIN_VALUE, frontier.segmentsFromMillis())
                        .forEach(given -> segments.put(given.startMillis(), given)));
        Set<Long> removed = new HashSet<>();
        NavigableMap<Long, Segment> changed = new TreeMap<>(segments);
        for (Segment stored : store.segments(device, Long.MIN_VALUE, Long.MAX_VALUE)) {
            if (segments.containsKey(stored.startMillis())) {
                changed.remove(stored.startMillis(), stored);
            } else {
                removed.add(stored.startMillis());
            }
        }
        Map<LocalDate, DayTotals> totals = totals(zone);
        Set<LocalDate> emptyDays = new HashSet<>();
        for (DayTotals stored : store.totals(device, FIRST_DAY, LAST_DAY)) {
            if (totals.containsKey(stored.date())) {
                totals.remove(stored.date(), stored);
            } else {
                emptyDays.add(stored.date());
            }
        }
        return new DeviceUpdate(
                next, Track.EMPTY, removed, List.copyOf(changed.values()), emptyDays, List.copyOf(totals.values()));
    }

    private Map<LocalDate, DayTotals> totals(ZoneId zone) {
        Map<LocalDate, List<Segment>> byDay = new TreeMap<>();
        for (Segment segment : segments.values()) {
            for (LocalDate day : Days.touched(segment, zone)) {
                byDay.computeIfAbsent(day, date -> new ArrayList<>()).add(segment);
            }
        }
        Map<LocalDate, DayTotals> totals = new TreeMap<>();
        byDay.forEach((date, ofDay) -> {
            DayTotals day = Days.totals(ofDay, zone, date);
            if (!DeviceRecomputation.isEmpty(day)) {
                totals.put(date, day);
            }
        });
        return totals;
    }
}
