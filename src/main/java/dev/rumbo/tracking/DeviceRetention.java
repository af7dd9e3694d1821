package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Splice;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.TripDetector;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets positions of a device go that are older than its fleet keeps them, while its trips and totals stay as they are; and trips that are
 * older than those are kept. Each step is harmless when repeated, so one that broke off begins again.
 */
public final class DeviceRetention {

    /** Long enough for a device that is parked at night, short enough for one that reports each second. */
    private static final Duration FIRST_LOOK = Duration.ofDays(2);

    private static final Duration LONGEST_LOOK = Duration.ofDays(16);
    private static final Duration FIRST_REACH = Duration.ofHours(3);

    /** A device that drives is written a few times a second at most. */
    private static final int MOST_ATTEMPTS = 50;

    private final TrackStore store;
    private final ImportStore imports;
    private final FleetRules rules;
    private final PositionRemover remover;
    private final DeviceRecomputation recomputation;

    public DeviceRetention(TrackStore store, ImportStore imports, FleetRules rules) {
        this.store = store;
        this.imports = imports;
        this.rules = rules;
        this.remover = new PositionRemover(store, rules);
        this.recomputation = new DeviceRecomputation(store, rules);
    }

    /**
     * Lets go what is too old.
     *
     * @param zone of the owner: where days begin
     * @param positionsBefore milliseconds since 1970-01-01T00:00Z; positions go up to the last frontier that is not later
     * @param tripsBefore trips go that end by then, of those whose positions went; 0 where all stay
     * @param breathe called between steps; what it throws ends the work, which can begin again
     * @throws StoreUnavailableException where the store cannot answer, or the device keeps changing
     */
    public void run(DeviceKey device, ZoneId zone, long positionsBefore, long tripsBefore, Runnable breathe) {
        move(device, zone, positionsBefore, tripsBefore);
        breathe.run();
        Optional<DeviceHead> head = store.findHead(device);
        Optional<Frontier> frontier = head.flatMap(DeviceHead::frontier);
        if (frontier.isEmpty()) {
            return;
        }
        imports.forget(device, new ErasedSpan(0, frontier.get().positionsFromMillis()));
        breathe.run();
        if (tripsBefore > 0) {
            remover.cutCorrections(device, zone, new ErasedSpan(0, tripsBefore));
            breathe.run();
        }
        store.forgetPositions(device, frontier.get());
        if (!frontier.get().settled()) {
            applied(() -> store.findHead(device)
                    .map(known ->
                            nothing(known.behind(known.frontier().orElseThrow().settledNow(), known.first()))));
        }
    }

    private void move(DeviceKey device, ZoneId zone, long positionsBefore, long tripsBefore) {
        applied(() -> store.findHead(device).flatMap(head -> next(head, zone, positionsBefore, tripsBefore)));
    }

    private interface Work {
        Optional<DeviceUpdate> update();
    }

