package dev.rumbo.trips;

import dev.rumbo.geo.Geodesy;

/**
 * A run's path without the noise of its positions.
 *
 * <p>How noisy they are is measured from themselves: a car's acceleration hardly changes within three short legs, so what
 * third differences find is noise. The noise of good receivers changes slowly and vanishes in them, and their paths are
 * left as they are; positions that scatter independently are averaged over a few seconds.
 */
final class Smoothing {

    /** Legs longer than this hold turns and are no evidence of noise. */
    private static final long EVEN_MILLIS = 5_500;
    /** So many differences at least, for their median to mean something. */
    private static final int ENOUGH = 20;
    /** White noise of standard deviation 1 has third differences of deviation {@code sqrt(1 + 9 + 9 + 1)}. */
    private static final double THIRD_DIFFERENCE = Math.sqrt(20);
    /** The median of a normal distribution's absolute value. */
    private static final double MEDIAN_DEVIATION = 0.6745;

    /** Third differences are counted in steps of this many metres, up to a hundred. */
    private static final double BUCKET_METERS = 0.1;

    private static final int BUCKETS = 1000;

    private static final double METERS_PER_E7_NORTH = 0.01113;

    private static final long HALF_TURN_E7 = 1_800_000_000L;

    private final Kept kept;
    private final int first;
    private final int last;
    private final boolean[] broken;
    private int[] latitudes = {};
    private int[] longitudes = {};
    private double residualMeters;

    private Smoothing(Kept kept, int first, int last, boolean[] broken) {
        this.kept = kept;
        this.first = first;
        this.last = last;
        this.broken = broken;
    }

    /**
     * @param negligibleMeters noise below this is left as it is and counted as none
     * @param broken the legs, from the first, across which nothing is averaged
     */
    static Smoothing of(TripRules rules, Kept kept, int first, int last, double negligibleMeters, boolean[] broken) {
        Smoothing smoothing = new Smoothing(kept, first, last, broken);
        double noiseMeters = smoothing.estimateNoise(Math.min(rules.noiseMeters(), negligibleMeters));
        if (noiseMeters >= rules.noiseMeters()) {
            smoothing.smooth((long) (rules.smoothingSeconds() * 1000), noiseMeters);
        } else {
            smoothing.residualMeters = noiseMeters;
        }
        return smoothing;
    }

    /** Standard deviation that noise has left in one coordinate of a smoothed position. */
    double residualMeters() {
        return residualMeters;
    }

    double meters(int from, int to) {
        if (latitudes.length == 0) {
            return kept.meters(from, to);
        }
        int a = from - first;
        int b = to - first;
        return Geodesy.meters(latitudes[a], longitudes[a], latitudes[b], longitudes[b]);
    }

    boolean closer(int from, int to, double meters) {
        if (latitudes.length == 0) {
            return kept.closer(from, to, meters);
        }
        int a = from - first;
        int b = to - first;
        return Geodesy.compareMeters(latitudes[a], longitudes[a], latitudes[b], longitudes[b], meters) < 0;
    }

    /** 0 where it is below what matters, which is nearly always and is found out by counting alone. */
    private double estimateNoise(double negligibleMeters) {
        int negligible = 0;
        while (negligible < BUCKETS - 1 && noise(negligible) < negligibleMeters) {
            negligible++;
        }
        double north = METERS_PER_E7_NORTH;
        double east = north * Math.cos(Math.toRadians(kept.latitudeE7(first) / 1e7));
        if (negligible == 0 || !mostly(most(negligible - 1, north), most(negligible - 1, east))) {
            return median(north, east);
        }
        return 0;
    }

    private static double noise(int bucket) {
        return (bucket + 0.5) * BUCKET_METERS / MEDIAN_DEVIATION / THIRD_DIFFERENCE;
    }

    /** The largest difference that counts into a bucket or one below it. */
    private static long most(int bucket, double metersPerE7) {
        long most = (long) ((bucket + 1) * BUCKET_METERS / metersPerE7);
        while (bucket(most * metersPerE7) > bucket) {
            most--;
        }
        while (bucket((most + 1) * metersPerE7) <= bucket) {
            most++;
        }
        return most;
    }

