package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;

/**
 * A moment in which a car gained or lost speed so fast that everybody in it felt it.
 *
 * @param timeMillis when it was strongest, in milliseconds since 1970-01-01T00:00Z
 * @param place where it was strongest
 * @param metersPerSecondSquared the mean over two legs, two to four seconds; below 0 where the car braked
 */
public record HarshEvent(long timeMillis, Coordinate place, double metersPerSecondSquared) {}