    private void applied(Work work) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.update().ifPresent(store::apply);
                return;
            } catch (StaleDeviceException changedMeanwhile) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new StoreUnavailableException("the device keeps changing", changedMeanwhile);
                }
            }
        }
    }

    private static DeviceUpdate nothing(DeviceHead next) {
        return new DeviceUpdate(next, Track.EMPTY, Set.of(), List.of(), Set.of(), List.of());
    }

    private Optional<DeviceUpdate> next(DeviceHead head, ZoneId zone, long positionsBefore, long tripsBefore) {
        Optional<Frontier> moved = rules.detector(head.device().fleetId(), head.rulesVersion())
                .flatMap(detector -> newest(head, detector, positionsBefore));
        Optional<Frontier> known = head.frontier();
        Optional<Frontier> frontier =
                moved.map(found -> known.map(found::after).orElse(found)).or(() -> known);
        return frontier.map(at -> recomputation.behind(head, at, tripsBefore, zone))
                .filter(update -> moved.isPresent() || !update.removedSegments().isEmpty());
    }

    /** The newest frontier that is not later than a time; empty where it would not be later than the one that is there. */
    private Optional<Frontier> newest(DeviceHead head, TripDetector detector, long before) {
        if (head.emptied()) {
            return Optional.empty();
        }
        Optional<Track> last = lastBefore(head, before);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        long lastMillis = last.get().timeMillis(last.get().size() - 1);
        Track next = store.positions(head.device(), lastMillis + 1, Long.MAX_VALUE, 1);
        // Before a long silence, or for ever, the last position alone is what the next is compared with.
        boolean silent = next.isEmpty()
                || detector
                        .frontiers(
                                last.get()
                                        .slice(last.get().size() - 1, last.get().size())
                                        .union(next),
                                true,
                                true)
                        .stream()
                        .anyMatch(frontier -> frontier.segmentsFromMillis() == lastMillis);
        Optional<Frontier> alone = Optional.of(TripDetector.frontierAt(lastMillis))
                .filter(found -> silent && holds(head, detector, found));
        return alone.or(() -> inside(head, detector, lastMillis));
    }

    private Optional<Frontier> inside(DeviceHead head, TripDetector detector, long lastMillis) {
        long to = lastMillis + FIRST_REACH.toMillis();
        for (Duration look = FIRST_LOOK; look.compareTo(LONGEST_LOOK) <= 0; look = look.multipliedBy(2)) {
            long from = lastMillis - look.toMillis();
            boolean startsAtFirst = from <= head.positionsFromMillis();
            Optional<Frontier> found = detector
                    .frontiers(
                            store.positions(head.device(), from, to),
                            startsAtFirst,
                            to > head.last().timeMillis())
                    .stream()
                    .filter(frontier -> frontier.segmentsFromMillis() <= lastMillis)
                    .sorted(Comparator.comparingLong(Frontier::segmentsFromMillis)
                            .reversed())
                    .filter(frontier -> holds(head, detector, frontier))
                    .findFirst();
            if (found.isPresent() || startsAtFirst) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Some positions of which the last is the last one before a time; empty where there is none. */
    private Optional<Track> lastBefore(DeviceHead head, long time) {
        // After the device's last there is nothing to reach over.
        long before = Math.min(time, head.last().timeMillis() + 1);
        for (long reach = FIRST_REACH.toMillis(); ; reach *= 2) {
            Track found = store.positions(head.device(), before - reach, before);
            if (!found.isEmpty()) {
                return Optional.of(found);
            }
            if (before - reach <= head.positionsFromMillis()) {
                return Optional.empty();
            }
        }
    }

    /** Whether what is stored from a frontier on is what is found without what lies before, so that nothing will change it but what comes. */
    private boolean holds(DeviceHead head, TripDetector detector, Frontier frontier) {
        DeviceKey device = head.device();
        long border = frontier.segmentsFromMillis();
        boolean moves =
                frontier.positionsFromMillis() > head.positionsFromMillis() && border >= head.segmentsFromMillis();
        boolean cuts = store.findSegmentBefore(device, border)
                .filter(segment -> segment.endMillis() > border)
                .isPresent();
        boolean corrected = DeviceRecomputation.near(store, head, border, border + 1).stream()
                .anyMatch(correction -> correction.fromMillis() < border
                        && correction.toMillis() > border
                        && !(correction.change() instanceof Describe || correction.change() instanceof Border));
        if (!moves || cuts || corrected) {
            return false;
        }
        Splice found = found(head, detector, frontier);
        List<Segment> stored = store.segments(device, border, found.toMillis());
        return found.segments().equals(stored);
    }

    private Splice found(DeviceHead head, TripDetector detector, Frontier frontier) {
        long border = frontier.segmentsFromMillis();
        for (long reach = FIRST_REACH.toMillis(); ; reach *= 2) {
            long to = border + reach;
            Optional<Splice> splice = detector.recompute(
                    head.device().deviceId(),
                    store.positions(head.device(), frontier.positionsFromMillis(), to),
                    true,
                    to > head.last().timeMillis(),
                    border,
                    border,
                    Corrections.of(DeviceRecomputation.near(store, head, frontier.positionsFromMillis(), to)));
            if (splice.isPresent()) {
                return splice.get().from(border);
            }
        }
    }
}
