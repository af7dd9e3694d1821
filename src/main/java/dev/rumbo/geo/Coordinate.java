package dev.rumbo.geo;

/**
 * A place on the WGS 84 ellipsoid (EPSG:4326), held exactly as it is stored.
 *
 * <p>One unit is 1e-7 degree, at most 11.2 mm on the ground, which is finer than any phone measures.
 *
 * @param latitudeE7 latitude in 1e-7 degree, from -900,000,000 (south pole) to 900,000,000
 * @param longitudeE7 longitude in 1e-7 degree, from -1,800,000,000 to 1,800,000,000
 */
public record Coordinate(int latitudeE7, int longitudeE7) {

    /** Units of 1e-7 degree in one degree. */
    public static final double E7 = 1e7;

    private static final int MAX_LATITUDE_E7 = 900_000_000;
    private static final int MAX_LONGITUDE_E7 = 1_800_000_000;

    public Coordinate {
        if (latitudeE7 < -MAX_LATITUDE_E7 || latitudeE7 > MAX_LATITUDE_E7) {
            throw new IllegalArgumentException("latitude must be within ±90 degrees, was " + latitudeE7 / E7);
        }
        if (longitudeE7 < -MAX_LONGITUDE_E7 || longitudeE7 > MAX_LONGITUDE_E7) {
            throw new IllegalArgumentException("longitude must be within ±180 degrees, was " + longitudeE7 / E7);
        }
    }

    /**
     * Rounds to 1e-7 degree, half up.
     *
     * @param latitude degrees, -90 to 90
     * @param longitude degrees, -180 to 180
     * @throws IllegalArgumentException where one is out of range or not a number
     */
    public static Coordinate ofDegrees(double latitude, double longitude) {
        if (!(Math.abs(latitude) <= 90)) {
            throw new IllegalArgumentException("latitude must be within ±90 degrees, was " + latitude);
        }
        if (!(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("longitude must be within ±180 degrees, was " + longitude);
        }
        return new Coordinate((int) Math.round(latitude * E7), (int) Math.round(longitude * E7));
    }

    /** Latitude in degrees. */
    public double latitude() {
        return latitudeE7 / E7;
    }

    /** Longitude in degrees. */
    public double longitude() {
        return longitudeE7 / E7;
    }
}
