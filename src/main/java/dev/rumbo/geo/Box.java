package dev.rumbo.geo;

/**
 * A rectangle of latitudes and longitudes, borders included. Where {@code westE7 > eastE7} it spans the 180th meridian.
 *
 * @param southE7 lowest latitude in 1e-7 degree
 * @param westE7 where it begins, going east, in 1e-7 degree
 * @param northE7 highest latitude in 1e-7 degree
 * @param eastE7 where it ends, going east, in 1e-7 degree
 */
public record Box(int southE7, int westE7, int northE7, int eastE7) {

    private static final long TURN_E7 = 3_600_000_000L;

    public Box {
        if (southE7 > northE7) {
            throw new IllegalArgumentException("south must not exceed north, was " + southE7 + " > " + northE7);
        }
    }

    /** Extent from west to east in 1e-7 degree, 0 to 360°. */
    long widthE7() {
        long width = (long) eastE7 - westE7;
        return width < 0 ? width + TURN_E7 : width;
    }
}
