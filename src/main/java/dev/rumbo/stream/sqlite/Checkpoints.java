package dev.rumbo.stream.sqlite;

import java.util.Optional;

/** How far the store is: it moves a shard's checkpoint in the transaction that stores what the records say. */
public interface Checkpoints {

    /** The sequence number of the last record that was stored; empty where none was. */
    Optional<String> sequenceNumberOf(String shardId);

    /**
     * Returns once a loss of power can no longer take back what was stored before the call. Nothing to do where each
     * checkpoint is on the disk as soon as it is told.
     *
     * @throws dev.rumbo.store.StoreUnavailableException where the disk does not take it
     */
    default void settle() {}
}
