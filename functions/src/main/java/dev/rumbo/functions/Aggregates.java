package dev.rumbo.functions;

import dev.rumbo.codec.MalformedRecordException;
import java.nio.ByteBuffer;
import java.util.List;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** Opens what the Kinesis Producer Library, or the application in its format, put into one record. */
final class Aggregates {

    private static final AggregatorUtil READER = new AggregatorUtil();

    private Aggregates() {}

    /**
     * What was put in, in order; the data itself where it is no aggregate.
     *
     * @throws MalformedRecordException where an aggregate cannot be taken apart
     */
    static List<ByteBuffer> open(String partitionKey, String sequenceNumber, byte[] data) {
        KinesisClientRecord record = KinesisClientRecord.builder()
                .partitionKey(partitionKey)
                .sequenceNumber(sequenceNumber)
                .data(ByteBuffer.wrap(data))
                .build();
        try {
            return READER.deaggregate(List.of(record)).stream()
                    .map(KinesisClientRecord::data)
                    .toList();
        } catch (LinkageError unreadable) {
            // The library tells of garbage by a class of javax.xml.bind, which no Java has had since 11.
            throw new MalformedRecordException("the aggregate is garbled", unreadable);
        }
    }
}
