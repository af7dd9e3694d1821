package dev.rumbo.stream;

import java.util.Optional;
import java.util.OptionalInt;

/** How many shards a provisioned stream has, and the wish for another count. */
public interface ShardCount {

    /**
     * Shards that are open; empty while the count is being changed, and where the stream counts its shards itself.
     *
     * @throws StreamUnavailableException where the service cannot answer
     */
    OptionalInt open();

    /**
     * Begins to change the count; shards are cut and joined evenly.
     *
     * @return why the service refuses, and nothing changes; empty where it begins
     * @throws StreamUnavailableException where the service does not answer, and may have begun
     */
    Optional<String> change(int shards);
}
