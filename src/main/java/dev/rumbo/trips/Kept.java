package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Geodesy;

/**
 * The positions of one island that the cleaning kept, in time order, no two at the same instant.
 *
 * <p>Copied out of the track, column by column, because every later step passes over them.
 */
final class Kept {

    private final int size;
    private final long[] timesMillis;
    private final int[] latitudes;
    private final int[] longitudes;
    private final int[] speeds;

    /** @param index where in the track the first {@code size} kept positions are */
    Kept(Track track, int[] index, int size) {
        this.size = size;
        timesMillis = new long[size];
        latitudes = new int[size];
        longitudes = new int[size];
        speeds = new int[size];
        for (int k = 0; k < size; k++) {
            int i = index[k];
            timesMillis[k] = track.timeMillis(i);
            latitudes[k] = track.latitudeE7(i);
            longitudes[k] = track.longitudeE7(i);
            speeds[k] = track.speedCentimetersPerSecond(i);
        }
    }

    int size() {
        return size;
    }

    long timeMillis(int k) {
        return timesMillis[k];
    }

    /** The first one at {@code millis} or later; {@link #size} where there is none. */
    int indexOf(long millis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timeMillis(middle) < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    int latitudeE7(int k) {
        return latitudes[k];
    }

    int longitudeE7(int k) {
        return longitudes[k];
    }

    /** In m/s; not a number where the phone did not tell. */
    double speed(int k) {
        int speed = speeds[k];
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

    /** Whether both are at most so many metres apart. */
    boolean within(int from, int to, double meters) {
        return compareMeters(from, to, meters) <= 0;
    }

    /** Whether both are less than so many metres apart. */
    boolean closer(int from, int to, double meters) {
        return compareMeters(from, to, meters) < 0;
    }

    private int compareMeters(int from, int to, double meters) {
        return Geodesy.compareMeters(latitudes[from], longitudes[from], latitudes[to], longitudes[to], meters);
    }
}
