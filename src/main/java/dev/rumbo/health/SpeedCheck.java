package dev.rumbo.health;

import dev.rumbo.geo.Geodesy;
import dev.rumbo.trips.Position;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Compares the speed that a device tells with the distance that it covers: a factor that hardly varies, near the ratio of two units,
 * means that the wrong unit was assumed.
 */
final class SpeedCheck {

    /** km/h and knots taken for m/s, and m/s taken for either. */
    private static final double[] UNIT_FACTORS = {3.6, 1.944, 0.514, 0.278};

    private static final double NEAR = 0.1;
    private static final int FEWEST = 20;
    private static final int KEPT = 60;
    private static final long LONGEST_STEP_MILLIS = 30_000;
    private static final double SLOWEST_METERS_PER_SECOND = 3;

    private final double[] factors = new double[KEPT];
    private int seen;

    /** @param a and {@code b} one after the other in time */
    void compare(Position a, Position b) {
        long millis = b.timeMillis() - a.timeMillis();
        boolean told = a.speedCentimetersPerSecond() > 0 && b.speedCentimetersPerSecond() > 0;
        if (!told || millis < 1000 || millis > LONGEST_STEP_MILLIS) {
            return;
        }
        double covered = Geodesy.meters(a.coordinate(), b.coordinate()) * 1000 / millis;
        if (covered >= SLOWEST_METERS_PER_SECOND) {
            double speed = (a.speedCentimetersPerSecond() + b.speedCentimetersPerSecond()) / 200.0;
            factors[seen++ % KEPT] = speed / covered;
        }
    }

    void compare(List<Position> inOrder) {
        for (int i = 1; i < inOrder.size(); i++) {
            compare(inOrder.get(i - 1), inOrder.get(i));
        }
    }

    /** Told over covered, where that is stable and the ratio of two units. */
    OptionalDouble wrongUnitFactor() {
        int size = Math.min(seen, KEPT);
        if (size < FEWEST) {
            return OptionalDouble.empty();
        }
        double[] sorted = Arrays.copyOf(factors, size);
        Arrays.sort(sorted);
        double median = sorted[size / 2];
        boolean stable = sorted[size * 3 / 4] - sorted[size / 4] < 2 * NEAR * median;
        boolean unit = Arrays.stream(UNIT_FACTORS).anyMatch(factor -> Math.abs(median / factor - 1) < NEAR);
        return stable && unit ? OptionalDouble.of(median) : OptionalDouble.empty();
    }
}
