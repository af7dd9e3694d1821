package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rumbo.geo.Geodesy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Noise as it is measured and averaged away, beside the definitions of both. */
class SmoothingTest {

    private static final double METERS_PER_E7 = 0.01113;
    private static final TripRules ALWAYS = Thresholds.rules(Map.of("noiseMeters", 0.0));
    private static final TripRules NEVER = Thresholds.rules(Map.of("noiseMeters", 100.0));

    @ParameterizedTest(name = "{0} m at {1}°, a position each {2} s")
    @CsvSource({"0.5, 0, 1", "2, 40, 1", "8, -60, 5", "8, 40, 2", "20, 0, 5"})
    void whiteNoiseIsFoundFromThePositionsThemselves(double noise, int latitude, int seconds) {
        Kept kept = drive(new Random(1), 2_000, noise, latitude, 10, seconds);
        assertThat(of(NEVER, kept, 0).residualMeters()).isCloseTo(noise, within(0.1 * noise));
    }

    @Test
    void noiseThatChangesSlowlyIsLeftAsItIs() {
        Kept kept = drive(new Random(1), 500, 0, 40, 10, 1);
        assertThat(of(NEVER, kept, 0).residualMeters()).isLessThan(0.1);
        assertThat(of(TripRules.DEFAULT, kept, 2).meters(3, 40)).isEqualTo(kept.meters(3, 40));
        assertThat(of(TripRules.DEFAULT, kept, 2).closer(3, 40, kept.meters(3, 40) + 1))
                .isTrue();
        assertThat(of(TripRules.DEFAULT, kept, 2).closer(3, 40, kept.meters(3, 40) - 1))
                .isFalse();
    }

    @Test
    void tooFewLegsOrUnevenOnesAreNoEvidence() {
        assertThat(of(NEVER, drive(new Random(1), 12, 8, 40, 10, 1), 0).residualMeters())
                .as("nine differences of each coordinate")
                .isZero();
        assertThat(of(NEVER, drive(new Random(1), 13, 8, 40, 10, 1), 0).residualMeters())
                .as("ten")
                .isPositive();
        assertThat(of(NEVER, drive(new Random(1), 200, 8, 40, 10, 6), 0).residualMeters())
                .as("a position each six seconds")
                .isZero();
        assertThat(of(NEVER, uneven(1_000, 1_250), 0).residualMeters())
                .as("legs a quarter longer than the next")
                .isPositive();
        assertThat(of(NEVER, uneven(1_000, 1_600), 0).residualMeters())
                .as("legs three fifths longer than the next")
                .isZero();
    }

    /** Counting alone finds it out, and gives what the median would. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsNegligibleIsNone(long seed) {
        Random random = new Random(seed);
        Kept kept = drive(random, 100, 5 * random.nextDouble(), random.nextInt(120) - 60, 10, 1);
        double noise = of(NEVER, kept, 0).residualMeters();
        for (double negligible = 0.02; negligible < 2 * noise; negligible += 0.02) {
            assertThat(of(NEVER, kept, negligible).residualMeters())
                    .as("negligible below %.2f", negligible)
                    .isEqualTo(noise < negligible ? 0 : noise);
        }
    }

    /** Each is the mean of those around it, as far to either side as the nearer end or broken leg allows. */
    @ParameterizedTest(name = "seed {0}, longitude {1}")
    @CsvSource({"1, 10", "2, 180", "3, -180", "4, -8", "5, 179.9999", "6, -179.9999"})
    void eachPositionIsTheMeanOfThoseAroundIt(long seed, double longitude) {
        Random random = new Random(seed);
        Kept kept = drive(random, 200, 8, 40, longitude, 1 + random.nextInt(2));
        boolean[] broken = new boolean[kept.size() - 1];
        Set<Integer> breaks = new HashSet<>(List.of(random.nextInt(199), random.nextInt(199), random.nextInt(199)));
        breaks.forEach(leg -> broken[leg] = true);

        Smoothing smoothing = Smoothing.of(ALWAYS, kept, 0, kept.size() - 1, 0, broken);

        double inverse = 0;
        List<int[]> means = new ArrayList<>();
        for (int k = 0; k < kept.size(); k++) {
            int start = k;
            while (start > 0 && !broken[start - 1]) {
                start--;
            }
            int stop = k;
            while (stop < kept.size() - 1 && !broken[stop]) {
                stop++;
            }
            long time = kept.timeMillis(k);
            long reach = Math.min(4_000, Math.min(time - kept.timeMillis(start), kept.timeMillis(stop) - time));
            int[] around = IntStream.rangeClosed(start, stop)
                    .filter(i -> Math.abs(kept.timeMillis(i) - time) <= reach)
                    .toArray();
            inverse += 1.0 / around.length;
            int east = kept.longitudeE7(k);
            means.add(new int[] {
                (int) Math.round(IntStream.of(around)
                        .mapToLong(kept::latitudeE7)
                        .average()
                        .orElseThrow()),
                wrapped(east
                        + Math.round(IntStream.of(around)
                                .mapToLong(i -> Geodesy.eastE7(east, kept.longitudeE7(i)))
                                .average()
                                .orElseThrow()))
            });
        }
        for (int k = 1; k < means.size(); k++) {
            int[] a = means.get(k - 1);
            int[] b = means.get(k);
            double expected = Geodesy.meters(a[0], a[1], b[0], b[1]);
            assertThat(smoothing.meters(k - 1, k)).as("leg %d", k).isCloseTo(expected, within(0.03));
            assertThat(smoothing.closer(k - 1, k, expected + 0.1)).isTrue();
            assertThat(smoothing.closer(k - 1, k, expected - 0.1)).isFalse();
        }
        double noise = of(NEVER, kept, 0).residualMeters();
        assertThat(smoothing.residualMeters()).isCloseTo(noise * Math.sqrt(inverse / kept.size()), within(1e-9));
    }

