package dev.rumbo.trips;

import java.util.List;

/**
 * A stretch of a device's timeline to be replaced.
 *
 * @param fromMillis stored segments that start at this time or later ...
 * @param toMillis ... and before this time are no longer valid
 * @param segments what takes their place, in time order; all start within the stretch
 */
public record Splice(long fromMillis, long toMillis, List<Segment> segments) {

    public Splice {
        segments = List.copyOf(segments);
    }

    /** What it says of segments that start at that time or later. */
    public Splice from(long millis) {
        return new Splice(
                Math.max(fromMillis, millis),
                Math.max(toMillis, millis),
                segments.stream()
                        .filter(segment -> segment.startMillis() >= millis)
                        .toList());
    }
}
