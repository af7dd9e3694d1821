package dev.rumbo.stream.kinesis;

import dev.rumbo.aws.Backoff;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** Reads the stream again from a time, beside the consumer and without its leases: parents before their children. */
final class Replay {

    private static final int MAX_ATTEMPTS = 10;

    /** A shard allows five reads a second, and the consumer needs most of them. */
    private static final Duration BETWEEN_READS = Duration.ofMillis(300);

    private final KinesisAsyncClient kinesis;
    private final String streamName;

    Replay(KinesisAsyncClient kinesis, String streamName) {
        this.kinesis = kinesis;
        this.streamName = streamName;
    }

    void run(Instant from, Consumer<StreamRecord> sink) {
        for (Shard shard : parentsFirst(shards())) {
            read(shard.shardId(), from, sink);
        }
    }

    private List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        @Nullable String next = null;
        do {
            ListShardsRequest.Builder request = ListShardsRequest.builder();
            ListShardsRequest page = next == null
                    ? request.streamName(streamName).build()
                    : request.nextToken(next).build();
            ListShardsResponse response = call(() -> kinesis.listShards(page).join());
            shards.addAll(response.shards());
            next = response.nextToken();
        } while (next != null);
        return shards;
    }

    private static List<Shard> parentsFirst(List<Shard> shards) {
        List<Shard> ordered = new ArrayList<>();
        Set<String> left = new HashSet<>(shards.stream().map(Shard::shardId).toList());
        while (!left.isEmpty()) {
            for (Shard shard : shards) {
                if (left.contains(shard.shardId())
                        && !left.contains(String.valueOf(shard.parentShardId()))
                        && !left.contains(String.valueOf(shard.adjacentParentShardId()))) {
                    ordered.add(shard);
                    left.remove(shard.shardId());
                }
            }
        }
        return ordered;
    }

    private void read(String shardId, Instant from, Consumer<StreamRecord> sink) {
        @Nullable
        String iterator = call(() -> kinesis.getShardIterator(request -> request.streamName(streamName)
                                .shardId(shardId)
                                .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                                .timestamp(from))
                        .join())
                .shardIterator();
        Disaggregation aggregates = new Disaggregation();
        boolean more = true;
        while (iterator != null && more) {
            String position = iterator;
            GetRecordsResponse response = call(() -> kinesis.getRecords(request -> request.shardIterator(position))
                    .join());
            List<KinesisClientRecord> records = response.records().stream()
                    .map(KinesisClientRecord::fromRecord)
                    .toList();
            for (KinesisClientRecord record : aggregates.deaggregate(records)) {
                sink.accept(ShardReader.toStreamRecord(shardId, record));
            }
            iterator = response.nextShardIterator();
            Long behind = response.millisBehindLatest();
            more = behind != null && behind > 0;
            if (more) {
                LockSupport.parkNanos(BETWEEN_READS.toNanos());
            }
        }
    }

    private static <T> T call(Supplier<T> call) {
        for (int attempt = 0; ; attempt++) {
            try {
                return call.get();
            } catch (CompletionException failed) {
                if (attempt == MAX_ATTEMPTS
                        || !(failed.getCause() instanceof SdkException cause)
                        || !cause.retryable()) {
                    throw new StreamUnavailableException(
                            "Kinesis cannot be read: " + failed.getCause(), Duration.ofSeconds(5), failed);
                }
                LockSupport.parkNanos(Backoff.DEFAULT.after(attempt).toNanos());
            }
        }
    }
}
