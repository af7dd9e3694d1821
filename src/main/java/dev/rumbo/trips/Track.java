package dev.rumbo.trips;

import static java.util.Objects.checkIndex;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;

/**
 * A set of positions of one device in their total order, without duplicates.
 *
 * <p>Immutable. The values lie in one array per column, 32 bytes a position, so that a year of driving fits in the heap
 * and a pass over one column stays in the cache. As a {@code List} it makes a {@link Position} on each access; hot loops
 * read the columns.
 */
public final class Track extends AbstractList<Position> implements RandomAccess {

    /** The track of a device that never reported. */
    public static final Track EMPTY = new Track(new long[0], new int[0]);

    private static final int COLUMNS = 6;

    private final long[] timesMillis;
    /** Latitude, longitude, speed, course, altitude and accuracy of the first position, then of the second, and so on. */
    private final int[] values;

    private Track(long[] timesMillis, int[] values) {
        this.timesMillis = timesMillis;
        this.values = values;
    }

    /** Sorts and removes duplicates; the argument may come in any order. */
    public static Track of(Collection<Position> positions) {
        Position[] sorted = positions.toArray(Position[]::new);
        Arrays.sort(sorted);
        int size = 0;
        for (Position position : sorted) {
            if (size == 0 || !position.equals(sorted[size - 1])) {
                sorted[size++] = position;
            }
        }
        long[] times = new long[size];
        int[] values = new int[size * COLUMNS];
        for (int i = 0; i < size; i++) {
            Position position = sorted[i];
            times[i] = position.timeMillis();
            int at = i * COLUMNS;
            values[at] = position.latitudeE7();
            values[at + 1] = position.longitudeE7();
            values[at + 2] = position.speedCentimetersPerSecond();
            values[at + 3] = position.courseDecidegrees();
            values[at + 4] = position.altitudeDecimeters();
            values[at + 5] = position.accuracyDecimeters();
        }
        return new Track(times, values);
    }

    /**
     * A track of columns, which become its own: no position is made where they are in order already.
     *
     * @param values latitude and longitude in 1e-7 degree, speed in cm/s, course in 0.1 degree, altitude and accuracy in 0.1 m, in
     *     this order; each as long as the times, {@link Position#ABSENT} where the phone did not tell
     */
    public static Track ofColumns(long[] timesMillis, int[]... values) {
        if (values.length != COLUMNS) {
            throw new IllegalArgumentException("a position has " + COLUMNS + " columns, not " + values.length);
        }
        int size = timesMillis.length;
        int[] rows = new int[size * COLUMNS];
        for (int column = 0; column < COLUMNS; column++) {
            int[] from = values[column];
            for (int i = 0, at = column; i < size; i++, at += COLUMNS) {
                rows[at] = from[i];
            }
        }
        Track track = new Track(timesMillis, rows);
        for (int i = 1; i < size; i++) {
            if (timesMillis[i] <= timesMillis[i - 1] && track.compare(i, track, i - 1) <= 0) {
                return of(track);
            }
        }
        return track;
    }

