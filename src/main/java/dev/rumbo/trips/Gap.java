package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;

/**
 * A change of place that is no trip. Mostly a silence after which the device was found elsewhere, too slowly for a drive that
 * took all of it: it moved, but nobody knows when or how. Or two lonely positions, or a way on foot from one stop to
 * another.
 *
 * @param startMillis time of the last position in the one place
 * @param endMillis time of the first position in the other
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
