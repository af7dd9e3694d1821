package dev.rumbo.shards;

import java.time.Duration;
import java.time.Instant;

/**
 * What a stream carried in one minute, as CloudWatch tells it.
 *
 * @param from when the minute begins
 * @param bytes that were put ({@code IncomingBytes}), 0 or more
 * @param records that were put ({@code IncomingRecords}), 0 or more
 * @param refused records that found their shard full ({@code WriteProvisionedThroughputExceeded}), 0 or more
 * @param iteratorAge of the oldest record that was read ({@code GetRecords.IteratorAgeMilliseconds})
 */
public record StreamMinute(Instant from, long bytes, long records, long refused, Duration iteratorAge) {

    private static final long BYTES_PER_SHARD = 60L * 1_000_000;
    private static final long RECORDS_PER_SHARD = 60L * 1_000;

    /** How many shards it fills to the brim if they fill evenly: each takes 1 MB and 1,000 records a second. */
    double filledShards() {
        return Math.max((double) bytes / BYTES_PER_SHARD, (double) records / RECORDS_PER_SHARD);
    }
}
