package dev.rumbo.stream.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.PositionStreamContract;
import dev.rumbo.stream.RecordingConsumer;
import dev.rumbo.stream.SamplePosts;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.testsupport.Emulators;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.kpl.Messages;
import software.amazon.kinesis.retrieval.kpl.Messages.AggregatedRecord;

/** The contract on the emulators, and what only Kinesis can do: reshard, and carry other producers' records. */
@ExtendWith(Emulators.class)
class KinesisStreamIT extends PositionStreamContract {

    private static final int SHARDS = 2;

    private final AwsClients clients = Emulators.clients();
    private final String name = "positions-" + UUID.randomUUID();

    @AfterEach
    void deleteStream() {
        clients.kinesis()
                .deleteStream(request -> request.streamName(name))
                .exceptionally(gone -> null)
                .join();
    }

    @Override
    protected PositionStream open(Map<String, String> checkpoints, long bufferBytes) {
        return KinesisStream.open(clients, config(bufferBytes, Duration.ZERO), Clock.systemUTC());
    }

    @Override
    protected int shards() {
        return SHARDS;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(40);
    }

    @Test
    void deliversRecordsOfOtherProducersAsTheyAre() {
        RecordingConsumer consumer = new RecordingConsumer();
        open().start(consumer);
        byte[] json = "{\"device\":\"d\"}".getBytes(StandardCharsets.UTF_8);

        clients.kinesis()
                .putRecord(request ->
                        request.streamName(name).partitionKey("agent").data(SdkBytes.fromByteArray(json)))
                .join();

        await().atMost(patience()).until(() -> !consumer.stored().isEmpty());
        assertThat(consumer.stored()).singleElement().satisfies(record -> {
            assertThat(record.partitionKey()).isEqualTo("agent");
            assertThat(record.data()).isEqualTo(ByteBuffer.wrap(json));
        });
    }

    @Test
    void anAggregateThatCannotBeTakenApartTakesNothingAlong() throws Exception {
        RecordingConsumer consumer = new RecordingConsumer();
        PositionStream stream = open();
        byte[] json = "{\"deviceId\":\"d\"}".getBytes(StandardCharsets.UTF_8);
        byte[] garbled = aggregate(AggregatedRecord.newBuilder()
                .addPartitionKeyTable("agent")
                .addRecords(Messages.Record.newBuilder().setPartitionKeyIndex(9).setData(ByteString.copyFrom(json)))
                .build());
        Instant before = Instant.now();

        clients.kinesis()
                .putRecords(request -> request.streamName(name)
                        .records(Stream.of(json, garbled, json)
                                .map(data -> PutRecordsRequestEntry.builder()
                                        .partitionKey("agent")
                                        .data(SdkBytes.fromByteArray(data))
                                        .build())
                                .toList()))
                .join();
        stream.start(consumer);

        List<ByteBuffer> all = List.of(ByteBuffer.wrap(json), ByteBuffer.wrap(garbled), ByteBuffer.wrap(json));
        await().atMost(patience()).until(() -> consumer.stored().size() >= all.size());
        assertThat(consumer.stored()).extracting(StreamRecord::data).isEqualTo(all);
        List<ByteBuffer> again = new ArrayList<>();
        stream.replay(before.minusSeconds(60), record -> again.add(record.data()));
        assertThat(again).isEqualTo(all);
    }

    private static byte[] aggregate(AggregatedRecord message) throws NoSuchAlgorithmException {
        byte[] body = message.toByteArray();
        byte[] digest = MessageDigest.getInstance("MD5").digest(body);
        return ByteBuffer.allocate(4 + body.length + digest.length)
                .put(AggregatorUtil.AGGREGATED_RECORD_MAGIC)
                .put(body)
                .put(digest)
                .array();
    }

    @Test
    void showsAtOnceAndStoresAfterTheFlushInterval() {
        RecordingConsumer consumer = new RecordingConsumer();
        PositionStream stream = KinesisStream.open(clients, config(1 << 20, Duration.ofSeconds(3)), Clock.systemUTC());
        try {
            stream.start(consumer);
            stream.publish(SamplePosts.post("device", 1)).toCompletableFuture().join();
            await().atMost(patience()).until(() -> !consumer.arrived().isEmpty());
            stream.publish(SamplePosts.post("device", 2)).toCompletableFuture().join();

            await().during(Duration.ofSeconds(1)).until(() -> consumer.stored().isEmpty());
            await().atMost(patience()).until(() -> consumer.stored().size() == 2);
        } finally {
            stream.stop();
        }
    }

    @Test
    void losesNothingAndKeepsTheOrderOfEachDeviceWhileTheStreamIsResharded() {
        RecordingConsumer consumer = new RecordingConsumer();
        PositionStream stream = open();
        stream.start(consumer);
        await().atMost(patience()).until(() -> stream.status().shards().size() == SHARDS);

        Queue<CompletableFuture<Void>> acknowledged = new ConcurrentLinkedQueue<>();
        int rounds = 60;
        for (int round = 0; round < rounds; round++) {
            int number = round;
            List<CompletableFuture<Void>> posts = IntStream.range(0, 50)
                    .mapToObj(device -> stream.publish(SamplePosts.post("device-" + device, number))
                            .toCompletableFuture())
                    .toList();
            CompletableFuture.allOf(posts.toArray(CompletableFuture[]::new)).join();
            acknowledged.addAll(posts);
            if (round == 20) {
                reshard(4);
            } else if (round == 40) {
                awaitShards(4);
                reshard(3);
            }
        }
        assertThat(acknowledged).hasSize(rounds * 50);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ofDevice(consumer, 7)).hasSize(rounds));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> new LinkedHashSet<>(consumer.stored()).size() == rounds * 50);
        for (int device = 0; device < 50; device++) {
            assertThat(ofDevice(consumer, device))
                    .as("device %d", device)
                    .containsExactlyElementsOf(expected(device, rounds));
        }
        await().atMost(patience()).until(() -> stream.status().shards().size() == 3);
    }

    private void reshard(int count) {
        clients.kinesis()
                .updateShardCount(request ->
                        request.streamName(name).targetShardCount(count).scalingType(ScalingType.UNIFORM_SCALING))
                .join();
    }

    private void awaitShards(int count) {
        await().atMost(patience())
                .until(() -> clients.kinesis()
                                .describeStreamSummary(request -> request.streamName(name))
                                .join()
                                .streamDescriptionSummary()
                                .openShardCount()
                        == count);
    }

    private static List<ByteBuffer> ofDevice(RecordingConsumer consumer, int device) {
        return new LinkedHashSet<>(consumer.stored().stream()
                        .filter(record -> record.partitionKey().equals("device-" + device))
                        .map(StreamRecord::data)
                        .toList())
                .stream().toList();
    }

    private static List<ByteBuffer> expected(int device, int rounds) {
        List<ByteBuffer> data = new ArrayList<>();
        for (int number = 0; number < rounds; number++) {
            data.add(ByteBuffer.wrap(PostCodec.encode(SamplePosts.post("device-" + device, number))));
        }
        return data;
    }

    private KinesisConfig config(long bufferBytes, Duration flushInterval) {
        return new KinesisConfig(
                name,
                name + "-trips",
                UUID.randomUUID().toString(),
                true,
                SHARDS,
                bufferBytes,
                Duration.ofMillis(4),
                Duration.ofSeconds(10),
                flushInterval,
                1 << 20,
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Optional.empty());
    }
}
