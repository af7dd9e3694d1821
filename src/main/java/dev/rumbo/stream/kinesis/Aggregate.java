package dev.rumbo.stream.kinesis;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.kpl.Messages.AggregatedRecord;
import software.amazon.kinesis.retrieval.kpl.Messages.Record;

/** Several small records as one in the format of the Kinesis Producer Library, which the consumer's library opens again. */
final class Aggregate {

    /** What a part adds around its bytes and its partition key, at most. */
    static final int PART_OVERHEAD_BYTES = 24;

    /** A record inside the aggregate. */
    record Part(String partitionKey, ByteString data) {}

    private Aggregate() {}

    /** Magic number, protobuf message and its MD5. */
    static byte[] encode(String hashKey, List<Part> parts) {
        AggregatedRecord.Builder message = AggregatedRecord.newBuilder().addExplicitHashKeyTable(hashKey);
        Map<String, Integer> keys = new LinkedHashMap<>();
        for (Part part : parts) {
            int key = keys.computeIfAbsent(part.partitionKey(), newKey -> {
                message.addPartitionKeyTable(newKey);
                return keys.size();
            });
            message.addRecords(Record.newBuilder()
                    .setPartitionKeyIndex(key)
                    .setExplicitHashKeyIndex(0)
                    .setData(part.data()));
        }
        byte[] bytes = message.build().toByteArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 20);
        out.writeBytes(AggregatorUtil.AGGREGATED_RECORD_MAGIC);
        out.writeBytes(bytes);
        out.writeBytes(md5(bytes));
        return out.toByteArray();
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
