package dev.rumbo.web;

import dev.rumbo.geo.Geodesy;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;

/**
 * How fast a device was at each position of a route: what its phone reported or else, for phones that report none, the way
 * over the time between the positions around it.
 */
final class Speeds {

    /** After a longer silence nobody knows how fast the way across it was driven: it is drawn as not known. */
    static final int SILENT_SECONDS = 60;

    /** Speed from positions is judged over this time to either side: positions of one second scatter too much. */
    private static final int REACH_MILLIS = 5_000;

    private static final double CENTIMETERS_PER_METER = 100;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final Track track;
    private final double[] metersPerSecond;

    private Speeds(Track track, double[] metersPerSecond) {
        this.track = track;
        this.metersPerSecond = metersPerSecond;
    }

    static Speeds of(Track track) {
        double[] speeds = new double[track.size()];
        for (int i = 0; i < speeds.length; i++) {
            int reported = track.speedCentimetersPerSecond(i);
            speeds[i] = reported == Position.ABSENT ? measure(track, i) : reported / CENTIMETERS_PER_METER;
        }
        return new Speeds(track, speeds);
    }

    /** In m/s; not a number where it is not known. */
    double at(int index) {
        return metersPerSecond[index];
    }

    /** Mean from one position to another, in m/s; not a number where it is not known, as across a silence. */
    double mean(int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = from; i <= to; i++) {
            if (i > from && isSilent(track, i - 1)) {
                return Double.NaN;
            }
            if (!Double.isNaN(metersPerSecond[i])) {
                sum += metersPerSecond[i];
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }

    /** Whether the position is followed by a silence. */
    static boolean isSilent(Track track, int index) {
        return index + 1 < track.size()
                && track.timeMillis(index + 1) - track.timeMillis(index) > SILENT_SECONDS * MILLIS_PER_SECOND;
    }

    private static double measure(Track track, int index) {
        long time = track.timeMillis(index);
        int from = index;
        while (from > 0 && time - track.timeMillis(from) < REACH_MILLIS && !isSilent(track, from - 1)) {
            from--;
        }
        int to = index;
        while (to + 1 < track.size() && track.timeMillis(to) - time < REACH_MILLIS && !isSilent(track, to)) {
            to++;
        }
        double seconds = (track.timeMillis(to) - track.timeMillis(from)) / MILLIS_PER_SECOND;
        double meters = Geodesy.meters(
                track.latitudeE7(from), track.longitudeE7(from), track.latitudeE7(to), track.longitudeE7(to));
        return seconds > 0 ? meters / seconds : Double.NaN;
    }
}
