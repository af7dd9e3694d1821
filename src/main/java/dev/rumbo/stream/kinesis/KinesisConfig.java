package dev.rumbo.stream.kinesis;

import dev.rumbo.stream.StreamFollower;
import java.time.Duration;
import java.util.Optional;

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
 * @param flushBytes stores earlier when what arrived in one shard takes as much of the heap
 * @param checkpointInterval how long what is stored may be without its checkpoint, which is a write that is paid for; what has
 *     none comes again after a crash, and changes nothing
 * @param failover after how long a shard of an instance that died goes to another; a lease is renewed three times in it, and
 *     each is a write that is paid for
 * @param stopTimeout bound of the graceful stop
 * @param fanOut name or ARN of a consumer that the stream pushes its records to, beside all others; empty polls, as others may
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
        Duration checkpointInterval,
        Duration failover,
        Duration stopTimeout,
        Optional<String> fanOut) {

    private static final long MEBIBYTE = 1 << 20;

    private static final Duration SHORTEST_CHECKPOINT = Duration.ofSeconds(10);

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
    public static KinesisConfig of(
            String streamName,
            String workerId,
            boolean create,
            int shards,
            Duration flushInterval,
            long flushBytes,
            Duration failover) {
        return new KinesisConfig(
                streamName,
                streamName + "-trips",
                workerId,
                create,
                shards,
                32 * MEBIBYTE,
                Duration.ofMillis(4),
                Duration.ofSeconds(10),
                flushInterval,
                flushBytes,
                flushInterval.compareTo(SHORTEST_CHECKPOINT) > 0 ? flushInterval : SHORTEST_CHECKPOINT,
                failover,
                Duration.ofSeconds(10),
                Optional.empty());
    }

    /** The same, read by another way. */
    public KinesisConfig withFanOut(Optional<String> consumer) {
        return new KinesisConfig(
                streamName,
                applicationName,
                workerId,
                create,
                shards,
                bufferBytes,
                linger,
                retryBudget,
                flushInterval,
                flushBytes,
                checkpointInterval,
                failover,
                stopTimeout,
                consumer);
    }

    /** The same stream as another consumer reads it, with leases and checkpoints of its own. */
    KinesisConfig followedBy(StreamFollower follower) {
        return new KinesisConfig(
                streamName,
                streamName + '-' + follower.name(),
                workerId,
                create,
                shards,
                bufferBytes,
                linger,
                retryBudget,
                follower.interval(),
                follower.mostBytes(),
                follower.interval(),
                failover,
                stopTimeout,
                Optional.empty());
    }
}
