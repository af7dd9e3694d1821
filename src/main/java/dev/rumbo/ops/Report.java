package dev.rumbo.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance says of itself.
 *
 * @param problem why it takes no posts, delivers no records or writes no archive; null where all is well
 * @param acceptedPerSecond positions that it acknowledged, over the last minute
 * @param storedPerSecond positions that it took from the stream and stored, repeated ones included, over the last minute
 * @param refusedPerSecond posts that it answered with 503, over the last minute
 * @param setAside records that it set aside since it started
 * @param bufferedBytes of posts that it has not acknowledged yet
 * @param viewers sockets of the live map
 * @param heapBytes that are in use, of at most {@code heapMostBytes}
 * @param shards that it consumes
 * @param busy its devices that sent most in the last minute
 */
public record Report(
        @Nullable String problem,
        double acceptedPerSecond,
        double storedPerSecond,
        double refusedPerSecond,
        long setAside,
        long bufferedBytes,
        long viewers,
        long heapBytes,
        long heapMostBytes,
        List<ShardReport> shards,
        List<BusyDevices.Busy> busy) {

    /** One shard as its consumer sees it. */
    public record ShardReport(String id, long behindMillis, long waitingRecords, double recordsPerSecond) {}

    public Report {
        shards = List.copyOf(shards);
        busy = List.copyOf(busy);
    }
}
