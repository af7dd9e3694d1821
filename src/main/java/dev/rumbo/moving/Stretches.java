package dev.rumbo.moving;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Track;

/** A device's track, a stretch of time after the other, so that none is too long for memory; together they are all of time. */
final class Stretches {

    /** Before and after all times that a position may have, and far from where adding overflows. */
    static final long BEGIN = -(1L << 53);

    static final long END = 1L << 53;

    private Stretches() {}

    /** Takes the positions of a stretch, which includes its start and not its end. */
    interface Sink {
        void take(long fromMillis, long toMillis, Track track);
    }

    static void forEach(TrackStore store, DeviceKey device, int positions, Sink sink) {
        long from = BEGIN;
        while (from < END) {
            Track track = store.positions(device, from, END, positions);
            long to = END;
            if (track.size() == positions) {
                long last = track.timeMillis(track.size() - 1);
                to = last > from ? last : from + 1;
                // More of one instant may follow.
                track = last > from ? track.between(from, to) : store.positions(device, from, to);
            }
            sink.take(from, to, track);
            from = to;
        }
    }
}
