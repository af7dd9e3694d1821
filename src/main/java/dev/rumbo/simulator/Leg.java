package dev.rumbo.simulator;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;

/**
 * A recorded drive, or a drive derived from one: turned, moved, stretched in time or driven backwards.
 *
 * <p>Positions are derived when they are asked for, so that a hundred thousand devices share the few recordings. Lengths and
 * angles survive to the precision of a local plane, and speeds fit the stretched times.
 *
 * @param stretch how much longer than recorded the leg takes, 0.2 to 5
 * @param backwards from the end of the recording to its start
 * @param turnDegrees about the first recorded position, clockwise
 * @param northMeters moved to the north
 * @param eastMeters moved to the east
 */
public record Leg(
        Drive drive, double stretch, boolean backwards, double turnDegrees, double northMeters, double eastMeters) {

    /** Metres in a degree of latitude; its variation over the earth, 0.5 %, does not matter to a simulation. */
    private static final double METERS_PER_DEGREE = 111_195;

    public Leg {
        if (!(stretch >= 0.2 && stretch <= 5)) {
            throw new IllegalArgumentException("stretch must be within 0.2 and 5, was " + stretch);
        }
    }

    /** As it was recorded. */
    public static Leg recorded(Drive drive) {
        return new Leg(drive, 1, false, 0, 0, 0);
    }

    /** The same road in the other direction. */
    public Leg back() {
        return new Leg(drive, stretch, !backwards, turnDegrees, northMeters, eastMeters);
    }

    public int size() {
        return drive.track().size();
    }

    public long durationMillis() {
        return Math.round(drive.durationMillis() * stretch);
    }

    /** When, after its start, the leg passes the position of this index. */
    public long offsetMillis(int index) {
        Track track = drive.track();
        long recorded =
                backwards ? drive.durationMillis() - track.timeMillis(size() - 1 - index) : track.timeMillis(index);
        return Math.round(recorded * stretch);
    }

    /** The index of the first position at {@code offsetMillis} or later; {@link #size()} where there is none. */
    public int indexOf(long offsetMillis) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offsetMillis(middle) < offsetMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The position of this index on a leg that starts at {@code startMillis}. */
    public Position at(int index, long startMillis) {
        Position recorded = drive.track().get(backwards ? size() - 1 - index : index);
        Coordinate place = moved(recorded.coordinate());
        int speed = recorded.speedCentimetersPerSecond();
        int course = recorded.courseDecidegrees();
        double turned = turnDegrees + (backwards ? 180 : 0);
        return new Position(
                startMillis + offsetMillis(index),
                place.latitudeE7(),
                place.longitudeE7(),
                speed == Position.ABSENT ? speed : (int) Math.round(speed / stretch),
                course == Position.ABSENT ? course : Math.floorMod(course + Math.round(turned * 10), 3600),
                recorded.altitudeDecimeters(),
                recorded.accuracyDecimeters());
    }

    private Coordinate moved(Coordinate place) {
        if (turnDegrees == 0 && northMeters == 0 && eastMeters == 0) {
            return place;
        }
        Coordinate pivot = drive.track().get(0).coordinate();
        double north = (place.latitude() - pivot.latitude()) * METERS_PER_DEGREE;
        double east = (place.longitude() - pivot.longitude()) * metersPerDegreeEast(pivot.latitude());
        double angle = Math.toRadians(turnDegrees);
        double turnedNorth = north * Math.cos(angle) - east * Math.sin(angle);
        double turnedEast = north * Math.sin(angle) + east * Math.cos(angle);
        double originLatitude = pivot.latitude() + northMeters / METERS_PER_DEGREE;
        double longitude = pivot.longitude() + (turnedEast + eastMeters) / metersPerDegreeEast(originLatitude);
        return Coordinate.ofDegrees(
                originLatitude + turnedNorth / METERS_PER_DEGREE, Math.IEEEremainder(longitude, 360));
    }

    private static double metersPerDegreeEast(double latitude) {
        return METERS_PER_DEGREE * Math.cos(Math.toRadians(latitude));
    }
}
