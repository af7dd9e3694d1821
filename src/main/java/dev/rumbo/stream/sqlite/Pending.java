package dev.rumbo.stream.sqlite;

import java.util.concurrent.CompletableFuture;

/** A record that waits for the disk, and the promise to tell when it is there. */
final class Pending {

    /** What a record takes in the heap beside its data and key: objects, the future and what hangs on it. */
    private static final int OVERHEAD_BYTES = 300;

    private final int shard;
    private final String partitionKey;
    private final byte[] data;
    private final CompletableFuture<Void> durable = new CompletableFuture<>();

    Pending(int shard, String partitionKey, byte[] data) {
        this.shard = shard;
        this.partitionKey = partitionKey;
        this.data = data;
    }

    LogFile.Entry at(long sequence, long arrivedAtMillis) {
        return new LogFile.Entry(shard, sequence, arrivedAtMillis, partitionKey, data);
    }

    String partitionKey() {
        return partitionKey;
    }

    int shard() {
        return shard;
    }

    long bytes() {
        return data.length + 2L * partitionKey.length() + OVERHEAD_BYTES;
    }

    CompletableFuture<Void> durable() {
        return durable;
    }
}
