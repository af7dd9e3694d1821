package dev.rumbo.web;

import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speed and altitude along a route, in columns and in buckets of equal time. A bucket without a position is left out.
 *
 * @param seconds from the start of the route to the first position of the bucket
 * @param speeds the highest of the bucket in m/s, so that a short top speed stays in sight; null where not known
 * @param altitudes the mean of the bucket in metres, as the phone gives them; null where it gives none
 */
record Profile(List<Long> seconds, List<@Nullable Double> speeds, List<@Nullable Long> altitudes) {

    private static final double DECIMETERS_PER_METER = 10;

    static Profile of(Track track, Speeds speeds, int bucketSeconds) {
        Profile profile = new Profile(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        long start = track.isEmpty() ? 0 : track.timeMillis(0);
        int from = 0;
        while (from < track.size()) {
            long bucket = bucket(track, from, start, bucketSeconds);
            int to = from + 1;
            while (to < track.size() && bucket(track, to, start, bucketSeconds) == bucket) {
                to++;
            }
            profile.add(track, speeds, from, to, start);
            from = to;
        }
        return profile;
    }

    private static long bucket(Track track, int index, long start, int seconds) {
        return (track.timeMillis(index) - start) / (seconds * 1_000L);
    }

    private void add(Track track, Speeds speeds, int from, int to, long start) {
        double top = Double.NaN;
        long sum = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            double speed = speeds.at(i);
            if (!(speed <= top)) {
                top = Double.isNaN(speed) ? top : speed;
            }
            int altitude = track.altitudeDecimeters(i);
            if (altitude != Position.ABSENT) {
                sum += altitude;
                count++;
            }
        }
        seconds.add(Math.round((track.timeMillis(from) - start) / 1_000.0));
        this.speeds.add(Double.isNaN(top) ? null : Math.round(top * 10) / 10.0);
        altitudes.add(count == 0 ? null : Math.round(sum / DECIMETERS_PER_METER / count));
    }
}
