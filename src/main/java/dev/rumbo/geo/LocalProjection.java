package dev.rumbo.geo;

/**
 * A plane in metres that touches the ellipsoid at an origin: x to the east, y to the north.
 *
 * <p>Scale is right at the origin's latitude. Within 10 km of it, and 60° of the equator, lengths are off by less than
 * 0.3 %, which is enough for thresholds and for drawing; lengths that count are measured by {@link Geodesy}.
 */
public final class LocalProjection {

    private static final double RADIANS_PER_E7 = Math.PI / 180 / Coordinate.E7;

    private final int longitudeE7;
    private final int latitudeE7;
    private final double metersPerE7East;
    private final double metersPerE7North;

    private LocalProjection(int latitudeE7, int longitudeE7) {
        this.latitudeE7 = latitudeE7;
        this.longitudeE7 = longitudeE7;
        double sine = Math.sin(latitudeE7 * RADIANS_PER_E7);
        double w = 1 - Geodesy.ECCENTRICITY_SQUARED * sine * sine;
        double n = Geodesy.SEMI_MAJOR_AXIS / Math.sqrt(w);
        metersPerE7East = n * Math.sqrt(1 - sine * sine) * RADIANS_PER_E7;
        metersPerE7North = n * (1 - Geodesy.ECCENTRICITY_SQUARED) / w * RADIANS_PER_E7;
    }

    /** The plane that touches at the given place, in 1e-7 degree. */
    public static LocalProjection at(int latitudeE7, int longitudeE7) {
        return new LocalProjection(latitudeE7, longitudeE7);
    }

    /** Metres east of the origin, the short way round the earth. */
    public double x(int longitude) {
        return Geodesy.eastE7(longitudeE7, longitude) * metersPerE7East;
    }

    /** Metres north of the origin. */
    public double y(int latitude) {
        return ((long) latitude - latitudeE7) * metersPerE7North;
    }
}
