package dev.rumbo.trips;

import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Correction.Change;
import dev.rumbo.trips.Correction.Delete;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Correction.Merge;
import dev.rumbo.trips.Correction.Split;
import java.util.Optional;

/**
 * A time of which a device is to know nothing.
 *
 * @param fromMillis milliseconds since 1970-01-01T00:00Z, included
 * @param toMillis not included
 */
public record ErasedSpan(long fromMillis, long toMillis) {

    /** Of which a device that was deleted is to know nothing. */
    public static final ErasedSpan ALL = new ErasedSpan(0, Long.MAX_VALUE);

    public ErasedSpan {
        if (fromMillis >= toMillis) {
            throw new IllegalArgumentException("a span from " + fromMillis + " to " + toMillis);
        }
    }

    public boolean contains(long millis) {
        return millis >= fromMillis && millis < toMillis;
    }

    /** Whether one of the positions lies in it. */
    public boolean touches(Track track) {
        return track.indexOf(fromMillis) < track.indexOf(toMillis);
    }

    /** The positions that do not lie in it. */
    public Track without(Track track) {
        return touches(track)
                ? track.slice(0, track.indexOf(fromMillis)).union(track.slice(track.indexOf(toMillis), track.size()))
                : track;
    }

    /**
     * What is left to be said once nothing may tell of an instant in the span: of what reaches into it the part outside. What begins before
     * and ends after it stays. A border goes with the position that ends it.
     */
    public Optional<Change> without(Change change) {
        long from = change.fromMillis();
        long to = change.toMillis();
        if (change instanceof Split) {
            return contains(from) ? Optional.empty() : Optional.of(change);
        }
        if (change instanceof Border border) {
            if (contains(to)) {
                return Optional.empty();
            }
            // It ends right at the end of the span where its position is the first after it.
            return Optional.of(contains(from) ? new Border(Math.min(toMillis, to - 1), to, border.importId()) : change);
        }
        boolean begins = contains(from);
        boolean ends = contains(to) && to > fromMillis;
        if (begins && to <= toMillis) {
            return Optional.empty();
        }
        return Optional.of(begins ? part(change, toMillis, to) : ends ? part(change, from, fromMillis) : change);
    }

    private static Change part(Change change, long from, long to) {
        if (change instanceof Merge) {
            return new Merge(from, to);
        }
        if (change instanceof Delete) {
            return new Delete(from, to);
        }
        if (change instanceof Describe describe) {
            return new Describe(from, to, describe.name(), describe.purpose());
        }
        throw new IllegalArgumentException("has no parts: " + change);
    }
}
