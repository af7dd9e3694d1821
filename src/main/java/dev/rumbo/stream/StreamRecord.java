package dev.rumbo.stream;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A record as the stream delivers it.
 *
 * @param sequenceNumber position within the shard; increasing, but only comparable by the engine
 * @param arrivedAt when the stream took it
 * @param data read-only
 */
public record StreamRecord(
        String shardId, String sequenceNumber, Instant arrivedAt, String partitionKey, ByteBuffer data) {

    public StreamRecord {
        data = data.asReadOnlyBuffer();
    }
}
