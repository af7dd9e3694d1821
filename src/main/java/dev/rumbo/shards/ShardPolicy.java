package dev.rumbo.shards;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How many shards a provisioned stream should have. A pure function of what it was seen to carry and when its count was changed.
 *
 * <p>It grows at once and by doubling, since changes are scarcer than shards are dear, and shrinks reluctantly, to what is needed: a
 * shard too few refuses posts, one too many costs a cent and a half an hour. What
 * {@code UpdateShardCount} refuses is never asked for: more than twice as many, fewer than half, and more than so many changes in 24 hours.
 *
 * @param least shards, 1 or more
 * @param most shards, {@code least} or more
 * @param filledTo share of the shards' limits that a count is chosen for, above 0 and up to 1; the rest is for their unevenness and for
 *     the minutes until a change is through
 * @param changesADay that the stream allows in any 24 hours; ten where AWS was not asked for more
 * @param keptForGrowth of those, which shrinking leaves alone
 */
public record ShardPolicy(int least, int most, double filledTo, int changesADay, int keptForGrowth) {

    /** What AWS allows by default. */
    public static final int CHANGES_A_DAY = 10;

    /** Sixteen times as many shards. */
    public static final int KEPT_FOR_GROWTH = 4;

    public static final Duration DAY = Duration.ofHours(24);

    /** Growth answers to the fullest of these. */
    private static final int RECENT_MINUTES = 5;

    /** A stream shrinks to what the fullest minute of an hour needs, and not before it kept its count for an hour. */
    private static final Duration CALM = Duration.ofHours(1);

    /** A count that was shrunk to is filled less, or the next minute could make it grow again. */
    private static final double SHRUNK = 0.75;

    /** Older records have to be read from the shards that there are: a merge would only put off what follows them. */
    private static final Duration LATE = Duration.ofMinutes(1);

    public ShardPolicy {
        if (least < 1 || most < least || !(filledTo > 0 && filledTo <= 1) || keptForGrowth < 0 || changesADay < 1) {
            throw new IllegalArgumentException("no shards between " + least + " and " + most + " filled to " + filledTo
                    + " by " + changesADay + " changes a day of which " + keptForGrowth + " are for growth");
        }
    }

    public static ShardPolicy between(int least, int most) {
        return new ShardPolicy(least, most, 0.6, CHANGES_A_DAY, KEPT_FOR_GROWTH);
    }

    /**
     * The count to ask for now.
     *
     * @param shards that are open, 1 or more
     * @param seen minutes in which so many were open, in the order of time: an hour of them, or fewer where the count is younger
     * @param changes when the count was changed
     * @return {@code shards} where nothing is to be done
     */
    public int target(int shards, List<StreamMinute> seen, List<Instant> changes, Instant now) {
        long today = changes.stream()
                .filter(change -> change.isAfter(now.minus(DAY)))
                .count();
        if (seen.isEmpty() || today >= changesADay) {
            return shards;
        }
        if (full(shards, seen.subList(Math.max(0, seen.size() - RECENT_MINUTES), seen.size()))) {
            int grown = Math.min(2 * shards, most);
            if (grown > shards) {
                return grown;
            }
        }
        return today < changesADay - keptForGrowth ? shrunk(shards, seen, now) : shards;
    }

    private boolean full(int shards, List<StreamMinute> recent) {
        return shards < Math.max(needed(recent, filledTo), least) || refuses(shards, recent);
    }

    /** Where shards are empty and one refuses, a device posts more than a shard takes, and more shards would not help it. */
    private static boolean refuses(int shards, List<StreamMinute> recent) {
        return recent.stream().anyMatch(minute -> minute.refused() > 0 && 2 * minute.filledShards() >= shards);
    }

    private int shrunk(int shards, List<StreamMinute> seen, Instant now) {
        List<StreamMinute> hour = seen.stream()
                .filter(minute -> !minute.from().isBefore(now.minus(CALM)))
                .toList();
        boolean wholeHour = !seen.get(0).from().isAfter(now.minus(CALM));
        boolean calm = hour.stream()
                .allMatch(
                        minute -> minute.refused() == 0 && minute.iteratorAge().compareTo(LATE) <= 0);
        if (!wholeHour || hour.isEmpty() || !calm) {
            return shards;
        }
        int needed = Math.min(Math.max(needed(hour, filledTo * SHRUNK), least), most);
        return Math.min(shards, Math.max(needed, (shards + 1) / 2));
    }

    private static int needed(List<StreamMinute> minutes, double filledTo) {
        return (int) Math.ceil(
                minutes.stream().mapToDouble(StreamMinute::filledShards).max().orElse(0) / filledTo);
    }
}
