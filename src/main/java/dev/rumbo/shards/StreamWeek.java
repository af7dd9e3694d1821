package dev.rumbo.shards;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A week of driving from a Monday's midnight, minute by minute, and a stream that carries it.
 *
 * @param recordsPerSecond on the mean of the week
 * @param bytesPerRecord on the mean
 * @param weekday what each hour of Monday to Friday carries, 24 numbers in any unit
 * @param weekend the same of Saturday and Sunday
 * @param noise by how much minutes deviate: standard deviation as a share of the hour's load
 * @param seed of the deviations
 */
public record StreamWeek(
        double recordsPerSecond,
        double bytesPerRecord,
        List<Double> weekday,
        List<Double> weekend,
        double noise,
        long seed) {

    static final int MINUTES = 7 * 24 * 60;

    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final int WORKING_DAYS = 5;

    /** How long a change takes; AWS says minutes. The count before holds until it is through. */
    private static final int MINUTES_PER_CHANGE = 5;

    /** What the policy is shown. */
    private static final int MINUTES_SHOWN = 120;

    public StreamWeek {
        if (weekday.size() != 24 || weekend.size() != 24) {
            throw new IllegalArgumentException("a day has 24 hours: " + weekday.size() + ", " + weekend.size());
        }
    }

    /**
     * What came of it.
     *
     * @param shards in each minute
     * @param changes when the count began to change
     * @param refused record-minutes above what the shards took; they come again in the next minute
     * @param peakRecordsPerSecond of the fullest minute
     */
    public record Outcome(List<Integer> shards, List<Instant> changes, long refused, double peakRecordsPerSecond) {

        public double shardHours() {
            return shards.stream().mapToInt(Integer::intValue).sum() / 60.0;
        }

        public int mostShards() {
            return shards.stream().mapToInt(Integer::intValue).max().orElse(0);
        }

        /** In any 24 hours. */
        public long mostChangesADay() {
            return changes.stream()
                    .mapToLong(last -> changes.stream()
                            .filter(change -> !change.isAfter(last) && change.isAfter(last.minus(ShardPolicy.DAY)))
                            .count())
                    .max()
                    .orElse(0);
        }
    }

    /** The week under a policy that is asked each minute in which no change is under way; it begins with {@code shards}. */
    public Outcome under(ShardPolicy policy, int shards) {
        Random random = new Random(seed);
        Deque<StreamMinute> seen = new ArrayDeque<>();
        List<Integer> counts = new ArrayList<>();
        List<Instant> changes = new ArrayList<>();
        int open = shards;
        int asked = shards;
        int through = 0;
        long waiting = 0;
        long refused = 0;
        double peak = 0;
        for (int minute = 0; minute < MINUTES; minute++) {
            Instant from = MONDAY.plus(Duration.ofMinutes(minute));
            if (minute == through && asked != open) {
                open = asked;
                seen.clear();
            }
            long records = Math.round(60 * perSecond(minute) * Math.max(0, 1 + noise * random.nextGaussian()));
            peak = Math.max(peak, records / 60.0);
            long offered = records + waiting;
            long taken = Math.min(offered, capacity(open));
            waiting = offered - taken;
            refused += waiting;
            seen.addLast(new StreamMinute(from, Math.round(taken * bytesPerRecord), taken, waiting, Duration.ZERO));
            if (seen.size() > MINUTES_SHOWN) {
                seen.removeFirst();
            }
            counts.add(open);
            Instant now = from.plus(Duration.ofMinutes(1));
            if (open == asked) {
                int target = policy.target(open, List.copyOf(seen), changes, now);
                if (target != open) {
                    asked = target;
                    through = minute + 1 + MINUTES_PER_CHANGE;
                    changes.add(now);
                }
            }
        }
        return new Outcome(counts, changes, refused, peak);
    }

    private long capacity(int shards) {
        return (long) (60 * shards * Math.min(1_000, 1_000_000 / bytesPerRecord));
    }

    /** Between the middles of two hours the load goes in a straight line. */
    private double perSecond(int minute) {
        double hours = (minute + 0.5) / 60 - 0.5;
        int before = (int) Math.floor(hours);
        double share = hours - before;
        return recordsPerSecond * (weight(before) * (1 - share) + weight(before + 1) * share) / meanWeight();
    }

    private double weight(int hourOfWeek) {
        int hour = Math.floorMod(hourOfWeek, 7 * 24);
        return (hour / 24 < WORKING_DAYS ? weekday : weekend).get(hour % 24);
    }

    private double meanWeight() {
        double sum = 0;
        for (int hour = 0; hour < 7 * 24; hour++) {
            sum += weight(hour);
        }
        return sum / (7 * 24);
    }
}
