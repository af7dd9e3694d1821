package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Trip;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes and undoes corrections: each is stored together with the trips and totals that it changes, or not at all.
 *
 * <p>Positions of the device may arrive meanwhile; then the correction is computed again from what is stored by then.
 */
public final class Corrector {

    private static final int MOST_ATTEMPTS = 10;

    private final TrackStore store;
    private final DeviceRecomputation recomputation;

    public Corrector(TrackStore store, FleetRules rules) {
        this.store = store;
        this.recomputation = new DeviceRecomputation(store, rules);
    }

    /**
     * Makes a correction.
     *
     * @param zone of the owner: where days begin
     * @return empty, and nothing done, where it would change no trip
     * @throws StoreUnavailableException where the store cannot answer
     */
    public Optional<Correction> correct(DeviceKey device, ZoneId zone, Correction.Change change, long nowMillis) {
        return apply(device, head -> {
                    Correction made = new Correction(head.corrected().lastSequence() + 1, nowMillis, change);
                    DeviceUpdate update = recomputation.correct(head, made, zone);
                    return changesATrip(update) ? Optional.of(update) : Optional.empty();
                })
                .map(update -> update.corrections().get(0));
    }

    /**
     * Makes a correction that was made before somewhere else, after those that are there; it may change no trip yet. One of
     * the same time that says the same is the same.
     *
     * @return false, and nothing done, where it is there, or nothing is stored of the device
     * @throws StoreUnavailableException where the store cannot answer
     */
    public boolean restore(DeviceKey device, ZoneId zone, Correction.Change change, long createdMillis) {
        return apply(device, head -> {
                    boolean known = store.corrections(device, change.fromMillis(), change.fromMillis() + 1).stream()
                            .anyMatch(it -> it.createdMillis() == createdMillis
                                    && it.change().equals(change));
                    Correction made = new Correction(head.corrected().lastSequence() + 1, createdMillis, change);
                    return known ? Optional.empty() : Optional.of(recomputation.correct(head, made, zone));
                })
                .isPresent();
    }

    /**
     * Undoes a correction; whatever it hid is there again.
     *
     * @return false where there is no such correction, or no more, or it is older than the positions that are kept
     * @throws StoreUnavailableException where the store cannot answer
     */
    public boolean undo(DeviceKey device, ZoneId zone, CorrectionId id) {
        return apply(
                        device,
                        head -> find(device, id)
                                .filter(known -> known.fromMillis() >= head.segmentsFromMillis()
                                        || known.change() instanceof Correction.Describe)
                                .map(known -> recomputation.undo(head, List.of(known), zone)))
                .isPresent();
    }

    /** That another correction says the same of a trip already is no change of it. */
    private boolean changesATrip(DeviceUpdate update) {
        return !update.removedSegments().isEmpty()
                || update.segments().stream()
                        .anyMatch(
                                segment -> store
                                        .segments(
                                                update.head().device(),
                                                segment.startMillis(),
                                                segment.startMillis() + 1)
                                        .stream()
                                        .noneMatch(stored -> withoutIds(stored).equals(withoutIds(segment))));
    }

    private static Segment withoutIds(Segment segment) {
        return segment instanceof Trip trip
                ? trip.with(new Edits(trip.edits().name(), trip.edits().purpose(), List.of()))
                : segment;
    }

    private Optional<Correction> find(DeviceKey device, CorrectionId id) {
        return store.corrections(device, id.fromMillis(), id.fromMillis() + 1).stream()
                .filter(known -> known.id().equals(id) && !(known.change() instanceof Correction.Border))
                .findFirst();
    }

    private Optional<DeviceUpdate> apply(DeviceKey device, Function<DeviceHead, Optional<DeviceUpdate>> work) {
        for (int attempt = 1; ; attempt++) {
            Optional<DeviceUpdate> update = store.findHead(device).flatMap(work);
            try {
                update.ifPresent(store::apply);
                return update;
            } catch (StaleDeviceException changedMeanwhile) {
                if (attempt == MOST_ATTEMPTS) {
                    throw new StoreUnavailableException("the device keeps changing", changedMeanwhile);
                }
            }
        }
    }
}
