package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;
import java.time.Instant;
import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * One observation of a device: when, where and, if the phone told, how fast, in which direction, how high and how
 * exact.
 *
 * <p>The components are integers in the precision in which positions are stored, so that equality is equality of what is
 * stored, and the natural order, over all of them, does not depend on the order of arrival. {@link #ABSENT} stands for
 * what the phone did not tell.
 *
 * @param timeMillis milliseconds since 1970-01-01T00:00Z
 * @param latitudeE7 WGS 84 latitude in 1e-7 degree
 * @param longitudeE7 WGS 84 longitude in 1e-7 degree
 * @param speedCentimetersPerSecond speed over ground in cm/s, 0 or more, or {@link #ABSENT}
 * @param courseDecidegrees direction of motion in 0.1 degree clockwise from true north, 0 to 3599, or {@link #ABSENT}
 * @param altitudeDecimeters altitude in 0.1 m above whatever the phone measures from, or {@link #ABSENT}
 * @param accuracyDecimeters 68 % horizontal radius in 0.1 m, 1 or more, or {@link #ABSENT}
 */
public record Position(
        long timeMillis,
        int latitudeE7,
        int longitudeE7,
        int speedCentimetersPerSecond,
        int courseDecidegrees,
        int altitudeDecimeters,
        int accuracyDecimeters)
        implements Comparable<Position> {

    /** Stands for a value that the phone did not tell; below every value it can tell. */
    public static final int ABSENT = Integer.MIN_VALUE;

    private static final Comparator<Position> TOTAL_ORDER = Comparator.comparingLong(Position::timeMillis)
            .thenComparingInt(Position::latitudeE7)
            .thenComparingInt(Position::longitudeE7)
            .thenComparingInt(Position::speedCentimetersPerSecond)
            .thenComparingInt(Position::courseDecidegrees)
            .thenComparingInt(Position::altitudeDecimeters)
            .thenComparingInt(Position::accuracyDecimeters);

    /** A position of which only time and place are known. */
    public static Position of(Instant time, Coordinate coordinate) {
        return new Position(
                time.toEpochMilli(), coordinate.latitudeE7(), coordinate.longitudeE7(), ABSENT, ABSENT, ABSENT, ABSENT);
    }

    public Instant time() {
        return Instant.ofEpochMilli(timeMillis);
    }

    public Coordinate coordinate() {
        return new Coordinate(latitudeE7, longitudeE7);
    }

    /** Speed over ground in metres per second. */
    public OptionalDouble speedMetersPerSecond() {
        return scaled(speedCentimetersPerSecond, 100);
    }

    /** Direction of motion in degrees clockwise from true north, in [0, 360). */
    public OptionalDouble courseDegrees() {
        return scaled(courseDecidegrees, 10);
    }

    /** Altitude in metres, as the phone gave it. */
    public OptionalDouble altitudeMeters() {
        return scaled(altitudeDecimeters, 10);
    }

    /** Radius in metres within which the true place lies with 68 % probability. */
    public OptionalDouble accuracyMeters() {
        return scaled(accuracyDecimeters, 10);
    }

    /** By time, then by every other stored value. */
    @Override
    public int compareTo(Position other) {
        return TOTAL_ORDER.compare(this, other);
    }

    private static OptionalDouble scaled(int value, double units) {
        return value == ABSENT ? OptionalDouble.empty() : OptionalDouble.of(value / units);
    }
}
