package dev.rumbo.stream;

import java.util.List;

/** What becomes of the records: called by the engine, one thread per shard. */
public interface RecordConsumer {

    /** Records just arrived; returns at once. Before {@link #store} and, unlike it, never later than the poll. */
    void arrived(List<StreamRecord> records);

    /**
     * Blocks until the store holds what these records say, and their checkpoint where the store keeps it.
     *
     * @param records of one shard, in order
     * @throws dev.rumbo.store.StoreUnavailableException where the store could not take it; the same records must come again
     */
    void store(List<StreamRecord> records);
}
