package dev.rumbo.store.dynamodb;

import dev.rumbo.trips.Track;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What entries of a log, in whatever order they are read, leave of their positions in the order of their numbers. */
final class Fold {

    private final NavigableMap<Long, Track> added = new TreeMap<>();
    private final NavigableMap<Long, Track> removed = new TreeMap<>();

    void add(long number, Held held) {
        (held.removes() ? removed : added).put(number, held.track());
    }

    Track track() {
        Track track = Track.EMPTY;
        long from = Long.MIN_VALUE;
        while (!removed.isEmpty()) {
            Long firstRemoval = removed.ceilingKey(from);
            if (firstRemoval == null) {
                break;
            }
            // Removals with no addition between them are one.
            track = track.union(Track.union(added.subMap(from, firstRemoval).values()));
            Long nextAddition = added.ceilingKey(firstRemoval);
            long to = nextAddition == null ? Long.MAX_VALUE : nextAddition;
            track = track.minus(Track.union(removed.subMap(firstRemoval, to).values()));
            from = to;
        }
        return track.union(Track.union(added.tailMap(from, true).values()));
    }
}
