package dev.rumbo.stream.kinesis;

import dev.rumbo.aws.AwsClients;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.StreamFollower;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.StreamUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.CreateStreamResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * The stream on Amazon Kinesis Data Streams.
 *
 * <p>Posts go in through {@link Producer}, records come out through {@link Consumer}; the two share nothing but the stream.
 */
public final class KinesisStream implements PositionStream {

    /** An emulator is ready in half a second, AWS in half a minute. */
    private static final Duration POLL = Duration.ofMillis(200);

    /** The library's shortest; little is left of a shard's five reads a second. */
    private static final Duration BETWEEN_READS = Duration.ofMillis(200);

    /** A follower may be late, and must leave the consumer its reads. */
    private static final Duration BETWEEN_FOLLOWERS_READS = Duration.ofSeconds(5);

    private static final Duration CREATION = Duration.ofMinutes(2);

    private final AwsClients clients;
    private final KinesisConfig config;
    private final Clock clock;
    private final Producer producer;
    private final Consumer consumer;
    private volatile @Nullable Consumer follower;

    private KinesisStream(AwsClients clients, KinesisConfig config, Clock clock) {
        this.clients = clients;
        this.config = config;
        this.clock = clock;
        producer = new Producer(clients.kinesis(), config);
        consumer = new Consumer(clients, config, BETWEEN_READS, clock);
    }

    /**
     * Opens the stream, after creating it where it is missing and the configuration asks for that.
     *
     * @throws StreamUnavailableException where it should be created and cannot
     */
    public static KinesisStream open(AwsClients clients, KinesisConfig config, Clock clock) {
        if (config.create()) {
            create(clients.kinesis(), config);
        }
        return new KinesisStream(clients, config, clock);
    }

    @Override
    public CompletionStage<Void> publish(PositionPost post) {
        return producer.publish(post.device().deviceId(), PostCodec.encode(post));
    }

    @Override
    public void start(RecordConsumer recordConsumer) {
        consumer.start(recordConsumer);
    }

    @Override
    public Supplier<StreamStatus> follow(StreamFollower wanted) {
        Duration betweenReads =
                wanted.interval().compareTo(BETWEEN_FOLLOWERS_READS) < 0 ? wanted.interval() : BETWEEN_FOLLOWERS_READS;
        Consumer beside = new Consumer(clients, config.followedBy(wanted), betweenReads, clock);
        follower = beside;
        beside.start(new Followed(config.streamName(), wanted));
        return () -> new StreamStatus(beside.problem(), beside.shards(), 0);
    }

    @Override
    public void stop() {
        try {
            consumer.stop();
            producer.stop();
            Consumer beside = follower;
            if (beside != null) {
                beside.stop();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void replay(Instant from, java.util.function.Consumer<StreamRecord> sink) {
        if (from.isBefore(clock.instant())) {
            new Replay(clients.kinesis(), config.streamName()).run(from, sink);
        }
    }

    @Override
    public List<StreamStatus.Lease> leases() {
        return Leases.list(clients.leases(), config.applicationName());
    }

    @Override
    public StreamStatus status() {
        return new StreamStatus(producer.problem().or(consumer::problem), consumer.shards(), producer.bufferedBytes());
    }

    /** Bytes of the posts that are not acknowledged yet. */
    public long bufferedBytes() {
        return producer.bufferedBytes();
    }

    static void create(KinesisAsyncClient kinesis, KinesisConfig config) {
        try {
            if (!exists(kinesis, config.streamName())) {
                kinesis.createStream(request ->
                                request.streamName(config.streamName()).shardCount(config.shards()))
                        .exceptionally(KinesisStream::createdMeanwhile)
                        .join();
            }
            kinesis.waiter()
                    .waitUntilStreamExists(
                            request -> request.streamName(config.streamName()),
                            waiting -> waiting.maxAttempts(600)
                                    .backoffStrategyV2(BackoffStrategy.fixedDelay(POLL))
                                    .waitTimeout(CREATION))
                    .join();
        } catch (CompletionException failed) {
            throw new StreamUnavailableException(
                    "the stream " + config.streamName() + " cannot be created",
                    Duration.ofSeconds(5),
                    failed.getCause());
        }
    }

    private static boolean exists(KinesisAsyncClient kinesis, String streamName) {
        try {
            kinesis.describeStreamSummary(request -> request.streamName(streamName))
                    .join();
            return true;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof ResourceNotFoundException) {
                return false;
            }
            throw failed;
        }
    }

    private static CreateStreamResponse createdMeanwhile(Throwable failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        if (cause instanceof ResourceInUseException) {
            return CreateStreamResponse.builder().build();
        }
        throw new CompletionException(cause);
    }
}
