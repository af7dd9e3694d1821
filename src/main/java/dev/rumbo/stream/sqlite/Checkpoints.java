package dev.rumbo.stream.sqlite;

import java.util.Optional;

/** How far the store is: it moves a shard's checkpoint in the transaction that stores what the records say. */
public interface Checkpoints {

    /** The sequence number of the last record that was stored; empty where none was. */
    Optional<String> sequenceNumberOf(String shardId);
}
