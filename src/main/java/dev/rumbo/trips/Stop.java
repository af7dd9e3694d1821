package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;

/**
 * A time without movement between two segments, or between a segment and the first or last that was heard of a device.
 *
 * @param place where the device came to rest
 * @param startReason why the stop starts: the reason for which the segment before it ends
 * @param endReason why the stop ends: the reason for which the segment after it starts
 */
public record Stop(
        String deviceId, long startMillis, long endMillis, Coordinate place, Reason startReason, Reason endReason) {

    /** Made like a segment's; no segment starts when a stop starts. */
    public String id() {
        return SegmentId.of(deviceId, startMillis);
    }
}
