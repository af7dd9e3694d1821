package dev.rumbo.stream.sqlite;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How the log is laid out and bounded.
 *
 * @param folder holds {@code log.db}; created if missing
 * @param shards of a new log, 1 to 64; an existing log keeps what it has, or a device would change its shard
 * @param retention how long consumed records stay for a replay; records that were not consumed stay in any case
 * @param bufferBytes what posts that are not on the disk yet may take together; above it they are refused
 */
public record SqliteLogConfig(Path folder, int shards, Duration retention, long bufferBytes) {

    /** Twice the cores of a small machine: enough to keep them busy, few enough for large batches. */
    public static final int DEFAULT_SHARDS = 4;

    /** What Kinesis keeps unless asked otherwise. */
    public static final Duration DEFAULT_RETENTION = Duration.ofHours(24);

    /** About four posts of the largest size, or two seconds of 40,000 positions each. */
    public static final long DEFAULT_BUFFER_BYTES = 16L * 1024 * 1024;

    static final int MAX_SHARDS = 64;

    public SqliteLogConfig {
        if (shards < 1 || shards > MAX_SHARDS) {
            throw new IllegalArgumentException("shards must be 1 to " + MAX_SHARDS + ", was " + shards);
        }
        if (retention.isNegative()) {
            throw new IllegalArgumentException("retention must not be negative, was " + retention);
        }
        if (bufferBytes < 0) {
            throw new IllegalArgumentException("bufferBytes must not be negative, was " + bufferBytes);
        }
    }

    public static SqliteLogConfig in(Path folder) {
        return new SqliteLogConfig(folder, DEFAULT_SHARDS, DEFAULT_RETENTION, DEFAULT_BUFFER_BYTES);
    }
}
