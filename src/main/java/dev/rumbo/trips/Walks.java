package dev.rumbo.trips;

import java.util.Optional;

/**
 * Takes the way on foot to and from the car off a trip.
 *
 * <p>A phone goes with its owner, so a drive is often recorded with the walk before and after it. Where positions are
 * dense the two differ in speed: the drive begins where the device first covers ground faster than anyone walks.
 */
final class Walks {

    /** Steps of a walk even out over so many seconds, metres per second of a stroll and of a hurry, and the share of them. */
    private static final double STEADY_SECONDS = 20;

    private static final double STEADY_LOW = 0.6;
    private static final double STEADY_HIGH = 2.2;
    private static final double STEADY_SHARE = 0.6;

    private final TripRules rules;
    private final Kept kept;

    private Walks(TripRules rules, Kept kept) {
        this.rules = rules;
        this.kept = kept;
    }

    /** What remains of a run; empty where all of it was on foot. */
    static Optional<Run> trim(TripRules rules, Kept kept, Run run) {
        Walks walks = new Walks(rules, kept);
        // Three legs in a window, at least: sparse positions cannot tell a walk from a crawl.
        if (kept.seconds(run.first(), run.last()) * 3
                > (run.last() - run.first()) * (double) rules.walkWindowSeconds()) {
            return Optional.of(run);
        }
        int start = walks.driveStart(run.first(), run.last());
        if (start < 0) {
            return walks.walked(run.first(), run.last()) ? Optional.empty() : Optional.of(run);
        }
        int end = walks.driveEnd(start, run.last());
        Run trimmed = run;
        if (walks.walked(run.first(), start)) {
            trimmed = new Run(start, trimmed.last(), walks.reason(run.first(), start), trimmed.endReason());
        }
        if (walks.walked(end, run.last())) {
            trimmed = new Run(trimmed.first(), end, trimmed.startReason(), walks.reason(end, run.last()));
        }
        return Optional.of(trimmed);
    }

    /** Where driving begins; -1 where it never does. */
    private int driveStart(int first, int last) {
        int ahead = first;
        int far = first;
        for (int k = first; k < last; k++) {
            while (ahead < last && kept.seconds(k, ahead) < rules.walkWindowSeconds()) {
                ahead++;
            }
            while (far < last && kept.seconds(k, far) < rules.driveReachSeconds()) {
                far++;
            }
            if (driven(k, ahead) && reaches(k, k, far)) {
                return k;
            }
        }
        return -1;
    }

    private int driveEnd(int first, int last) {
        int behind = last;
        int far = last;
        for (int k = last; k > first; k--) {
            while (behind > first && kept.seconds(behind, k) < rules.walkWindowSeconds()) {
                behind--;
            }
            while (far > first && kept.seconds(far, k) < rules.driveReachSeconds()) {
                far--;
            }
            if (driven(behind, k) && reaches(k, far, k)) {
                return k;
            }
        }
        return first;
    }

    private boolean driven(int from, int to) {
        return kept.meters(from, to) > rules.walkSpeedMetersPerSecond() * kept.seconds(from, to);
    }

    /** One leap of a position that is still settling is not a drive: it has to lead further. */
    private boolean reaches(int origin, int from, int to) {
        double needed = rules.driveReachMeters() * Math.min(1, kept.seconds(from, to) / rules.driveReachSeconds());
        for (int k = from; k <= to; k++) {
            if (kept.meters(origin, k) >= needed) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether the device was carried on foot for most of the time between both. Walking is steady; in a queue a car stands,
     * and then rolls faster than that.
     */
    private boolean walked(int from, int to) {
        if (kept.seconds(from, to) < rules.minWalkSeconds() || kept.seconds(from, to) > rules.maxWalkSeconds()) {
            return false;
        }
        double heard = 0;
        double steady = 0;
        int start = from;
        for (int k = from + 1; k <= to; k++) {
            if (kept.seconds(k - 1, k) > rules.walkWindowSeconds()) {
                start = k;
                continue;
            }
            double seconds = kept.seconds(start, k);
            if (seconds >= STEADY_SECONDS) {
                double speed = kept.meters(start, k) / seconds;
                heard += seconds;
                if (speed >= STEADY_LOW && speed <= STEADY_HIGH) {
                    steady += seconds;
                }
                start = k;
            }
        }
        return steady >= STEADY_SHARE * heard && steady >= 60;
    }

    private Reason reason(int from, int to) {
        return new Reason(
                Reason.Rule.ON_FOOT,
                rules.walkSpeedMetersPerSecond(),
                kept.meters(from, to) / Math.max(1, kept.seconds(from, to)),
                kept.timeMillis(from),
                kept.timeMillis(to));
    }
}
