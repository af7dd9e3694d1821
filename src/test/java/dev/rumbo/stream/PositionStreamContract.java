package dev.rumbo.stream;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every engine's stream must do. Each test starts with an empty stream; what is opened is stopped after it. */
public abstract class PositionStreamContract {

    private final List<PositionStream> opened = new ArrayList<>();
    /** What the store, if there were one, would have kept. */
    private final Map<String, String> checkpoints = new ConcurrentHashMap<>();

    /**
     * Opens the stream of this test, and the same again when called again.
     *
     * @param checkpoints shard to sequence number, as the store would know; for engines whose stream keeps none
     * @param bufferBytes what the posts that were not acknowledged yet may take
     */
    protected abstract PositionStream open(Map<String, String> checkpoints, long bufferBytes);

    /** How many shards the stream has; at least two. */
    protected abstract int shards();

    /** How long anything may take. */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    @AfterEach
    void stopAll() {
        opened.forEach(PositionStream::stop);
    }

    @Test
    void deliversTheBytesOfAPostUnderItsDevice() {
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        PositionStream stream = open();
        stream.start(consumer);

        PositionPost post = SamplePosts.post("device", 1);
        publish(stream, List.of(post));

        awaitStored(consumer, 1);
        StreamRecord record = consumer.stored().get(0);
        assertThat(record.partitionKey()).isEqualTo("device");
        assertThat(record.data()).isEqualTo(ByteBuffer.wrap(PostCodec.encode(post)));
        assertThat(consumer.arrived()).contains(record);
    }

    @Test
    void keepsTheOrderOfEachDevice() {
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        PositionStream stream = open();
        stream.start(consumer);

        List<PositionPost> posts = posts(5, 20);
        publish(stream, posts);

        awaitStored(consumer, posts.size());
        assertThat(dataByDevice(consumer.stored())).isEqualTo(dataOf(posts));
    }

    @Test
    void numbersTheRecordsOfAShardWithoutRepeating() {
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        PositionStream stream = open();
        stream.start(consumer);

        publish(stream, posts(4, 10));

        awaitStored(consumer, 40);
        assertThat(consumer.stored().stream().map(record -> record.shardId() + "/" + record.sequenceNumber()))
                .doesNotHaveDuplicates();
    }

