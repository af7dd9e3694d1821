package dev.rumbo.trips;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shares out a trip's legs over quarter hours of UTC and rounds so that the slices sum to the trip.
 *
 * <p>Distances are rounded where they are cumulated, at the borders between slices. The three kinds of seconds have to
 * add up in every slice as well, so each slice's whole seconds go to the kinds that are owed most.
 */
final class Slicer {

    static final long QUARTER_MILLIS = 900_000L;

    private static final int DRIVING = 0;
    private static final int IDLE = 1;
    private static final int UNKNOWN = 2;

    private final long startMillis;
    private final long endMillis;
    private final long firstQuarter;
    private final double[] meters;
    private final double[] unknownMeters;
    private final long[][] millis;
    private final double[] maxSpeed;
    private int recent;

    Slicer(long startMillis, long endMillis) {
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        firstQuarter = Math.floorDiv(startMillis, QUARTER_MILLIS);
        int count = (int) (Math.floorDiv(Math.max(startMillis, endMillis - 1), QUARTER_MILLIS) - firstQuarter) + 1;
        meters = new double[count];
        unknownMeters = new double[count];
        millis = new long[3][count];
        maxSpeed = new double[count];
    }

    void driving(long from, long to, double length) {
        spread(DRIVING, meters, from, to, length);
    }

    void idle(long from, long to, double length) {
        spread(IDLE, meters, from, to, length);
    }

    void unknown(long from, long to, double length) {
        spread(UNKNOWN, unknownMeters, from, to, length);
    }

    /** A quarter hour of a trip inside this one. */
    void add(Trip.Slice other) {
        int slice = sliceOf(other.quarterStartMillis());
        meters[slice] += other.distanceMillimeters() / 1000.0;
        unknownMeters[slice] += other.unknownMillimeters() / 1000.0;
        millis[DRIVING][slice] += other.drivingSeconds() * 1000L;
        millis[IDLE][slice] += other.idleSeconds() * 1000L;
        millis[UNKNOWN][slice] += other.unknownSeconds() * 1000L;
        maxSpeed[slice] = Math.max(maxSpeed[slice], other.maxSpeedCentimetersPerSecond());
    }

    void speed(long atMillis, double centimetersPerSecond) {
        int slice = Math.min(maxSpeed.length - 1, sliceOf(atMillis));
        maxSpeed[slice] = Math.max(maxSpeed[slice], centimetersPerSecond);
    }

    private int sliceOf(long millis) {
        long since = millis - (firstQuarter + recent) * QUARTER_MILLIS;
        if (since < 0 || since >= QUARTER_MILLIS) {
            recent = (int) (Math.floorDiv(millis, QUARTER_MILLIS) - firstQuarter);
        }
        return recent;
    }

    private void spread(int kind, double[] lengths, long from, long to, double length) {
        if (to <= from) {
            return;
        }
        int first = sliceOf(from);
        int last = sliceOf(to - 1);
        long begin = from;
        for (int slice = first; slice <= last; slice++) {
            long end = Math.min(to, (firstQuarter + slice + 1) * QUARTER_MILLIS);
            millis[kind][slice] += end - begin;
            lengths[slice] += length * (end - begin) / (to - from);
            begin = end;
        }
    }

    List<Trip.Slice> slices() {
        List<Trip.Slice> slices = new ArrayList<>(meters.length);
        double[] cumulated = new double[2];
        long[] owed = new long[3];
        int[] seconds = new int[3];
        for (int i = 0; i < meters.length; i++) {
            long begin = Math.max(startMillis, (firstQuarter + i) * QUARTER_MILLIS);
            long end = Math.min(endMillis, (firstQuarter + i + 1) * QUARTER_MILLIS);
            share(i, roundedSeconds(end) - roundedSeconds(begin), owed, seconds);
            slices.add(new Trip.Slice(
                    (firstQuarter + i) * QUARTER_MILLIS,
                    advance(cumulated, 0, meters[i]),
                    advance(cumulated, 1, unknownMeters[i]),
                    seconds[DRIVING],
                    seconds[IDLE],
                    seconds[UNKNOWN],
                    (int) Math.round(maxSpeed[i])));
        }
        return slices;
    }

    /** Whole seconds since the start, rounded half up. */
    private long roundedSeconds(long atMillis) {
        return (atMillis - startMillis + 500) / 1000;
    }

    private static long advance(double[] cumulated, int which, double more) {
        long before = Math.round(cumulated[which] * 1000);
        cumulated[which] += more;
        return Math.round(cumulated[which] * 1000) - before;
    }

    private void share(int slice, long total, long[] owed, int[] seconds) {
        Arrays.fill(seconds, 0);
        long left = total;
        for (int kind = 0; kind < 3; kind++) {
            owed[kind] += millis[kind][slice];
            seconds[kind] = (int) Math.min(left, Math.max(0, owed[kind] / 1000));
            owed[kind] -= seconds[kind] * 1000L;
            left -= seconds[kind];
        }
        for (; left > 0; left--) {
            int most = owed[DRIVING] >= owed[IDLE] ? DRIVING : IDLE;
            most = owed[most] >= owed[UNKNOWN] ? most : UNKNOWN;
            seconds[most]++;
            owed[most] -= 1000;
        }
    }
}
