package dev.rumbo.shards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamWeekTest {

    /** Two rush hours of a working day, and a weekend without. */
    private static final List<Double> WEEKDAY = DoubleStream.of(
                    2, 1, 1, 1, 3, 12, 40, 85, 90, 50, 38, 40, 45, 42, 45, 58, 85, 100, 75, 48, 32, 22, 12, 5)
            .boxed()
            .toList();

    private static final List<Double> WEEKEND = DoubleStream.of(
                    6, 4, 3, 2, 2, 4, 8, 14, 24, 36, 46, 52, 54, 52, 50, 48, 48, 46, 40, 32, 24, 18, 12, 8)
            .boxed()
            .toList();

    @ParameterizedTest(name = "{0} records/s of {1} bytes: {2} to {3} shards")
    @CsvSource(delimiter = '|', textBlock = """
                       12 |  204 | 1 |  1
                      694 |  204 | 1 |  4
                    6_944 |  204 | 1 | 40
                    6_944 | 1000 | 1 | 40
                    3_000 | 5000 | 1 | 80
                    """)
    void followsTheRushHoursAndRefusesNothing(String mean, double bytes, int fewest, int fits) {
        StreamWeek week = week(Double.parseDouble(mean.replace("_", "")), bytes, 0.1, 1);
        int first = week.under(ShardPolicy.between(1, 500), 1).mostShards();

        StreamWeek.Outcome outcome = week.under(ShardPolicy.between(1, 500), first);

        assertThat(outcome.refused()).isZero();
        assertThat(outcome.mostShards()).isBetween(fewest, 2 * fits);
        assertThat(outcome.mostChangesADay()).isLessThanOrEqualTo(10);
        if (outcome.mostShards() > 2) {
            assertThat(outcome.shardHours()).isLessThan(0.85 * 168 * outcome.mostShards());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noSeedNorNoiseMakesItChangeMoreOftenThanAllowedNorFaster(long seed) {
        for (double noise : new double[] {0, 0.1, 0.3, 1}) {
            StreamWeek.Outcome outcome = week(2_000, 204, noise, seed).under(ShardPolicy.between(1, 60), 4);

            assertThat(outcome.mostChangesADay()).isLessThanOrEqualTo(10);
            assertThat(outcome.mostShards()).isLessThanOrEqualTo(60);
            for (int minute = 1; minute < StreamWeek.MINUTES; minute++) {
                int before = outcome.shards().get(minute - 1);
                assertThat(outcome.shards().get(minute)).isBetween((before + 1) / 2, 2 * before);
            }
        }
    }

    @Test
    void aSteadyLoadIsSettledOnAndNeverChased() {
        List<Double> steady = Collections.nCopies(24, 1.0);
        StreamWeek week = new StreamWeek(5_000, 204, steady, steady, 0.05, 3);

        List<Integer> shards = week.under(ShardPolicy.between(1, 100), 30).shards();

        assertThat(shards).isSortedAccordingTo(Collections.reverseOrder()).endsWith(shards.get(StreamWeek.MINUTES / 2));
    }

    @Test
    void theSameWeekIsTheSameWeek() {
        assertThat(week(700, 204, 0.2, 5).under(ShardPolicy.between(1, 9), 1))
                .isEqualTo(week(700, 204, 0.2, 5).under(ShardPolicy.between(1, 9), 1));
    }

    private static StreamWeek week(double records, double bytes, double noise, long seed) {
        return new StreamWeek(records, bytes, WEEKDAY, WEEKEND, noise, seed);
    }
}