    @Test
    void spreadsTheDevicesOverTheShardsByMd5() {
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        PositionStream stream = open();
        stream.start(consumer);

        publish(stream, posts(64, 1));

        awaitStored(consumer, 64);
        List<String> shardsInHashOrder = consumer.stored().stream()
                .sorted(Comparator.comparing(record -> md5(record.partitionKey())))
                .map(StreamRecord::shardId)
                .toList();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < shardsInHashOrder.size(); i++) {
            String shard = shardsInHashOrder.get(i);
            boolean entered = i == 0 || !shard.equals(shardsInHashOrder.get(i - 1));
            assertThat(!entered || seen.add(shard))
                    .as("shard %s covers one range of hashes", shard)
                    .isTrue();
        }
        assertThat(seen).hasSize(shards());
    }

    @Test
    void deliversWhatWasPublishedBeforeTheConsumerStarted() {
        PositionStream stream = open();
        List<PositionPost> posts = posts(3, 5);
        publish(stream, posts);

        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        stream.start(consumer);

        awaitStored(consumer, posts.size());
        assertThat(dataByDevice(consumer.stored())).isEqualTo(dataOf(posts));
    }

    @Test
    void goesOnAfterTheCheckpointWhenOpenedAgain() {
        PositionStream first = open();
        RecordingConsumer before = new RecordingConsumer(checkpoints);
        first.start(before);
        publish(first, posts(3, 5));
        awaitStored(before, 15);
        first.stop();

        PositionStream second = open();
        RecordingConsumer after = new RecordingConsumer(checkpoints);
        second.start(after);
        publish(second, List.of(SamplePosts.post("device-0", 100)));

        awaitStored(after, 1);
        assertThat(after.stored().get(after.stored().size() - 1).data())
                .isEqualTo(ByteBuffer.wrap(PostCodec.encode(SamplePosts.post("device-0", 100))));
        assertThat(after.stored()).hasSize(1);
    }

    @Test
    void keepsWhatWasAcknowledgedAcrossAStop() {
        PositionStream first = open();
        List<PositionPost> posts = posts(3, 5);
        publish(first, posts);
        first.stop();

        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        open().start(consumer);

        awaitStored(consumer, posts.size());
        assertThat(dataByDevice(consumer.stored())).isEqualTo(dataOf(posts));
    }

    @Test
    void deliversAgainAfterAnError() {
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        consumer.fail(2, new StackOverflowError("told to fail"));
        PositionStream stream = open();
        stream.start(consumer);
        publish(stream, List.of(SamplePosts.post("device", 1)));

        awaitStored(consumer, 1);
        assertThat(consumer.refused()).isEqualTo(2);
    }

    @Test
    void deliversAgainWhatTheStoreCouldNotTake() {
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        consumer.fail(3, new StoreUnavailableException("told to fail", null));
        PositionStream stream = open();
        stream.start(consumer);

        List<PositionPost> posts = posts(2, 10);
        publish(stream, posts);

        awaitStored(consumer, posts.size());
        assertThat(consumer.refused()).isEqualTo(3);
        assertThat(dataByDevice(consumer.stored())).isEqualTo(dataOf(posts));
    }

    @Test
    void showsWhatArrivesThoughTheStoreTakesNothing() {
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        consumer.fail(Integer.MAX_VALUE, new StoreUnavailableException("told to fail", null));
        PositionStream stream = open();
        stream.start(consumer);
        publish(stream, posts(2, 1));
        await().atMost(patience()).until(() -> consumer.refused() > 2);

        List<PositionPost> later = List.of(SamplePosts.post("device-0", 1), SamplePosts.post("device-1", 1));
        publish(stream, later);

        await().atMost(patience())
                .untilAsserted(
                        () -> assertThat(dataByDevice(consumer.arrived())).isEqualTo(dataOf(posts(2, 2))));
        assertThat(consumer.stored()).isEmpty();
    }

    @Test
    void deliversAgainWhatIsHandedBackAndTheRestMeanwhile() {
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        consumer.handBack("device-0");
        PositionStream stream = open();
        stream.start(consumer);
        List<PositionPost> posts = posts(20, 5);
        publish(stream, posts);

        Set<ByteBuffer> ofOthers = posts.stream()
                .filter(post -> !post.device().deviceId().equals("device-0"))
                .map(post -> ByteBuffer.wrap(PostCodec.encode(post)))
                .collect(toSet());
        await().atMost(patience())
                .untilAsserted(() -> assertThat(data(consumer.stored())).containsAll(ofOthers));

        consumer.handBack("");
        await().atMost(patience())
                .untilAsserted(() -> assertThat(dataByDevice(consumer.stored())).isEqualTo(dataOf(posts)));
    }

    @Test
    void deliversWhatWasHandedBackWhenOpenedAgain() {
        RecordingConsumer before = new RecordingConsumer(checkpoints);
        before.handBack("device-0");
        PositionStream first = open();
        first.start(before);
        List<PositionPost> posts = posts(20, 5);
        publish(first, posts);
        await().atMost(patience()).until(() -> before.arrived().size() >= posts.size());
        first.stop();

        RecordingConsumer after = new RecordingConsumer(checkpoints);
        open().start(after);

        await().atMost(patience())
                .untilAsserted(() -> assertThat(dataByDevice(after.stored()).get("device-0"))
                        .isEqualTo(dataOf(posts).get("device-0")));
    }

    @Test
    void deliversAgainAfterADefectAndReportsItMeanwhile() {
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        consumer.fail(Integer.MAX_VALUE, new IllegalStateException("a defect"));
        PositionStream stream = open();
        stream.start(consumer);
        publish(stream, List.of(SamplePosts.post("device", 1)));

        await().atMost(patience()).until(() -> stream.status().problem().isPresent());
        await().atMost(patience())
                .until(() -> stream.status().shards().stream().anyMatch(shard -> shard.behindMillis() > 0));

        consumer.fail(0, new IllegalStateException("a defect"));
        awaitStored(consumer, 1);
        await().atMost(patience()).until(() -> stream.status().problem().isEmpty());
        await().atMost(patience())
                .until(() -> stream.status().shards().stream().allMatch(shard -> shard.behindMillis() == 0));
    }

    @Test
    void replaysFromATimeWithoutMovingACheckpoint() {
        PositionStream stream = open();
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        stream.start(consumer);
        publish(stream, posts(2, 3));
        awaitStored(consumer, 6);
        Instant last = consumer.stored().stream()
                .map(StreamRecord::arrivedAt)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        await().atMost(patience()).until(() -> Instant.now().isAfter(last.plusMillis(20)));
        List<PositionPost> later = List.of(SamplePosts.post("device-0", 50), SamplePosts.post("device-1", 50));
        publish(stream, later);
        awaitStored(consumer, 8);
        Map<String, String> before = Map.copyOf(checkpoints);

        List<StreamRecord> all = new ArrayList<>();
        stream.replay(Instant.EPOCH, all::add);
        List<StreamRecord> some = new ArrayList<>();
        stream.replay(last.plusMillis(1), some::add);

        assertThat(dataByDevice(all)).isEqualTo(dataByDevice(consumer.stored()));
        assertThat(dataByDevice(some)).isEqualTo(dataOf(later));
        assertThat(checkpoints).isEqualTo(before);
        assertThat(consumer.stored()).hasSize(8);
    }

    @Test
    void refusesWhatDoesNotFitTheBuffer() {
        PositionStream stream = open(1);
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        stream.start(consumer);

        assertRefused(stream.publish(SamplePosts.post("device", 1)));
        assertThat(consumer.arrived()).isEmpty();
    }

    @Test
    void deliversAllThatItAcknowledgedUnderMoreLoadThanItsBufferHolds() {
        PositionStream stream = open(16 * 1024);
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        stream.start(consumer);

        List<PositionPost> posts = posts(10, 50);
        List<CompletionStage<Void>> stages = posts.stream().map(stream::publish).toList();
        Set<ByteBuffer> acknowledged = new HashSet<>();
        for (int i = 0; i < posts.size(); i++) {
            try {
                join(stages.get(i));
                acknowledged.add(ByteBuffer.wrap(PostCodec.encode(posts.get(i))));
            } catch (CompletionException refused) {
                assertThat(refused).hasCauseInstanceOf(StreamUnavailableException.class);
            }
        }

        assertThat(acknowledged).isNotEmpty();
        await().atMost(patience())
                .untilAsserted(() -> assertThat(data(consumer.stored())).containsAll(acknowledged));
    }

    @Test
    void refusesPostsOnceStopped() {
        PositionStream stream = open();
        stream.start(new RecordingConsumer(checkpoints));
        stream.stop();

        assertRefused(stream.publish(SamplePosts.post("device", 1)));
    }

    @Test
    void reportsNoProblemAndEachShardWhenIdle() {
        PositionStream stream = open();
        stream.start(new RecordingConsumer(checkpoints));

        await().atMost(patience()).untilAsserted(() -> {
            assertThat(stream.status().problem()).isEmpty();
            assertThat(stream.status().shards())
                    .hasSize(shards())
                    .allSatisfy(shard -> assertThat(shard.behindMillis()).isZero());
        });
    }

    protected final PositionStream open() {
        return open(16L * 1024 * 1024);
    }

    private PositionStream open(long bufferBytes) {
        PositionStream stream = open(checkpoints, bufferBytes);
        opened.add(stream);
        return stream;
    }

    private void publish(PositionStream stream, Collection<PositionPost> posts) {
        posts.stream().map(stream::publish).toList().forEach(this::join);
    }

    private void join(CompletionStage<Void> stage) {
        stage.toCompletableFuture()
                .orTimeout(patience().toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void assertRefused(CompletionStage<Void> stage) {
        assertThatThrownBy(() -> join(stage))
                .cause()
                .isInstanceOfSatisfying(
                        StreamUnavailableException.class,
                        refused -> assertThat(refused.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1)));
    }

    private void awaitStored(RecordingConsumer consumer, int count) {
        await().atMost(patience())
                .untilAsserted(() -> assertThat(consumer.stored()).hasSizeGreaterThanOrEqualTo(count));
    }

    /** Posts of several devices, taking turns. */
    private static List<PositionPost> posts(int devices, int each) {
        return IntStream.range(0, devices * each)
                .mapToObj(i -> SamplePosts.post("device-" + i % devices, i / devices))
                .toList();
    }

    private static Map<String, List<ByteBuffer>> dataOf(List<PositionPost> posts) {
        return posts.stream()
                .collect(groupingBy(
                        post -> post.device().deviceId(),
                        mapping(post -> ByteBuffer.wrap(PostCodec.encode(post)), toList())));
    }

    /** In order of delivery; a record that came again counts once. */
    private static Map<String, List<ByteBuffer>> dataByDevice(List<StreamRecord> records) {
        return records.stream()
                .distinct()
                .collect(groupingBy(StreamRecord::partitionKey, mapping(StreamRecord::data, toList())));
    }

    private static List<ByteBuffer> data(List<StreamRecord> records) {
        return records.stream().map(StreamRecord::data).toList();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
