package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;

/**
 * A silence after which the device was found elsewhere, too slowly for a drive that took all of it: it moved, but nobody
 * knows when or how.
 *
 * @param startMillis time of the last position before the silence
 * @param endMillis time of the first position after it
 * @param unknownMillimeters geodesic distance between the two
 */
public record Gap(
        String deviceId,
        long startMillis,
        long endMillis,
        Coordinate from,
        Coordinate to,
        long unknownMillimeters,
        Reason startReason,
        Reason endReason)
        implements Segment {}
