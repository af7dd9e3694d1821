package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Track;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Removes positions: each stretch of them goes together with the trips and totals that it decided, or not at all.
 *
 * <p>Positions of the device may arrive meanwhile; then the removal is computed again from what is stored by then.
 */
public final class PositionRemover {

    /** Positions further apart are removed one after the other, so that what lies between is not loaded. */
    private static final long FAR_APART_MILLIS = Duration.ofHours(12).toMillis();

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    /** A device that drives is written a few times a second at most. */
    private static final int MOST_ATTEMPTS = 50;

    private final TrackStore store;
    private final DeviceRecomputation recomputation;

    public PositionRemover(TrackStore store, FleetRules rules) {
        this.store = store;
        this.recomputation = new DeviceRecomputation(store, rules);
    }

    /**
     * Makes whoever computes an update from what is stored now begin anew: what became known before this returns, it will
     * know by then. Nothing else changes.
     *
     * @param zone of the owner: where days begin
     */
    public void overtake(DeviceKey device, ZoneId zone) {
        apply(() -> store.findBase(device).map(base -> unchanged(recomputation.current(base, zone))));
    }

    /** As {@link #overtake}, also of a device of which nothing was stored yet, whose first update may be under way. */
    void overtakeFirst(DeviceKey device, ZoneId zone) {
        apply(() -> Optional.of(unchanged(store.findBase(device)
                .map(base -> recomputation.current(base, zone))
                .orElseGet(() -> recomputation.none(device, zone)))));
    }

    /**
     * Cuts what the owner said, and files, so that nothing tells of the span; harmless when repeated.
     *
     * @param zone of the owner: where days begin
     */
    void cutCorrections(DeviceKey device, ZoneId zone, ErasedSpan span) {
        forEachDay(reaching(device, span), day -> {
            List<Correction> cut = day.stream()
                    .flatMap(known -> span.without(known.change()).stream()
                            .map(left -> new Correction(known.sequence(), known.createdMillis(), left)))
                    .toList();
            apply(() -> store.findBase(device)
                    .map(base -> recomputation.cut(recomputation.current(base, zone), day, cut, zone)));
        });
        apply(() -> store.findBase(device)
                .filter(base -> !base.corrected().equals(base.corrected().without(span)))
                .map(base -> nothing(recomputation.current(base, zone).without(span))));
    }

    private List<Correction> reaching(DeviceKey device, ErasedSpan span) {
        return store
                .findBase(device)
                .filter(head -> head.corrected().reaches(span.fromMillis(), span.toMillis()))
                .map(head -> store.corrections(device, span.fromMillis(), span.toMillis()))
                .orElse(List.of())
                .stream()
                .filter(known -> !span.without(known.change()).equals(Optional.of(known.change())))
                .sorted(Comparator.comparingLong(Correction::fromMillis))
                .toList();
    }

    /** Hands over those that lie close together at once. */
    private static void forEachDay(List<Correction> inOrder, Consumer<List<Correction>> work) {
        List<Correction> day = new ArrayList<>();
        for (Correction correction : inOrder) {
            if (!day.isEmpty() && correction.toMillis() - day.get(0).fromMillis() > DAY_MILLIS) {
                work.accept(List.copyOf(day));
                day.clear();
            }
            day.add(correction);
        }
        if (!day.isEmpty()) {
            work.accept(day);
        }
    }

    /** Removes trips that overlap the span and whose positions went before; harmless when repeated. */
    void removeGiven(DeviceKey device, ZoneId zone, ErasedSpan span) {
        apply(() -> store.findBase(device).flatMap(base -> recomputation.withoutGiven(base, span, zone)));
    }

    /** Computes and writes, and once more where the device changed in between. */
    private Optional<DeviceUpdate> apply(Supplier<Optional<DeviceUpdate>> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<DeviceUpdate> update = work.get();
                update.ifPresent(store::apply);
                return update;
            } catch (StaleDeviceException changedMeanwhile) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new StoreUnavailableException("the device keeps changing", changedMeanwhile);
                }
            }
        }
    }

    private static DeviceUpdate unchanged(DeviceHead base) {
        return nothing(base.next());
    }

    private static DeviceUpdate nothing(DeviceHead next) {
        return new DeviceUpdate(next, Track.EMPTY, Set.of(), List.of(), Set.of(), List.of());
    }

    /**
     * Removes those of the positions that are stored; harmless when repeated.
     *
     * @param unwanted some ten thousand at most
     * @param zone of the owner: where days begin
     * @return how many there were
     * @throws StoreUnavailableException where the store cannot answer; some may have been removed
     */
    public int remove(DeviceKey device, ZoneId zone, Track unwanted) {
        return unwanted.cutWhereApart(FAR_APART_MILLIS).stream()
                .mapToInt(stretch -> removeStretch(device, zone, stretch))
                .sum();
    }

    private int removeStretch(DeviceKey device, ZoneId zone, Track stretch) {
        return apply(() -> recomputation.remove(device, stretch, zone))
                .map(applied -> applied.removed().size())
                .orElse(0);
    }

    /**
     * Removes the borders that an import brought, a day of them at once; harmless when repeated.
     *
     * @param zone of the owner: where days begin
     * @param fromMillis when the first of them begins, or before
     * @param toMillis when the last of them ends, or later
     * @throws StoreUnavailableException where the store cannot answer; some may have been removed
     */
    public void removeBorders(DeviceKey device, ZoneId zone, String importId, long fromMillis, long toMillis) {
        forEachDay(borders(device, importId, fromMillis, toMillis), day -> removeBorders(device, zone, day));
    }

    private List<Correction> borders(DeviceKey device, String importId, long fromMillis, long toMillis) {
        return store
                .findBase(device)
                .filter(head -> head.corrected().reaches(fromMillis, toMillis))
                .map(head -> store.corrections(device, fromMillis, toMillis + 1))
                .orElse(List.of())
                .stream()
                .filter(known -> known.change() instanceof Border border
                        && border.importId().equals(importId))
                .sorted(Comparator.comparingLong(Correction::fromMillis))
                .toList();
    }

    private void removeBorders(DeviceKey device, ZoneId zone, List<Correction> borders) {
        apply(() -> store.findBase(device)
                .map(base -> recomputation.undo(recomputation.current(base, zone), borders, zone)));
    }
}
