package dev.rumbo.stream;

import java.util.List;
import java.util.Optional;

/**
 * The state of the stream as this instance sees it.
 *
 * @param problem why posts cannot be taken or records not be delivered now; empty where all is well
 * @param shards the shards that this instance consumes
 */
public record StreamStatus(Optional<String> problem, List<Shard> shards) {

    /**
     * One shard.
     *
     * @param behindMillis age of the oldest record that was not yet stored; 0 where there is none
     */
    public record Shard(String id, long behindMillis) {}
}
