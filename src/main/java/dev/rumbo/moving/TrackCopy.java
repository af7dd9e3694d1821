package dev.rumbo.moving;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a device in the new house equal to that in the old. Only differences are written, so it may be broken off and done again, and
 * what came since the last time costs what it is.
 */
final class TrackCopy {

    /** One write's worth: five items of DynamoDB, a tenth of a second of SQLite. */
    private static final int POSITIONS = 10_000;

    private final House from;
    private final House to;
    private final TrackStore target;

    TrackCopy(House from, House to) {
        this.from = from;
        this.to = to;
        target = to.tracks();
    }

    /** @return how many positions were written or removed */
    long copy(DeviceKey device) {
        Optional<DeviceHead> head = from.tracks().findBase(device);
        if (head.isEmpty()) {
            if (target.findBase(device).isPresent()) {
                target.erase(device);
            }
            return 0;
        }
        return new OfDevice(device, head.get()).copy();
    }

    private final class OfDevice {

        private final DeviceKey device;
        private final DeviceHead head;
        private final boolean isNew;
        private long moved;
        private boolean removed;

        private OfDevice(DeviceKey device, DeviceHead head) {
            this.device = device;
            this.head = head;
            isNew = target.findBase(device).isEmpty();
        }

        private long copy() {
            Stretches.forEach(from.tracks(), device, POSITIONS, this::copy);
            copyDays();
            if (removed) {
                // What was deleted at its owner's wish is not to stay behind in the entries that brought it here.
                from.tracks().erasures(device).forEach(erasure -> target.forget(device, erasure.span()));
            }
            return moved;
        }

        private void copy(long fromMillis, long toMillis, Track wanted) {
            Track there = isNew ? Track.EMPTY : target.positions(device, fromMillis, toMillis);
            List<Segment> wantedSegments = from.tracks().segments(device, fromMillis, toMillis);
            List<Segment> segmentsThere = isNew ? List.of() : target.segments(device, fromMillis, toMillis);
            Track added = wanted.minus(there);
            Track gone = there.minus(wanted);
            List<Segment> changed = missing(wantedSegments, segmentsThere);
            Set<Long> goneStarts = goneKeys(wantedSegments, segmentsThere, Segment::startMillis);
            if (!added.isEmpty() || !gone.isEmpty() || !changed.isEmpty() || !goneStarts.isEmpty()) {
                moved += added.size() + gone.size();
                removed |= !gone.isEmpty();
                write(it -> new DeviceUpdate(
                        it, added, gone, goneStarts, changed, Set.of(), List.of(), Set.of(), List.of()));
            }
        }

        private void copyDays() {
            List<DayTotals> totals = from.tracks().totals(device, DeviceDays.FIRST, DeviceDays.LAST);
            List<DayTotals> totalsThere = target.totals(device, DeviceDays.FIRST, DeviceDays.LAST);
            List<Correction> corrections = from.tracks().corrections(device, Stretches.BEGIN, Stretches.END);
            List<Correction> correctionsThere = target.corrections(device, Stretches.BEGIN, Stretches.END);
            List<DayTotals> changed = missing(totals, totalsThere);
            Set<LocalDate> goneDates = goneKeys(totals, totalsThere, DayTotals::date);
            List<Correction> made = missing(corrections, correctionsThere);
            // A changed one goes first: the engines add corrections, and replace none.
            Set<CorrectionId> undone = missing(correctionsThere, corrections).stream()
                    .map(Correction::id)
                    .collect(Collectors.toSet());
            boolean sameHead =
                    target.findBase(device).filter(it -> isSame(it, head)).isPresent();
            if (!sameHead || !changed.isEmpty() || !goneDates.isEmpty() || !made.isEmpty() || !undone.isEmpty()) {
                write(it -> new DeviceUpdate(
                        it, Track.EMPTY, Track.EMPTY, Set.of(), List.of(), goneDates, changed, undone, made));
            }
        }

        private void write(Function<DeviceHead, DeviceUpdate> update) {
            long version = target.findBase(device).map(DeviceHead::version).orElse(0L) + 1;
            try {
                target.apply(update.apply(as(version, head.rulesVersion(), head.zone())));
            } catch (StaleDeviceException followsOlderRulesOrAnotherZone) {
                // Which a store takes of no device that is new to it; the next write tells the truth.
                int newest = to.operations()
                        .findRules(device.fleetId())
                        .map(RulesChange::version)
                        .orElse(DeviceHead.FIRST_RULES);
                target.apply(update.apply(as(version, newest, Optional.empty())));
            }
        }

        private DeviceHead as(long version, int rules, Optional<ZoneId> zone) {
            return new DeviceHead(
                    device,
                    version,
                    head.first(),
                    head.last(),
                    rules,
                    head.rebuild(),
                    head.corrected(),
                    head.emptied(),
                    zone,
                    head.frontier());
        }

        /** But for the version; of a device that holds nothing, rules and zone are those of its next position. */
        private boolean isSame(DeviceHead there, DeviceHead here) {
            boolean open = here.emptied() && there.emptied();
            return as(0, open ? 0 : here.rulesVersion(), open ? Optional.empty() : here.zone())
                    .equals(new DeviceHead(
                            there.device(),
                            0,
                            there.first(),
                            there.last(),
                            open ? 0 : there.rulesVersion(),
                            there.rebuild(),
                            there.corrected(),
                            there.emptied(),
                            open ? Optional.empty() : there.zone(),
                            there.frontier()));
        }
    }

    private static <T> List<T> missing(Collection<T> wanted, Collection<T> there) {
        Set<T> known = new HashSet<>(there);
        return wanted.stream().filter(one -> !known.contains(one)).toList();
    }

    private static <T, K> Set<K> goneKeys(Collection<T> wanted, Collection<T> there, Function<T, K> key) {
        Set<K> keys = wanted.stream().map(key).collect(Collectors.toSet());
        return there.stream().map(key).filter(one -> !keys.contains(one)).collect(Collectors.toSet());
    }
}
