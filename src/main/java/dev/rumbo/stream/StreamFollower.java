package dev.rumbo.stream;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whoever gets all records of the stream beside its consumer, may be late without holding anybody up, and knows itself how far it is. */
public interface StreamFollower {

    /** Names what the engine notes of it, among the stream's consumers. */
    String name();

    /** How long records wait for others before they are stored together. */
    Duration interval();

    /** How much memory waiting records may take; then they are stored earlier. */
    long mostBytes();

    /** The sequence number of the last record of the shard that it has for good; empty where it has none. */
    Optional<String> reached(String shardId);

    /**
     * Blocks until the records are stored for good. Those that are already change nothing.
     *
     * @param records of one or more shards, each shard's in order. Their shard ids tell one stream from another that took its place
     * @throws RuntimeException where they could not be stored; the same records come again
     */
    void store(List<StreamRecord> records);
}
