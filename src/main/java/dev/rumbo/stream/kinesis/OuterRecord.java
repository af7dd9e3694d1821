package dev.rumbo.stream.kinesis;

import com.google.protobuf.UnsafeByteOperations;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** A Kinesis record under way: one post as it is, or an aggregate of several of one bucket. */
record OuterRecord(int bucket, List<WaitingPost> posts, PutRecordsRequestEntry entry) {

    /** Ten records of a PUT payload unit (25 KB) each; more would only delay what fails. */
    private static final int MAX_AGGREGATE_BYTES = 250_000;

    /** Limits of PutRecords, the second with room for the keys. */
    private static final int MAX_CALL_RECORDS = 500;

    private static final int MAX_CALL_BYTES = 4_500_000;

    OuterRecord {
        posts = List.copyOf(posts);
    }

    /** Takes what fits from the front of the queue, at least one. */
    static OuterRecord take(int bucket, Deque<WaitingPost> waiting) {
        List<WaitingPost> taken = new ArrayList<>();
        long bytes = 0;
        while (!waiting.isEmpty()) {
            WaitingPost next = waiting.element();
            bytes += next.data().length + next.deviceId().length() + Aggregate.PART_OVERHEAD_BYTES;
            if (!taken.isEmpty() && bytes > MAX_AGGREGATE_BYTES) {
                break;
            }
            taken.add(waiting.remove());
        }
        String hashKey = Buckets.hashKey(bucket);
        byte[] data = taken.size() == 1
                ? taken.get(0).data()
                : Aggregate.encode(
                        hashKey,
                        taken.stream()
                                .map(post -> new Aggregate.Part(
                                        post.deviceId(), UnsafeByteOperations.unsafeWrap(post.data())))
                                .toList());
        PutRecordsRequestEntry entry = PutRecordsRequestEntry.builder()
                .partitionKey(taken.get(0).deviceId())
                .explicitHashKey(hashKey)
                .data(SdkBytes.fromByteArrayUnsafe(data))
                .build();
        return new OuterRecord(bucket, taken, entry);
    }

    /** Shares records out over as few calls as their limits allow. */
    static List<List<OuterRecord>> calls(List<OuterRecord> records) {
        List<List<OuterRecord>> calls = new ArrayList<>();
        List<OuterRecord> call = new ArrayList<>();
        long bytes = 0;
        for (OuterRecord record : records) {
            int size = record.entry.data().asByteArrayUnsafe().length;
            if (call.size() == MAX_CALL_RECORDS || (!call.isEmpty() && bytes + size > MAX_CALL_BYTES)) {
                calls.add(call);
                call = new ArrayList<>();
                bytes = 0;
            }
            call.add(record);
            bytes += size;
        }
        if (!call.isEmpty()) {
            calls.add(call);
        }
        return calls;
    }
}
