package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;

/**
 * A stay of one device between two segments, or between a segment and the edge of its data.
 *
 * @param startMillis time of the last position before the stay
 * @param endMillis time of the first position after it
 */
public record Stop(
        String deviceId, long startMillis, long endMillis, Coordinate place, Reason startReason, Reason endReason) {

    /** Unique within the installation, and distinct from the ids of trips and gaps. */
    public String id() {
        return SegmentId.of(deviceId, startMillis);
    }
}
