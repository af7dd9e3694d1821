package dev.rumbo.tracking;

import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Track;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What comes to a device or goes.
 *
 * @param firstMillis when the first of it is
 * @param lastMillis when the last of it is
 */
record Change(
        Track added, Track removed, List<Correction> made, List<Correction> undone, long firstMillis, long lastMillis) {

    static Change of(Track added, Track removed, List<Correction> made, List<Correction> undone) {
        long[] from = Stream.of(
                        times(added, 0),
                        times(removed, 0),
                        made.stream().mapToLong(Correction::fromMillis),
                        undone.stream().mapToLong(Correction::fromMillis))
                .flatMapToLong(times -> times)
                .toArray();
        long[] to = Stream.of(
                        times(added, added.size() - 1),
                        times(removed, removed.size() - 1),
                        made.stream().mapToLong(Correction::toMillis),
                        undone.stream().mapToLong(Correction::toMillis))
                .flatMapToLong(times -> times)
                .toArray();
        return new Change(
                added,
                removed,
                made,
                undone,
                LongStream.of(from).min().orElseThrow(),
                LongStream.of(to).max().orElseThrow());
    }

    /** Segments go that no position stands for. */
    static Change ofSegments(long fromMillis, long toMillis) {
        return new Change(Track.EMPTY, Track.EMPTY, List.of(), List.of(), fromMillis, toMillis);
    }

    private static LongStream times(Track track, int index) {
        return track.isEmpty() ? LongStream.empty() : LongStream.of(track.timeMillis(index));
    }
}
