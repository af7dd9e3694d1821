package dev.rumbo.privacy;

import dev.rumbo.geo.Coordinate;

/**
 * A privacy zone of a driver: what lies in it nobody else sees.
 *
 * @param name as the driver calls it
 * @param radiusMeters around {@code center}, {@value #LEAST_RADIUS} to {@value #LARGEST_RADIUS}
 */
public record Zone(String id, String name, Coordinate center, int radiusMeters) {

    public static final int LONGEST_NAME = 100;
    public static final int LEAST_RADIUS = 100;
    public static final int USUAL_RADIUS = 300;
    public static final int LARGEST_RADIUS = 2_000;

    /** @throws IllegalArgumentException where the name is empty or too long, or the radius is out of range */
    public Zone {
        if (name.isBlank() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            throw new IllegalArgumentException("a name must have 1 to " + LONGEST_NAME + " characters");
        }
        if (radiusMeters < LEAST_RADIUS || radiusMeters > LARGEST_RADIUS) {
            throw new IllegalArgumentException(
                    "a radius must be within " + LEAST_RADIUS + " and " + LARGEST_RADIUS + " m");
        }
    }
}
