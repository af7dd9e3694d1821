package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Track;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/**
 * Deletes what was recorded of a device in a time, so that it is as if it had never come. While that is at work nothing of the time is
 * stored; once it is done, what the stream took up to then is not, and what comes later is like anything new. Each step is harmless when
 * repeated, so one that broke off begins again.
 */
public final class RangeErasure {

    /** Some 300 KB, and as much as one record of the stream brings. */
    private static final int MOST_AT_ONCE = 10_000;

    private final TrackStore tracks;
    private final ImportStore imports;
    private final PositionRemover remover;
    private final List<PositionListener> listeners;
    private final Clock clock;

    public RangeErasure(
            TrackStore tracks,
            ImportStore imports,
            PositionRemover remover,
            List<PositionListener> listeners,
            Clock clock) {
        this.tracks = tracks;
        this.imports = imports;
        this.remover = remover;
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
    }

    /**
     * Goes on with an erasure that is stored and not done.
     *
     * @param zone of the owner: where days begin
     * @param breathe called between steps; what it throws ends the work, which can begin again
     * @return as it is stored then
     * @throws dev.rumbo.store.StoreUnavailableException where the store cannot answer; some may be deleted
     * @throws dev.rumbo.store.ErasedDeviceException where all of the device was deleted meanwhile
     */
    public Erasure run(Erasure begun, ZoneId zone, Runnable breathe) {
        DeviceKey device = begun.device();
        ErasedSpan span = begun.span();
        // Whoever stores from here on knows of it.
        remover.overtakeFirst(device, zone);
        listeners.forEach(listener -> listener.erased(device, span));
        // First, so that no undoing brings back what it read before.
        imports.forget(device, span);
        Erasure erasure = begun;
        Track stored = some(device, span);
        while (!stored.isEmpty()) {
            erasure = erasure.removed(remover.remove(device, zone, stored));
            tracks.update(erasure);
            breathe.run();
            stored = some(device, span);
        }
        remover.removeGiven(device, zone, span);
        breathe.run();
        remover.cutCorrections(device, zone, span);
        breathe.run();
        tracks.forget(device, span);
        Erasure done = erasure.done(clock.instant());
        tracks.update(done);
        return done;
    }

    private Track some(DeviceKey device, ErasedSpan span) {
        return tracks.positions(device, span.fromMillis(), span.toMillis(), MOST_AT_ONCE);
    }
}
