package dev.rumbo.trips;

import java.util.List;

/** Distance, speed and kinds of time along a trip. */
final class Odometer {

    /** Reported speeds this close together describe the motion between them; a car changes by 3 m/s in a second. */
    private static final double DENSE_SECONDS = 5;
    /** So much of a trip's time has to be covered by dense speeds for their integral to be its distance. */
    private static final double DENSE_SHARE = 0.9;
    /** Some apps send 0 for a speed they do not know, or km/h: the integral has to agree with the path this far. */
    private static final double AGREEMENT = 0.15;
    /** km/h, miles per hour and knots for metres per second are all further off than this, however bad the path is. */
    private static final double SAME_UNIT = 1.5;
    /** Slower than a walk is standing: a parked phone's positions wander at this speed. */
    private static final double IDLE_SPEED = 0.7;

    /**
     * Where the speed is the measure, a silence this long goes unmeasured: at an interval of a few seconds that is not a
     * late report but a stretch of which nothing is known.
     */
    private static final double SPEED_SILENCE_SECONDS = 60;
    /**
     * Chords this many times as long as what is left of the noise: across one of them it adds about the square of the
     * inverse.
     */
    private static final double STEP_PER_NOISE = 6;

    private final TripRules rules;
    private final Kept kept;
    private final int first;
    private final int last;
    private final double[] legs;
    private final boolean[] unknown;
    /** Whether a leg leads across a border at which recording broke off, with no position known in between. */
    private final boolean[] broken;

    private final double[] seconds;
    /** Whether a leg's length was measured together with that of the one before it. */
    private final boolean[] joined;

    /** Of the speeds that the phone tells at both ends of a leg; not a number where it does not. */
    private final double[] told;

    private boolean tellsSpeed;

    private double pathMeters;
    private double unknownMeters;
    private Trip.DistanceSource source = Trip.DistanceSource.PATH;

    private Odometer(TripRules rules, Kept kept, int first, int last, Corrections corrections) {
        this.rules = rules;
        this.kept = kept;
        this.first = first;
        this.last = last;
        legs = new double[last - first];
        unknown = new boolean[last - first];
        broken = new boolean[last - first];
        joined = new boolean[last - first];
        seconds = new double[last - first];
        told = new double[last - first];
        // Most legs last as long as the one before them, and divisions are what this pass costs.
        long millis = 0;
        double quotient = 0;
        for (int k = first; k < last; k++) {
            long lasts = kept.timeMillis(k + 1) - kept.timeMillis(k);
            if (lasts != millis) {
                millis = lasts;
                quotient = lasts / 1000.0;
            }
            seconds[k - first] = quotient;
        }
        for (Correction border : corrections.bordersWithin(kept.timeMillis(first), kept.timeMillis(last))) {
            int after = kept.indexOf(border.toMillis());
            if (kept.timeMillis(after - 1) <= border.fromMillis()) {
                broken[after - 1 - first] = true;
            }
        }
    }

    static Odometer measure(TripRules rules, Kept kept, int first, int last, Corrections corrections) {
        Odometer odometer = new Odometer(rules, kept, first, last, corrections);
        odometer.path();
        odometer.speed();
        return odometer;
    }

    double pathMeters() {
        return pathMeters;
    }

    double unknownMeters() {
        return unknownMeters;
    }

    Trip.DistanceSource source() {
        return source;
    }

    /** Measures from anchor to anchor, at least a step apart, and shares each chord out over its legs by time. */
    private void path() {
        Smoothing smoothing = Smoothing.of(rules, kept, first, last, rules.stepMeters() / STEP_PER_NOISE, broken);
        double step = Math.max(rules.stepMeters(), STEP_PER_NOISE * smoothing.residualMeters());
        int anchor = first;
        for (int k = first + 1; k <= last; k++) {
            boolean silent = seconds[k - 1 - first] > rules.unknownSeconds();
            if (silent || broken[k - 1 - first]) {
                chord(smoothing, anchor, k - 1);
                unknown(k - 1);
                anchor = k;
            } else if (k == last || !smoothing.closer(anchor, k, step)) {
                chord(smoothing, anchor, k);
                anchor = k;
            }
        }
    }

