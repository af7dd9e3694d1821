package dev.rumbo.trips;

import dev.rumbo.geo.Geodesy;

/**
 * Takes out positions that leap off the track and back: reflections between houses put a phone a block away for some seconds.
 *
 * <p>How far off they are is judged by what moves a car. Off its course and onto another in a given time it gets by a quarter
 * of its acceleration times the time squared; what leaps further than that, and then leaps as far back, was
 * never there. Only a few positions in a row, which lie between two of the track, can be taken for a spike, so a device
 * that really is elsewhere is believed as soon as it stays there.
 */
final class Spikes {

    /** Metres in 1e-7 degree of latitude; thresholds do not need more than that. */
    private static final double NORTH = 0.01113;
    /** Cosine of the angle up to which two leaps count as the same way: 37 degrees. */
    private static final double SAME_WAY = 0.8;

    private final TripRules rules;
    private final Track track;
    private final int[] kept;
    private final int size;
    private final double spikeSquared;
    private double metersPerE7East;

    private Spikes(TripRules rules, Track track, int[] kept, int size) {
        this.rules = rules;
        this.track = track;
        this.kept = kept;
        this.size = size;
        this.spikeSquared = rules.spikeMeters() * rules.spikeMeters();
    }

    /**
     * Removes spikes from a list of raw indexes.
     *
     * @param kept positions in time order, no two at the same instant; what remains is moved to its start
     * @param verdicts one for each raw index from {@code from} on, where removed ones are marked if it is asked for
     * @return how many remain
     */
    static int remove(TripRules rules, Track track, int[] kept, int size, Verdict[] verdicts, int from) {
        Spikes spikes = new Spikes(rules, track, kept, size);
        int remaining = 0;
        int k = 0;
        while (k < size) {
            // Those before k have been moved to the start of the same array, which never overtakes k.
            int before = remaining == 0 ? -1 : kept[remaining - 1];
            kept[remaining++] = kept[k];
            int length = spikes.length(before, k);
            for (int i = k + 1; i <= k + length && verdicts != Cleaning.NOT_ASKED_FOR; i++) {
                verdicts[kept[i] - from] = Verdict.SPIKE;
            }
            k += 1 + length;
        }
        return remaining;
    }

    /** How many positions after the k-th kept one are a spike. {@code before} is the raw index before it, or -1. */
    private int length(int before, int k) {
        if (k + 2 >= size) {
            return 0;
        }
        int a = kept[k];
        int first = kept[k + 1];
        if (surelyWithin(a, first)) {
            return 0;
        }
        double limit = limit(a, first);
        metersPerE7East = NORTH * Math.cos(Math.toRadians(track.latitudeE7(a) / 1e7));
        Offset out = off(a, first, before);
        if (!out.exceeds(limit)) {
            return 0;
        }
        int most = Math.min(rules.confirmPositions(), size - 2 - k);
        for (int length = 1; length <= most; length++) {
            int last = kept[k + length];
            if (track.timeMillis(last) - track.timeMillis(first) >= rules.confirmSeconds() * 1000L) {
                return 0;
            }
            int b = kept[k + length + 1];
            int after = k + length + 2 < size ? kept[k + length + 2] : -1;
            Offset back = off(b, last, after).nearer(straight(b, last, a));
            Offset away = out.nearer(straight(a, first, b));
            if (away.exceeds(limit) && back.exceeds(limit(b, last)) && away.sameWay(back)) {
                return length;
            }
        }
        return 0;
    }

    /** Most positions lie within the scatter of the one before at any latitude, and need no closer look. */
    private boolean surelyWithin(int from, int to) {
        double latitudes = (double) track.latitudeE7(to) - track.latitudeE7(from);
        double longitudes = Geodesy.eastE7(track.longitudeE7(from), track.longitudeE7(to));
        return (latitudes * latitudes + longitudes * longitudes) * (NORTH * NORTH) <= spikeSquared;
    }

    /**
     * How far off the track a position lies that is next to one of it: from where the device would be had it stayed there, or
     * moved as between that one and its other neighbor, whichever is nearer.
     */
    private Offset off(int onTrack, int position, int neighbor) {
        Offset stayed = new Offset(east(onTrack, position), north(onTrack, position));
        return neighbor < 0 ? stayed : stayed.nearer(straight(onTrack, position, neighbor));
    }

    /** How far a position lies from where the device would be on the straight line through two others. */
    private Offset straight(int onTrack, int position, int other) {
        double share = seconds(onTrack, position) / seconds(onTrack, other);
        return new Offset(
                east(onTrack, position) - share * east(onTrack, other),
                north(onTrack, position) - share * north(onTrack, other));
    }

    private double limit(int from, int to) {
        double seconds = Math.abs(seconds(from, to));
        return rules.spikeMeters() + rules.maxAccelerationMetersPerSecondSquared() * seconds * seconds / 4;
    }

    private double seconds(int from, int to) {
        return (track.timeMillis(to) - track.timeMillis(from)) / 1000.0;
    }

    private double north(int from, int to) {
        return NORTH * ((double) track.latitudeE7(to) - track.latitudeE7(from));
    }

    private double east(int from, int to) {
        return metersPerE7East * Geodesy.eastE7(track.longitudeE7(from), track.longitudeE7(to));
    }

    private record Offset(double east, double north) {

        boolean exceeds(double meters) {
            return squaredMeters() > meters * meters;
        }

        Offset nearer(Offset other) {
            return other.squaredMeters() < squaredMeters() ? other : this;
        }

        boolean sameWay(Offset other) {
            return east * other.east + north * other.north
                    > SAME_WAY * Math.sqrt(squaredMeters() * other.squaredMeters());
        }

        private double squaredMeters() {
            return east * east + north * north;
        }
    }
}