    /** The union of all: in pairs, so that each position is copied as often as the logarithm of their number, not once per track. */
    public static Track union(Collection<Track> tracks) {
        List<Track> level = List.copyOf(tracks);
        while (level.size() > 1) {
            List<Track> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(i + 1 < level.size() ? level.get(i).union(level.get(i + 1)) : level.get(i));
            }
            level = above;
        }
        return level.isEmpty() ? EMPTY : level.get(0);
    }

    /** The union of both, in linear time. */
    public Track union(Track other) {
        if (isEmpty()) {
            return other;
        }
        if (other.isEmpty()) {
            return this;
        }
        if (timesMillis[size() - 1] < other.timesMillis[0]) {
            return followedBy(other);
        }
        if (other.timesMillis[other.size() - 1] < timesMillis[0]) {
            return other.followedBy(this);
        }
        long[] times = new long[size() + other.size()];
        int[] merged = new int[times.length * COLUMNS];
        int a = 0;
        int b = 0;
        int size = 0;
        while (a < size() || b < other.size()) {
            int order = a == size() ? 1 : b == other.size() ? -1 : compare(a, other, b);
            Track from = order <= 0 ? this : other;
            int index = order <= 0 ? a : b;
            times[size] = from.timesMillis[index];
            System.arraycopy(from.values, index * COLUMNS, merged, size * COLUMNS, COLUMNS);
            size++;
            if (order <= 0) {
                a++;
            }
            if (order >= 0) {
                b++;
            }
        }
        return new Track(Arrays.copyOf(times, size), Arrays.copyOf(merged, size * COLUMNS));
    }

    private Track followedBy(Track later) {
        long[] times = Arrays.copyOf(timesMillis, size() + later.size());
        System.arraycopy(later.timesMillis, 0, times, size(), later.size());
        int[] rows = Arrays.copyOf(values, times.length * COLUMNS);
        System.arraycopy(later.values, 0, rows, values.length, later.values.length);
        return new Track(times, rows);
    }

    /** The positions that the other does not hold. */
    public Track minus(Track other) {
        if (isEmpty() || other.isEmpty()) {
            return this;
        }
        long[] times = new long[size()];
        int[] kept = new int[times.length * COLUMNS];
        int size = 0;
        int b = 0;
        for (int a = 0; a < size(); a++) {
            while (b < other.size() && compare(a, other, b) > 0) {
                b++;
            }
            if (b == other.size() || compare(a, other, b) != 0) {
                times[size] = timesMillis[a];
                System.arraycopy(values, a * COLUMNS, kept, size * COLUMNS, COLUMNS);
                size++;
            }
        }
        return size == size() ? this : new Track(Arrays.copyOf(times, size), Arrays.copyOf(kept, size * COLUMNS));
    }

    /** The positions that the other holds, too. */
    public Track and(Track other) {
        return minus(minus(other));
    }

    /** The positions with {@code fromMillis <= time < toMillis}. */
    public Track between(long fromMillis, long toMillis) {
        return slice(indexOf(fromMillis), indexOf(toMillis));
    }

    /** The positions from index {@code from} (included) to {@code to} (not included). */
    public Track slice(int from, int to) {
        if (from == 0 && to == size()) {
            return this;
        }
        if (from >= to) {
            return EMPTY;
        }
        return new Track(
                Arrays.copyOfRange(timesMillis, from, to), Arrays.copyOfRange(values, from * COLUMNS, to * COLUMNS));
    }

    /** Its parts, cut wherever two positions that follow each other are more than {@code millis} apart. */
    public List<Track> cutWhereApart(long millis) {
        List<Track> parts = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= size(); i++) {
            if (i == size() || timesMillis[i] - timesMillis[i - 1] > millis) {
                parts.add(slice(start, i));
                start = i;
            }
        }
        return parts;
    }

    /** The index of the first position at {@code millis} or later; {@link #size()} where there is none. */
    public int indexOf(long millis) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timesMillis[middle] < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public int size() {
        return timesMillis.length;
    }

    @Override
    public Position get(int index) {
        checkIndex(index, size());
        return new Position(
                timeMillis(index),
                latitudeE7(index),
                longitudeE7(index),
                speedCentimetersPerSecond(index),
                courseDecidegrees(index),
                altitudeDecimeters(index),
                accuracyDecimeters(index));
    }

    public long timeMillis(int index) {
        return timesMillis[index];
    }

    public int latitudeE7(int index) {
        return values[index * COLUMNS];
    }

    public int longitudeE7(int index) {
        return values[index * COLUMNS + 1];
    }

    /** In cm/s, or {@link Position#ABSENT}. */
    public int speedCentimetersPerSecond(int index) {
        return values[index * COLUMNS + 2];
    }

    /** In 0.1 degree, or {@link Position#ABSENT}. */
    public int courseDecidegrees(int index) {
        return values[index * COLUMNS + 3];
    }

    /** In 0.1 m, or {@link Position#ABSENT}. */
    public int altitudeDecimeters(int index) {
        return values[index * COLUMNS + 4];
    }

    /** In 0.1 m, or {@link Position#ABSENT}. */
    public int accuracyDecimeters(int index) {
        return values[index * COLUMNS + 5];
    }

    private int compare(int index, Track other, int otherIndex) {
        int order = Long.compare(timesMillis[index], other.timesMillis[otherIndex]);
        for (int column = 0; order == 0 && column < COLUMNS; column++) {
            order = Integer.compare(values[index * COLUMNS + column], other.values[otherIndex * COLUMNS + column]);
        }
        return order;
    }
}
