package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.RebuildMark;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.TripDetector;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces all trips and totals of a device by what its positions say under the fleet's newest rules.
 *
 * <p>The new timeline is worked out beside the old one, which stays as it is for readers and for live updates, and then
 * takes its place in one update. Positions that come meanwhile are named by a {@link RebuildMark}; what they decide is
 * worked out again before the switch. Killed in between, it leaves nothing behind but the mark, and starts over.
 */
public final class DeviceRebuild {

    /** A rebuild that another one overtakes starts over. */
    private static final int MOST_STARTS = 5;

    /** Working out what came since takes milliseconds, and a device is written a few times a second at most. */
    private static final int MOST_SWITCHES = 100;

    private final TrackStore store;
    private final FleetRules rules;

    public DeviceRebuild(TrackStore store, FleetRules rules) {
        this.store = store;
        this.rules = rules;
    }

    /**
     * Rebuilds a device; nothing is written where nothing changes.
     *
     * @param zone of the owner: where days begin
     * @param id of whoever asks, unique
     * @param betweenStretches called every few thousand positions; may throw to give up
     * @throws StoreUnavailableException where the store cannot answer, or the device keeps changing
     */
    public void rebuild(DeviceKey device, ZoneId zone, String id, Runnable betweenStretches) {
        for (int start = 0; start < MOST_STARTS; start++) {
            // A device that is silent needs no mark: its head tells that nothing came.
            Optional<DeviceHead> head = start == 0 ? store.findHead(device) : mark(device, id);
            if (head.isEmpty()) {
                return;
            }
            RulesChange newest = rules.newest(device.fleetId());
            TripDetector detector = rules.detector(device.fleetId(), newest.version())
                    .orElseThrow(() -> new IllegalStateException("only a newer Rumbo can follow the fleet's rules"));
            RebuiltTimeline timeline = new RebuiltTimeline(store, device, detector, betweenStretches);
            timeline.read(
                    head.get(),
                    head.get().first().timeMillis(),
                    head.get().last().timeMillis());
            boolean done = start == 0
                    ? switchTo(timeline, head.get(), newest.version(), zone)
                    : catchUp(timeline, device, id, newest.version(), zone);
            if (done) {
                return;
            }
        }
        throw new StoreUnavailableException("the device keeps changing under the rebuild", null);
    }

    private Optional<DeviceHead> mark(DeviceKey device, String id) {
        for (int attempt = 0; attempt < MOST_SWITCHES; attempt++) {
            Optional<DeviceHead> marked = store.findHead(device).map(known -> known.marked(RebuildMark.begin(id)));
            if (marked.isEmpty() || applied(withMark(marked.get()))) {
                return marked;
            }
        }
        throw new StoreUnavailableException("the device keeps changing before the rebuild", null);
    }

    private static DeviceUpdate withMark(DeviceHead marked) {
        return new DeviceUpdate(marked, Track.EMPTY, Set.of(), List.of(), Set.of(), List.of());
    }

    /** False where the mark is gone: somebody else rebuilds, or an older Rumbo wrote the device. */
    private boolean catchUp(RebuiltTimeline timeline, DeviceKey device, String id, int rulesVersion, ZoneId zone) {
        for (int attempt = 0; attempt < MOST_SWITCHES; attempt++) {
            Optional<DeviceHead> head = store.findHead(device);
            if (head.isEmpty()) {
                return true;
            }
            Optional<RebuildMark> mark =
                    head.get().rebuild().filter(found -> found.id().equals(id));
            if (mark.isEmpty()) {
                return false;
            }
            mark.get().changed().forEach(span -> timeline.read(head.get(), span.fromMillis(), span.toMillis()));
            if (switchTo(timeline, head.get(), rulesVersion, zone)) {
                return true;
            }
        }
        return false;
    }

    /** False where the device was written since its head was read. */
    private boolean switchTo(RebuiltTimeline timeline, DeviceHead head, int rulesVersion, ZoneId zone) {
        DeviceUpdate update = timeline.replacing(head.rebuilt(rulesVersion, zone), zone);
        boolean changesNothing = head.rulesVersion() == rulesVersion
                && head.rebuild().isEmpty()
                && head.zone().equals(Optional.of(zone))
                && update.segments().isEmpty()
                && update.removedSegments().isEmpty()
                && update.totals().isEmpty()
                && update.removedTotals().isEmpty();
        return changesNothing || applied(update);
    }

    /** False where the device was written since its head was read. */
    private boolean applied(DeviceUpdate update) {
        try {
            store.apply(update);
            return true;
        } catch (StaleDeviceException changedMeanwhile) {
            return false;
        }
    }
}
