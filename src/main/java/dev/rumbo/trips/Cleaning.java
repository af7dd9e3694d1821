package dev.rumbo.trips;

import dev.rumbo.geo.Geodesy;
import java.util.Arrays;

/** Decides which positions of an island are used. */
final class Cleaning {

    static final Verdict[] NOT_ASKED_FOR = {};

    /** No degree is longer, by a margin for rounding: a way around corners that is short enough needs no closer look. */
    private static final double MOST_METERS_PER_E7 = 0.01118;

    private final TripRules rules;
    private final Track track;
    private final Verdict[] verdicts;
    private final int[] kept;
    private int size;
    /** Where the last uninterrupted stretch of {@code kept} starts: before it lies a leap that was confirmed. */
    private int stretch;

    private final double mostDecimeters;
    private int[] waiting = new int[16];
    private int waitingSize;

    private Cleaning(TripRules rules, Track track, int length, Verdict[] verdicts) {
        this.rules = rules;
        this.track = track;
        this.verdicts = verdicts;
        this.mostDecimeters = rules.maxAccuracyMeters() * 10;
        this.kept = new int[length];
    }

    /** The kept positions among those from raw index {@code from} (included) to {@code to} (not included). */
    static Kept keep(TripRules rules, Track track, int from, int to) {
        Cleaning cleaning = run(rules, track, from, to, NOT_ASKED_FOR);
        return new Kept(track, cleaning.kept, cleaning.size);
    }

    /** One verdict for each raw position of an island, which starts at {@code from}. */
    static Verdict[] verdicts(TripRules rules, Track track, int from, int to) {
        Cleaning cleaning = run(rules, track, from, to, new Verdict[to - from]);
        for (int k = 0; k < cleaning.size; k++) {
            cleaning.verdicts[cleaning.kept[k] - from] = Verdict.KEPT;
        }
        return cleaning.verdicts;
    }

    private static Cleaning run(TripRules rules, Track track, int from, int to, Verdict[] verdicts) {
        Cleaning cleaning = new Cleaning(rules, track, to - from, verdicts);
        Arrays.fill(cleaning.verdicts, Verdict.UNREACHABLE);
        int i = from;
        while (i < to) {
            int end = i + 1;
            while (end < to && track.timeMillis(end) == track.timeMillis(i)) {
                end++;
            }
            int best = cleaning.best(i, end);
            for (int k = i; k < end && verdicts != NOT_ASKED_FOR; k++) {
                if (!cleaning.exact(k)) {
                    cleaning.verdicts[k - from] = Verdict.INACCURATE;
                } else if (k != best) {
                    cleaning.verdicts[k - from] = Verdict.DUPLICATE_INSTANT;
                }
            }
            if (best >= 0) {
                cleaning.offer(best);
            }
            i = end;
        }
        cleaning.size = Spikes.remove(rules, track, cleaning.kept, cleaning.size, cleaning.verdicts, from);
        return cleaning;
    }

    private boolean exact(int i) {
        int accuracy = track.accuracyDecimeters(i);
        return accuracy == Position.ABSENT || accuracy <= mostDecimeters;
    }

    /**
     * The most exact of the positions of one instant; among equals the one nearest to where the device was, because the
     * others can only be further from where it is.
     */
    private int best(int from, int to) {
        int best = -1;
        double bestMeters = 0;
        for (int i = from; i < to; i++) {
            if (!exact(i)) {
                continue;
            }
            int order = best < 0 ? -1 : Integer.compare(accuracyOrWorst(i), accuracyOrWorst(best));
            if (order > 0) {
                continue;
            }
            double meters = size == 0 || to - from == 1 ? 0 : meters(kept[size - 1], i);
            if (order < 0 || meters < bestMeters) {
                best = i;
                bestMeters = meters;
            }
        }
        return best;
    }

    private int accuracyOrWorst(int i) {
        int accuracy = track.accuracyDecimeters(i);
        return accuracy == Position.ABSENT ? Integer.MAX_VALUE : accuracy;
    }

    private void offer(int i) {
        if (size == 0 || reachable(kept[size - 1], i)) {
            kept[size++] = i;
            waitingSize = 0;
            return;
        }
        if (waitingSize > 0 && !reachable(waiting[waitingSize - 1], i)) {
            waitingSize = 0;
        }
        if (waitingSize == waiting.length) {
            waiting = Arrays.copyOf(waiting, 2 * waitingSize);
        }
        waiting[waitingSize++] = i;
        if (confirmed(waiting, 0, waitingSize)) {
            // If what was believed so far never was confirmed itself, it is the error and not the leap.
            if (!confirmed(kept, stretch, size)) {
                size = stretch;
            }
            stretch = size;
            System.arraycopy(waiting, 0, kept, size, waitingSize);
            size += waitingSize;
            waitingSize = 0;
        }
    }

    private boolean confirmed(int[] indexes, int from, int to) {
        return to - from >= rules.confirmPositions()
                && track.timeMillis(indexes[to - 1]) - track.timeMillis(indexes[from])
                        >= rules.confirmSeconds() * 1000L;
    }

    /** Times are whole seconds on many devices, so a leg is given one second at least. */
    private boolean reachable(int from, int to) {
        long millis = Math.max(1000, track.timeMillis(to) - track.timeMillis(from));
        long around = Math.abs((long) track.latitudeE7(to) - track.latitudeE7(from))
                + Math.abs((long) track.longitudeE7(to) - track.longitudeE7(from));
        if (around * MOST_METERS_PER_E7 * 1000 < rules.maxSpeedMetersPerSecond() * millis) {
            return true;
        }
        return Geodesy.compareMeters(
                        track.latitudeE7(from),
                        track.longitudeE7(from),
                        track.latitudeE7(to),
                        track.longitudeE7(to),
                        rules.maxSpeedMetersPerSecond() * (millis / 1000.0))
                <= 0;
    }

    private double meters(int from, int to) {
        return Geodesy.meters(
                track.latitudeE7(from), track.longitudeE7(from), track.latitudeE7(to), track.longitudeE7(to));
    }
}
