package dev.rumbo.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardPolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-11T08:00:00Z");
    private static final ShardPolicy POLICY = new ShardPolicy(1, 100, 0.6, 10, 4);

    @ParameterizedTest(name = "{0}: {1} shards, {2} MB/s, {3} records/s, {4} refused, {5} s old, {6} changes: {7}")
    @CsvSource(delimiter = '|', textBlock = """
                    what fits stays                             |  4 | 2.0 | 1000 |   0 |   0 |  0 |  4
                    too many bytes                              |  4 | 2.5 |  100 |   0 |   0 |  0 |  8
                    too many records                            |  4 | 0.1 | 2500 |   0 |   0 |  0 |  8
                    never more than twice as many               |  4 | 9.0 |  100 |   0 |   0 |  0 |  8
                    one becomes two                             |  1 | 0.7 |  100 |   0 |   0 |  0 |  2
                    full shards that refuse                     |  4 | 2.0 |  100 |   5 |   0 |  0 |  8
                    an empty stream with one hot device         |  4 | 0.4 |  100 |   5 |   0 |  0 |  4
                    the most that is allowed                    | 90 |  70 |  100 |   0 |   0 |  0 | 100
                    never above it                              | 100 | 90 |  100 |   0 |   0 |  0 | 100
                    half as many at the least                   |  8 | 0.1 |   10 |   0 |   0 |  0 |  4
                    three become two and not one                |  3 | 0.1 |   10 |   0 |   0 |  0 |  2
                    shrunk to what is filled less               |  8 | 2.0 |   10 |   0 |   0 |  0 |  5
                    a little less is no reason                  |  4 | 1.7 |   10 |   0 |   0 |  0 |  4
                    nothing shrinks while records are old       |  8 | 0.1 |   10 |   0 | 120 |  0 |  8
                    nothing shrinks that refuses                |  8 | 0.1 |   10 |   1 |   0 |  0 |  8
                    one stays one                               |  1 | 0.0 |    0 |   0 |   0 |  0 |  1
                    shrinking leaves changes for growth         |  8 | 0.1 |   10 |   0 |   0 |  6 |  8
                    which growth may use                        |  4 | 2.5 |  100 |   0 |   0 |  9 |  8
                    until there are none                        |  4 | 2.5 |  100 |   0 |   0 | 10 |  4
                    """)
    void asksFor(
            String why, int shards, double megabytes, long records, long refused, long age, int changes, int target) {
        List<StreamMinute> hour = IntStream.rangeClosed(0, 60)
                .mapToObj(minute -> new StreamMinute(
                        NOW.minus(Duration.ofMinutes(61L - minute)),
                        Math.round(megabytes * 60e6),
                        records * 60,
                        refused,
                        Duration.ofSeconds(age)))
                .toList();

        assertThat(POLICY.target(shards, hour, changes(changes), NOW)).isEqualTo(target);
    }

    @Test
    void aCountThatIsYoungerThanAnHourDoesNotShrink() {
        List<StreamMinute> minutes = IntStream.rangeClosed(0, 58)
                .mapToObj(minute -> new StreamMinute(NOW.minusSeconds(60L * (59 - minute)), 0, 0, 0, Duration.ZERO))
                .toList();

        assertThat(POLICY.target(8, minutes, List.of(), NOW)).isEqualTo(8);
    }

    @Test
    void aChangeOfYesterdayDoesNotCount() {
        List<Instant> yesterday = IntStream.range(0, 10)
                .mapToObj(change -> NOW.minus(Duration.ofHours(24)))
                .toList();

        assertThat(POLICY.target(4, List.of(minute(2.5)), yesterday, NOW)).isEqualTo(8);
    }

    @Test
    void whoKnowsNothingChangesNothing() {
        assertThat(POLICY.target(4, List.of(), List.of(), NOW)).isEqualTo(4);
    }

    @Test
    void limitsThatCannotBeMetAreRefused() {
        assertThatThrownBy(() -> ShardPolicy.between(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ShardPolicy(1, 2, 0, 10, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever is seen, what is asked for is what AWS takes, and the same load never asks for the way back. */
    @RepeatedTest(200)
    void nothingIsAskedForThatIsRefused(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        int least = 1 + random.nextInt(4);
        ShardPolicy policy = new ShardPolicy(
                least, least + random.nextInt(100), 0.3 + 0.7 * random.nextDouble(), 10, random.nextInt(6));
        int shards = 1 + random.nextInt(120);
        int changes = random.nextInt(12);
        double scale = random.nextDouble() * 2 * shards;
        List<StreamMinute> hour = new ArrayList<>();
        for (int minute = 0; minute <= 60; minute++) {
            hour.add(new StreamMinute(
                    NOW.minusSeconds(60L * (61 - minute)),
                    Math.round(scale * random.nextDouble() * 60e6),
                    Math.round(scale * random.nextDouble() * 60e3),
                    random.nextInt(10) == 0 ? 1 : 0,
                    Duration.ofSeconds(random.nextInt(70))));
        }

        int target = policy.target(shards, hour, changes(changes), NOW);

        assertThat(target).isBetween((shards + 1) / 2, 2 * shards);
        if (target > shards) {
            assertThat(target).isLessThanOrEqualTo(Math.max(policy.most(), least));
            assertThat(changes).isLessThan(10);
            assertThat(policy.target(target, hour, changes(changes), NOW)).isGreaterThan(shards);
        }
        if (target < shards) {
            assertThat(target).isGreaterThanOrEqualTo(least);
            assertThat(changes).isLessThan(10 - policy.keptForGrowth());
            assertThat(policy.target(target, hour, changes(changes), NOW)).isLessThanOrEqualTo(target);
        }
    }

    private static StreamMinute minute(double megabytes) {
        return new StreamMinute(NOW.minusSeconds(60), Math.round(megabytes * 60e6), 0, 0, Duration.ZERO);
    }

    private static List<Instant> changes(int count) {
        return IntStream.range(0, count)
                .mapToObj(change -> NOW.minus(Duration.ofHours(2 + change)))
                .toList();
    }
}
