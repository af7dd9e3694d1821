package dev.rumbo.stream;

import java.util.List;

/** What becomes of the records: called by the engine, one thread per shard. */
public interface RecordConsumer {

    /** Records just arrived; returns at once. Before {@link #store} and, unlike it, never later than the poll. */
    void arrived(List<StreamRecord> records);

    /**
     * Blocks until the store holds what these records say, and their checkpoint where the store keeps it and nothing is handed back.
     *
     * @param records of one shard, in order
     * @return those of devices that the store does not take now, while it takes others: they must come again, alone or with what arrived
     *     since, in order; empty where all are stored
     * @throws dev.rumbo.store.StoreUnavailableException where the store takes nothing; the same records must come again
     */
    List<StreamRecord> store(List<StreamRecord> records);
}