    @Test
    void aPartOfATrackIsSmoothedAsIfItWereAll() {
        Kept all = drive(new Random(7), 120, 8, 40, 10, 1);
        Smoothing part = Smoothing.of(ALWAYS, all, 20, 90, 0, new boolean[70]);
        Smoothing alone = of(ALWAYS, slice(all, 20, 90), 0);
        for (int k = 21; k <= 90; k++) {
            assertThat(part.meters(k - 1, k)).isEqualTo(alone.meters(k - 21, k - 20));
        }
        assertThat(part.residualMeters()).isEqualTo(alone.residualMeters());
    }

    private static Smoothing of(TripRules rules, Kept kept, double negligibleMeters) {
        return Smoothing.of(rules, kept, 0, kept.size() - 1, negligibleMeters, new boolean[kept.size() - 1]);
    }

    /** North-east at 20 m/s. */
    private static Kept drive(Random random, int size, double noise, int latitude, double longitude, int seconds) {
        List<Position> positions = new ArrayList<>();
        double perE7East = METERS_PER_E7 * Math.cos(Math.toRadians(latitude));
        for (int i = 0; i < size; i++) {
            double meters = 14 * i * seconds;
            positions.add(position(
                    i * seconds * 1_000L,
                    (int) (latitude * 10_000_000L + (meters + noise * random.nextGaussian()) / METERS_PER_E7),
                    wrapped((long) (longitude * 10_000_000 + (meters + noise * random.nextGaussian()) / perE7East))));
        }
        return kept(positions);
    }

    /** Every other leg lasts longer. */
    private static Kept uneven(int millis, int otherMillis) {
        Random random = new Random(1);
        List<Position> positions = new ArrayList<>();
        long time = 0;
        for (int i = 0; i < 200; i++) {
            positions.add(position(time, (int) (1_000 * random.nextGaussian()), (int) (1_000 * random.nextGaussian())));
            time += i % 2 == 0 ? millis : otherMillis;
        }
        return kept(positions);
    }

    private static Kept slice(Kept kept, int first, int last) {
        return kept(IntStream.rangeClosed(first, last)
                .mapToObj(k -> position(kept.timeMillis(k), kept.latitudeE7(k), kept.longitudeE7(k)))
                .toList());
    }

    private static Kept kept(List<Position> positions) {
        return new Kept(
                Track.of(positions), IntStream.range(0, positions.size()).toArray(), positions.size());
    }

    private static Position position(long timeMillis, int latitudeE7, int longitudeE7) {
        return new Position(
                timeMillis,
                latitudeE7,
                longitudeE7,
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT);
    }

    private static int wrapped(long longitudeE7) {
        long turn = 3_600_000_000L;
        return (int) (Math.floorMod(longitudeE7 + turn / 2, turn) - turn / 2);
    }
}
