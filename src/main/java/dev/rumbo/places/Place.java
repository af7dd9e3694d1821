package dev.rumbo.places;

import dev.rumbo.geo.Coordinate;
import java.util.Optional;

/**
 * A place of one user, with what it was before the last change, so that the change can be undone.
 *
 * @param mark empty once it was removed
 * @param before the last change; empty where the change made the place
 */
public record Place(String id, Optional<Mark> mark, Optional<Mark> before) {

    /**
     * A name and where it holds.
     *
     * @param radiusMeters of the circle around {@code center}, {@value #LEAST_RADIUS} to {@value #LARGEST_RADIUS}
     */
    public record Mark(String name, Coordinate center, int radiusMeters) {

        public static final int LONGEST_NAME = 100;
        public static final int LEAST_RADIUS = 20;
        public static final int USUAL_RADIUS = 100;
        public static final int LARGEST_RADIUS = 5_000;

        /** @throws IllegalArgumentException where the name is empty, too long or has control characters, or the radius is out of range */
        public Mark {
            if (name.isBlank()
                    || name.codePointCount(0, name.length()) > LONGEST_NAME
                    || name.codePoints().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("a name must have 1 to " + LONGEST_NAME + " characters");
            }
            if (radiusMeters < LEAST_RADIUS || radiusMeters > LARGEST_RADIUS) {
                throw new IllegalArgumentException(
                        "a radius must be within " + LEAST_RADIUS + " and " + LARGEST_RADIUS + " m");
            }
        }
    }

    /** The same place after a change. */
    public Place with(Optional<Mark> next) {
        return new Place(id, next, mark);
    }

    /** The same place before its last change; undoing that brings the change back. */
    public Place undone() {
        return with(before);
    }
}
