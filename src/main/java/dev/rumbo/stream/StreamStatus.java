package dev.rumbo.stream;

import java.util.List;
import java.util.Optional;

/**
 * The state of the stream as this instance sees it.
 *
 * @param problem why posts cannot be taken or records not be delivered now; empty where all is well
 * @param shards the shards that this instance consumes
 * @param bufferedBytes of posts that are not acknowledged yet
 */
public record StreamStatus(Optional<String> problem, List<Shard> shards, long bufferedBytes) {

    /**
     * One shard.
     *
     * @param behindMillis age of the oldest record that was not yet stored; 0 where there is none
     * @param waitingRecords that are known and not yet stored
     * @param arrivedRecords since this instance consumes the shard
     */
    public record Shard(String id, long behindMillis, long waitingRecords, long arrivedRecords) {}

    /**
     * Who consumes a shard.
     *
     * @param holder the worker that has its lease; empty where nobody has
     * @param checkpoint after which record its consumer would begin
     * @param parents the shards that it was cut out of or joined from, as far as the stream still knows them
     * @param ended whether all of it is stored and nothing will come, since the stream was cut into other shards
     */
    public record Lease(
            String shardId, Optional<String> holder, String checkpoint, List<String> parents, boolean ended) {

        public Lease {
            parents = List.copyOf(parents);
        }
    }
}
