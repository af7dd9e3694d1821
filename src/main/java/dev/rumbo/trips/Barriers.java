package dev.rumbo.trips;

import dev.rumbo.geo.Geodesy;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the places that cut a track into islands, each of which can be understood alone.
 *
 * <p>Whether there is a barrier depends on the raw positions within a bounded time around it and on nothing else, so a
 * new position can only make or unmake barriers near it. There are two kinds: a long silence, and a full hour of UTC
 * around which a device that kept reporting did not move.
 */
final class Barriers {

    private static final long HOUR = 3_600_000L;
    /** A degree of latitude is nowhere shorter than this; a cheap first test of extent. */
    private static final double METERS_PER_E7_NORTH = 0.01105;

    private final TripRules rules;
    private final Track track;
    private final List<Barrier> found = new ArrayList<>();

    private Barriers(TripRules rules, Track track) {
        this.rules = rules;
        this.track = track;
    }

    /**
     * A border between two neighboring raw positions.
     *
     * @param index the first raw position after it
     * @param fromMillis start of the time in which positions decided it
     * @param toMillis end of that time, included
     * @param firstMillis time of the first position that decided it
     * @param lastMillis time of the last
     */
    record Barrier(int index, long fromMillis, long toMillis, boolean silence, long firstMillis, long lastMillis) {

        Reason reason(TripRules rules) {
            return new Reason(
                    silence ? Reason.Rule.SILENCE : Reason.Rule.DWELL,
                    silence ? rules.barrierSilenceSeconds() : rules.barrierDwellSeconds(),
                    (lastMillis - firstMillis) / 1000.0,
                    firstMillis,
                    lastMillis);
        }
    }

    /**
     * All barriers of a track that are certain.
     *
     * @param startsAtFirst whether no position of the device lies before the track
     * @param endsAtLast whether none lies after it
     */
    static List<Barrier> of(TripRules rules, Track track, boolean startsAtFirst, boolean endsAtLast) {
        Barriers barriers = new Barriers(rules, track);
        barriers.find(startsAtFirst, endsAtLast);
        return barriers.found;
    }

    private void find(boolean startsAtFirst, boolean endsAtLast) {
        int size = track.size();
        if (size == 0) {
            return;
        }
        long half = rules.barrierDwellSeconds() * 1000L;
        long lowest = startsAtFirst ? Long.MIN_VALUE : track.timeMillis(0) + half;
        long highest = endsAtLast ? Long.MAX_VALUE : track.timeMillis(size - 1) - half;
        long hour = (Math.floorDiv(track.timeMillis(0), HOUR) + 1) * HOUR;
        for (int i = 1; i < size; i++) {
            long before = track.timeMillis(i - 1);
            long time = track.timeMillis(i);
            if (time - before > rules.barrierSilenceSeconds() * 1000L) {
                found.add(new Barrier(i, before, time, true, before, time));
                hour = (Math.floorDiv(time, HOUR) + 1) * HOUR;
            } else if (time >= hour) {
                if (hour >= lowest && hour <= highest) {
                    addIfStill(i, hour - half, hour + half);
                }
                hour = (Math.floorDiv(time, HOUR) + 1) * HOUR;
            }
        }
    }

    /** Where the device reported on both sides of an hour and was seen in one place only. */
    private void addIfStill(int index, long fromMillis, long toMillis) {
        int first = track.indexOf(fromMillis);
        int last = index;
        int south = Integer.MAX_VALUE;
        int north = Integer.MIN_VALUE;
        long west = Long.MAX_VALUE;
        long east = Long.MIN_VALUE;
        int used = 0;
        double limit = 2 * rules.dwellRadiusMeters();
        double mostDecimeters = rules.maxAccuracyMeters() * 10;
        int origin = track.longitudeE7(index);
        for (int i = first; i < track.size() && track.timeMillis(i) <= toMillis; i++) {
            last = i;
            int accuracy = track.accuracyDecimeters(i);
            if (accuracy != Position.ABSENT && accuracy > mostDecimeters) {
                continue;
            }
            used++;
            int latitude = track.latitudeE7(i);
            if (latitude < south || latitude > north) {
                south = Math.min(south, latitude);
                north = Math.max(north, latitude);
                if (((long) north - south) * METERS_PER_E7_NORTH > limit) {
                    return;
                }
            }
            long away = Geodesy.eastE7(origin, track.longitudeE7(i));
            west = Math.min(west, away);
            east = Math.max(east, away);
        }
        long firstMillis = track.timeMillis(first);
        long lastMillis = track.timeMillis(last);
        if (used >= rules.confirmPositions()
                && lastMillis - firstMillis >= (toMillis - fromMillis) / 2
                && Geodesy.meters(south, 0, north, (int) Math.min(east - west, Integer.MAX_VALUE)) <= limit) {
            found.add(new Barrier(index, fromMillis, toMillis, false, firstMillis, lastMillis));
        }
    }
}
