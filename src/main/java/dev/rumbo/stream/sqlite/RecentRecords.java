package dev.rumbo.stream.sqlite;

import dev.rumbo.stream.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest records of a shard, so that a consumer that keeps up reads nothing from the disk. Counted in bytes: what does
 * not fit any more is read from the log.
 */
final class RecentRecords {

    /** What a record takes in the heap beside its data and key. */
    private static final int OVERHEAD_BYTES = 300;

    private final long capacityBytes;
    private final NavigableMap<Long, StreamRecord> bySequence = new TreeMap<>();
    private long heldBytes;
    private long completeAfter;

    /** @param committed sequence number of the last record before those that will be kept */
    RecentRecords(long capacityBytes, long committed) {
        this.capacityBytes = capacityBytes;
        this.completeAfter = committed;
    }

    /** Keeps a record that follows the one kept before. */
    synchronized void add(long sequence, StreamRecord record) {
        bySequence.put(sequence, record);
        heldBytes += bytes(record);
        while (heldBytes > capacityBytes) {
            var oldest = bySequence.pollFirstEntry();
            heldBytes -= bytes(oldest.getValue());
            completeAfter = oldest.getKey();
        }
    }

    /** Keeps none up to {@code committed}: some of them were not heard of. */
    synchronized void forget(long committed) {
        bySequence.clear();
        heldBytes = 0;
        completeAfter = committed;
    }

    /** All records after a sequence number, up to the limits; empty where some of them are no longer kept. */
    synchronized Optional<List<StreamRecord>> after(long sequence, int maxRecords, long maxBytes) {
        if (sequence < completeAfter) {
            return Optional.empty();
        }
        List<StreamRecord> records = new ArrayList<>();
        long bytes = 0;
        for (StreamRecord record : bySequence.tailMap(sequence, false).values()) {
            bytes += record.data().remaining();
            if (records.size() == maxRecords || (!records.isEmpty() && bytes > maxBytes)) {
                break;
            }
            records.add(record);
        }
        return Optional.of(records);
    }

    private static long bytes(StreamRecord record) {
        return record.data().capacity() + 2L * record.partitionKey().length() + OVERHEAD_BYTES;
    }
}