    /** Whether more than half of the differences are no larger than these, or there are too few to tell. */
    private boolean mostly(long mostLatitude, long mostLongitude) {
        int count = 0;
        int small = 0;
        for (int k = first + 3; k <= last; k++) {
            if (even(k)) {
                count += 2;
                small += Math.abs(latitudeDifference(k)) <= mostLatitude ? 1 : 0;
                small += Math.abs(longitudeDifference(k)) <= mostLongitude ? 1 : 0;
            }
        }
        return count < ENOUGH || small > count / 2;
    }

    private double median(double north, double east) {
        int[] histogram = new int[BUCKETS];
        int count = 0;
        for (int k = first + 3; k <= last; k++) {
            if (even(k)) {
                histogram[bucket(latitudeDifference(k) * north)]++;
                histogram[bucket(longitudeDifference(k) * east)]++;
                count += 2;
            }
        }
        if (count < ENOUGH) {
            return 0;
        }
        int median = 0;
        for (int below = histogram[0]; below <= count / 2; below += histogram[median]) {
            median++;
        }
        return noise(median);
    }

    /** Whether the three legs that lead to a position are short and alike in time. */
    private boolean even(int k) {
        long a = kept.timeMillis(k) - kept.timeMillis(k - 1);
        if (a > EVEN_MILLIS) {
            return false;
        }
        long b = kept.timeMillis(k - 1) - kept.timeMillis(k - 2);
        long c = kept.timeMillis(k - 2) - kept.timeMillis(k - 3);
        return Math.abs(a - b) * 4 <= a && Math.abs(a - c) * 4 <= a;
    }

    private long latitudeDifference(int k) {
        return (long) kept.latitudeE7(k)
                - 3L * kept.latitudeE7(k - 1)
                + 3L * kept.latitudeE7(k - 2)
                - kept.latitudeE7(k - 3);
    }

    private long longitudeDifference(int k) {
        return Geodesy.eastE7(kept.longitudeE7(k - 3), kept.longitudeE7(k))
                - 3L * Geodesy.eastE7(kept.longitudeE7(k - 2), kept.longitudeE7(k - 1));
    }

    private static int bucket(double meters) {
        return (int) Math.min(BUCKETS - 1, Math.abs(meters) / BUCKET_METERS);
    }

    private void smooth(long half, double noiseMeters) {
        latitudes = new int[last - first + 1];
        longitudes = new int[last - first + 1];
        int from = first;
        int origin = kept.longitudeE7(first);
        long sumLatitude = 0;
        long sumLongitude = 0;
        double inverse = 0;
        int end = first;
        int start = first;
        int stop = first - 1;
        for (int k = first; k <= last; k++) {
            if (k > stop) {
                start = k;
                stop = unbroken(k);
            }
            long time = kept.timeMillis(k);
            // As far to either side as the nearer end allows, so that the ends stay where they are.
            long reach = Math.min(half, Math.min(time - kept.timeMillis(start), kept.timeMillis(stop) - time));
            while (end <= last && kept.timeMillis(end) <= time + reach) {
                sumLatitude += kept.latitudeE7(end);
                sumLongitude += Geodesy.eastE7(origin, kept.longitudeE7(end));
                end++;
            }
            while (kept.timeMillis(from) < time - reach) {
                sumLatitude -= kept.latitudeE7(from);
                sumLongitude -= Geodesy.eastE7(origin, kept.longitudeE7(from));
                from++;
            }
            while (end - 1 > k && kept.timeMillis(end - 1) > time + reach) {
                end--;
                sumLatitude -= kept.latitudeE7(end);
                sumLongitude -= Geodesy.eastE7(origin, kept.longitudeE7(end));
            }
            int averaged = end - from;
            latitudes[k - first] = (int) Math.round((double) sumLatitude / averaged);
            longitudes[k - first] = wrap(origin + Math.round((double) sumLongitude / averaged));
            inverse += 1.0 / averaged;
        }
        residualMeters = noiseMeters * Math.sqrt(inverse / (last - first + 1));
    }

    /** The last position that no broken leg parts from the given one. */
    private int unbroken(int from) {
        int k = from;
        while (k < last && !broken[k - first]) {
            k++;
        }
        return k;
    }

    /** Brings a longitude that ran over the 180th meridian back into range. */
    private static int wrap(long longitude) {
        if (longitude > HALF_TURN_E7) {
            return (int) (longitude - 2 * HALF_TURN_E7);
        }
        return (int) (longitude < -HALF_TURN_E7 ? longitude + 2 * HALF_TURN_E7 : longitude);
    }
}