    private void unknown(int leg) {
        unknown[leg - first] = true;
        pathMeters -= legs[leg - first];
        legs[leg - first] = kept.meters(leg, leg + 1);
        unknownMeters += legs[leg - first];
    }

    private void chord(Smoothing smoothing, int from, int to) {
        if (from == to) {
            return;
        }
        double meters = smoothing.meters(from, to);
        double lasts = kept.seconds(from, to);
        pathMeters += meters;
        for (int k = from - first; k < to - first; k++) {
            legs[k] = over(meters * seconds[k], lasts);
            joined[k] = k > from - first;
        }
    }

    /** Replaces the path by the integral of the reported speed where that is dense and agrees with it. */
    private void speed() {
        double dense = 0;
        double heard = 0;
        double toldSeconds = 0;
        double toldMeters = 0;
        double toldPath = 0;
        double integral = 0;
        double path = 0;
        double speed = kept.speed(first);
        for (int leg = 0; leg < told.length; leg++) {
            double before = speed;
            speed = kept.speed(first + leg + 1);
            double mean = (before + speed) / 2;
            told[leg] = mean;
            double length = seconds[leg];
            if (unknown[leg] || length > SPEED_SILENCE_SECONDS) {
                continue;
            }
            heard += length;
            if (Double.isNaN(mean)) {
                continue;
            }
            toldSeconds += length;
            toldMeters += mean * length;
            toldPath += legs[leg];
            if (length <= DENSE_SECONDS) {
                dense += length;
                integral += mean * length;
                path += legs[leg];
            }
        }
        tellsSpeed = toldSeconds >= DENSE_SHARE * heard
                && toldMeters < SAME_UNIT * toldPath
                && toldPath < SAME_UNIT * toldMeters;
        if (dense == 0 || dense < DENSE_SHARE * heard || Math.abs(integral - path) > AGREEMENT * path) {
            return;
        }
        source = Trip.DistanceSource.SPEED;
        for (int leg = 0; leg < told.length; leg++) {
            double length = seconds[leg];
            if (unknown[leg]) {
                continue;
            }
            if (length > SPEED_SILENCE_SECONDS) {
                if (legs[leg] > IDLE_SPEED * length) {
                    unknown(first + leg);
                }
            } else if (length <= DENSE_SECONDS && !Double.isNaN(told[leg])) {
                legs[leg] = told[leg] * length;
            }
        }
    }

    List<Trip.Slice> slices() {
        Slicer slicer = new Slicer(kept.timeMillis(first), kept.timeMillis(last));
        for (int k = first; k < last; k++) {
            long from = kept.timeMillis(k);
            long to = kept.timeMillis(k + 1);
            double meters = legs[k - first];
            if (unknown[k - first]) {
                slicer.unknown(from, to, meters);
            } else if (meters * 1000 < IDLE_SPEED * (to - from)) {
                slicer.idle(from, to, meters);
            } else {
                slicer.driving(from, to, meters);
            }
        }
        topSpeed(slicer);
        return slicer.slices();
    }

    /**
     * The median of three measurements in a row, so that no single one makes it: of what the phone tells, where it does and its
     * units are right, for a receiver knows its speed better than its place; otherwise of chords, however many legs they have.
     */
    private void topSpeed(Slicer slicer) {
        double before = 0;
        int start = first;
        int end = chordEnd(start);
        while (end < last) {
            double speed = topSpeedOf(start);
            double next = topSpeedOf(end);
            for (int k = start; k < end && start > first; k++) {
                slicer.speed(kept.timeMillis(k), median(before, speed, next) * 100);
            }
            before = speed;
            start = end;
            end = chordEnd(start);
        }
    }

    private int chordEnd(int start) {
        int end = start + 1;
        while (end < last && joined[end - first] && !tellsSpeed) {
            end++;
        }
        return end;
    }

    private double topSpeedOf(int k) {
        if (unknown[k - first]) {
            return 0;
        }
        double mean = tellsSpeed ? told[k - first] : Double.NaN;
        return Double.isNaN(mean) ? over(legs[k - first], seconds[k - first]) : mean;
    }

    /** Positions come once a second more often than not, and a division takes as long as all the rest. */
    private static double over(double value, double seconds) {
        return seconds == 1 ? value : value / seconds;
    }

    private static double median(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
