package dev.rumbo.stream.kinesis;

import java.time.Duration;

/**
 * How the stream is used.
 *
 * @param streamName the Kinesis stream
 * @param applicationName names the table of leases and checkpoints; three characters or more
 * @param workerId unique among the instances that share the stream
 * @param create whether to create the stream where it is missing
 * @param shards of a stream that is created here
 * @param bufferBytes what posts that are not acknowledged yet may hold; above it posts are refused
 * @param linger how long a record waits for others to share its call
 * @param retryBudget how long a record is tried before its posts are refused
 * @param flushInterval how long arrived records wait for others before they are stored; 0 stores at once
 * @param flushBytes stores earlier when as much has arrived in one shard
 * @param stopTimeout bound of the graceful stop
 */
public record KinesisConfig(
        String streamName,
        String applicationName,
        String workerId,
        boolean create,
        int shards,
        long bufferBytes,
        Duration linger,
        Duration retryBudget,
        Duration flushInterval,
        long flushBytes,
        Duration stopTimeout) {

    private static final long MEBIBYTE = 1 << 20;

    public KinesisConfig {
        if (applicationName.length() < 3) {
            throw new IllegalArgumentException("application name of less than 3 characters: " + applicationName);
        }
        if (shards < 1 || bufferBytes < 1 || flushBytes < 1) {
            throw new IllegalArgumentException(
                    "below 1: shards " + shards + ", buffer bytes " + bufferBytes + ", flush bytes " + flushBytes);
        }
    }

    /** What fits one to a few instances; the rest is for tests and operators. */
    public static KinesisConfig of(String streamName, String workerId, boolean create, Duration flushInterval) {
        return new KinesisConfig(
                streamName,
                streamName + "-trips",
                workerId,
                create,
                2,
                32 * MEBIBYTE,
                Duration.ofMillis(4),
                Duration.ofSeconds(10),
                flushInterval,
                4 * MEBIBYTE,
                Duration.ofSeconds(10));
    }
}
