package dev.rumbo.geo;

import net.sf.geographiclib.Geodesic;
import net.sf.geographiclib.GeodesicMask;

/**
 * Distance on the WGS 84 ellipsoid, in metres.
 *
 * <p>GeographicLib's geodesic is the truth and costs about a microsecond. The legs between two positions of a drive are
 * short, so {@link #meters(int, int, int, int)} measures them in the ellipsoid's own metric at their middle latitude, from a
 * table: up
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

    /** Rows of the tables are a tenth of a degree apart: between them a straight line is right to 4e-7 of the value. */
    private static final int STEP_E7 = 1_000_000;

    private static final double ROWS_PER_E7 = 1.0 / STEP_E7;

    /** No 1e-7 degree is longer than those of the meridian at the poles, by a wide enough margin for rounding. */
    private static final double SQUARED_METERS_PER_E7 = 0.01118 * 0.01118;

    /** Squares that differ by less than this share could come from equal distances. */
    private static final double ROUNDING = 1e-12;

    /** Metres per 1e-7 degree along the meridian, and across it, from the southern limit of latitude to the northern. */
    private static final double[] NORTH = new double[2 * LOCAL_LIMIT_LATITUDE_E7 / STEP_E7 + 2];

    private static final double[] EAST = new double[NORTH.length];

    static {
        for (int row = 0; row < NORTH.length; row++) {
            double sine = Math.sin(((long) row * STEP_E7 - LOCAL_LIMIT_LATITUDE_E7) * RADIANS_PER_E7);
            double w = 1 - ECCENTRICITY_SQUARED * sine * sine;
            double n = SEMI_MAJOR_AXIS / Math.sqrt(w);
            NORTH[row] = n * (1 - ECCENTRICITY_SQUARED) / w * RADIANS_PER_E7;
            EAST[row] = n * Math.sqrt(1 - sine * sine) * RADIANS_PER_E7;
        }
    }

    private Geodesy() {}

    /** Length of the shortest line between both. */
    public static double meters(Coordinate a, Coordinate b) {
        return meters(a.latitudeE7(), a.longitudeE7(), b.latitudeE7(), b.longitudeE7());
    }

    /** Length of the shortest line between two places given in 1e-7 degree, without making an object. */
    public static double meters(int latitudeA, int longitudeA, int latitudeB, int longitudeB) {
        int latitude = (int) (((long) latitudeA + latitudeB) / 2);
        if (Math.abs(latitude) <= LOCAL_LIMIT_LATITUDE_E7) {
            int shifted = latitude + LOCAL_LIMIT_LATITUDE_E7;
            int row = shifted / STEP_E7;
            double within = (shifted - row * STEP_E7) / (double) STEP_E7;
            double north = ((long) latitudeB - latitudeA) * (NORTH[row] + (NORTH[row + 1] - NORTH[row]) * within);
            double east = eastE7(longitudeA, longitudeB) * (EAST[row] + (EAST[row + 1] - EAST[row]) * within);
            double squared = north * north + east * east;
            if (squared <= LOCAL_LIMIT_METERS * LOCAL_LIMIT_METERS) {
                return Math.sqrt(squared);
            }
        }
        return geodesic(latitudeA, longitudeA, latitudeB, longitudeB);
    }

    /**
     * Compares the length of the shortest line between both with a limit: as {@code Double.compare(meters(...), limit)}, mostly
     * without a square root.
     *
     * @param limit metres, 0 or more
     * @return negative where the line is shorter than the limit, positive where it is longer, else 0
     */
    public static int compareMeters(int latitudeA, int longitudeA, int latitudeB, int longitudeB, double limit) {
        double squaredLimit = limit * limit;
        double latitudes = (double) latitudeB - latitudeA;
        double longitudes = eastE7(longitudeA, longitudeB);
        double atMost = (latitudes * latitudes + longitudes * longitudes) * SQUARED_METERS_PER_E7;
        if (atMost < squaredLimit && atMost < LOCAL_LIMIT_METERS * LOCAL_LIMIT_METERS) {
            return -1;
        }
        int latitude = (int) (((long) latitudeA + latitudeB) / 2);
        if (Math.abs(latitude) <= LOCAL_LIMIT_LATITUDE_E7) {
            int shifted = latitude + LOCAL_LIMIT_LATITUDE_E7;
            int row = shifted / STEP_E7;
            double within = (shifted - row * STEP_E7) * ROWS_PER_E7;
            double north = latitudes * (NORTH[row] + (NORTH[row + 1] - NORTH[row]) * within);
            double east = longitudes * (EAST[row] + (EAST[row + 1] - EAST[row]) * within);
            double squared = north * north + east * east;
            double doubt = squaredLimit * ROUNDING;
            if (squared < LOCAL_LIMIT_METERS * LOCAL_LIMIT_METERS * (1 - ROUNDING)
                    && Math.abs(squared - squaredLimit) > doubt) {
                return squared < squaredLimit ? -1 : 1;
            }
        }
        return Double.compare(meters(latitudeA, longitudeA, latitudeB, longitudeB), limit);
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
