package dev.rumbo.stream.kinesis;

import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamFollower;
import dev.rumbo.stream.StreamRecord;
import java.util.List;

/** A follower in a consumer's place. Its shards bear the stream's name: those of another stream are numbered alike. */
record Followed(String streamName, StreamFollower follower) implements RecordConsumer {

    @Override
    public void arrived(List<StreamRecord> records) {}

    @Override
    public List<StreamRecord> store(List<StreamRecord> records) {
        follower.store(records.stream()
                .map(record -> new StreamRecord(
                        streamName + '/' + record.shardId(),
                        record.sequenceNumber(),
                        record.arrivedAt(),
                        record.partitionKey(),
                        record.data()))
                .toList());
        return List.of();
    }
}
