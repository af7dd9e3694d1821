package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Geodesy;

/**
 * The positions of one island that the cleaning kept, in time order, no two at the same instant.
 *
 * <p>A view: {@code index[k]} is the place in the raw track of the k-th kept position.
 */
final class Kept {

    private final Track track;
    private final int[] index;
    private final int size;

    Kept(Track track, int[] index, int size) {
        this.track = track;
        this.index = index;
        this.size = size;
    }

    int size() {
        return size;
    }

    long timeMillis(int k) {
        return track.timeMillis(index[k]);
    }

    int latitudeE7(int k) {
        return track.latitudeE7(index[k]);
    }

    int longitudeE7(int k) {
        return track.longitudeE7(index[k]);
    }

    /** In m/s; not a number where the phone did not tell. */
    double speed(int k) {
        int speed = track.speedCentimetersPerSecond(index[k]);
        return speed == Position.ABSENT ? Double.NaN : speed / 100.0;
    }

    Coordinate coordinate(int k) {
        return new Coordinate(latitudeE7(k), longitudeE7(k));
    }

    double seconds(int from, int to) {
        return (timeMillis(to) - timeMillis(from)) / 1000.0;
    }

    double meters(int from, int to) {
        return Geodesy.meters(latitudeE7(from), longitudeE7(from), latitudeE7(to), longitudeE7(to));
    }
}
