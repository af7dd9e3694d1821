package dev.rumbo.geo;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;

/**
 * Distance on the WGS 84 ellipsoid, in metres.
 *
 * <p>GeographicLib's geodesic is the truth and costs about a microsecond. The legs between two positions of a drive are
 * short, so {@link #meters(int, int, int, int)} measures them in the ellipsoid's own metric at their middle latitude: up
 * to {@value #LOCAL_LIMIT_METERS} m and {@value #LOCAL_LIMIT_LATITUDE}° from the equator it is within 5 parts in a
 * million of the geodesic (tested), far below what a phone measures. Longer legs and those near a pole are left to
 * GeographicLib.
 */
public final class Geodesy {

    static final double LOCAL_LIMIT_METERS = 10_000;
    static final int LOCAL_LIMIT_LATITUDE = 75;

    /** Semi-major axis of WGS 84 in metres. */
    static final double SEMI_MAJOR_AXIS = 6_378_137;

    private static final double FLATTENING = 1 / 298.257223563;
    /** First eccentricity, squared. */
    static final double ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

    private static final double RADIANS_PER_E7 = Math.PI / 180 / Coordinate.E7;
    private static final int LOCAL_LIMIT_LATITUDE_E7 = (int) (LOCAL_LIMIT_LATITUDE * Coordinate.E7);
    private static final long HALF_TURN_E7 = 1_800_000_000L;

    private Geodesy() {}

    /** Length of the shortest line between both. */
    public static double meters(Coordinate a, Coordinate b) {
        return meters(a.latitudeE7(), a.longitudeE7(), b.latitudeE7(), b.longitudeE7());
    }

    /** Length of the shortest line between two places given in 1e-7 degree, without making an object. */
    public static double meters(int latitudeA, int longitudeA, int latitudeB, int longitudeB) {
        int latitude = (int) (((long) latitudeA + latitudeB) / 2);
        if (Math.abs(latitude) <= LOCAL_LIMIT_LATITUDE_E7) {
            double sine = Math.sin(latitude * RADIANS_PER_E7);
            double sineSquared = sine * sine;
            double w = 1 - ECCENTRICITY_SQUARED * sineSquared;
            // N: radius across the meridian; M: radius along it.
            double n = SEMI_MAJOR_AXIS / Math.sqrt(w);
            double m = n * (1 - ECCENTRICITY_SQUARED) / w;
            double north = ((long) latitudeB - latitudeA) * RADIANS_PER_E7 * m;
            double eastRadians = eastE7(longitudeA, longitudeB) * RADIANS_PER_E7;
            double squared = north * north + eastRadians * eastRadians * n * n * (1 - sineSquared);
            if (squared <= LOCAL_LIMIT_METERS * LOCAL_LIMIT_METERS) {
                return Math.sqrt(squared);
            }
        }
        return geodesic(latitudeA, longitudeA, latitudeB, longitudeB);
    }

    /** Difference of longitude in 1e-7 degree the short way round, eastward positive, in [-180°, 180°). */
    public static long eastE7(int longitudeA, int longitudeB) {
        long east = (long) longitudeB - longitudeA;
        if (east >= HALF_TURN_E7) {
            return east - 2 * HALF_TURN_E7;
        }
        return east < -HALF_TURN_E7 ? east + 2 * HALF_TURN_E7 : east;
    }

    static double geodesic(int latitudeA, int longitudeA, int latitudeB, int longitudeB) {
        return Geodesic.WGS84.Inverse(
                        latitudeA / Coordinate.E7,
                        longitudeA / Coordinate.E7,
                        latitudeB / Coordinate.E7,
                        longitudeB / Coordinate.E7,
                        GeodesicMask.DISTANCE)
                .s12;
    }
}
