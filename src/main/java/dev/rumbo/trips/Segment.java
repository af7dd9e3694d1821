package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;

/**
 * What is recorded of a device's timeline: its trips, and the silences after which it was found elsewhere. Stops are
 * what lies between two segments, so they are never stored and cannot disagree with them.
 */
public sealed interface Segment permits Trip, Gap {

    String deviceId();

    long startMillis();

    long endMillis();

    Coordinate from();

    Coordinate to();

    /** The rule that set the start, with the positions that decided it. */
    Reason startReason();

    /** The rule that set the end, with the positions that decided it. */
    Reason endReason();

    /** Unique within the installation: the device and the first position's time determine it. */
    default String id() {
        return SegmentId.of(deviceId(), startMillis());
    }
}
