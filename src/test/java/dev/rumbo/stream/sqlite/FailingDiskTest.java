package dev.rumbo.stream.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rumbo.codec.PostCodec;
import dev.rumbo.sqlite.FileSizeLimit;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.RecordingConsumer;
import dev.rumbo.stream.SamplePosts;
import dev.rumbo.stream.StreamUnavailableException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailingDiskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final RecordingConsumer consumer = new RecordingConsumer();
    private final List<ByteBuffer> acknowledged = new ArrayList<>();
    private SqliteLog log;
    private int number;

    @BeforeEach
    void start() {
        log = open();
        log.start(consumer);
    }

    @AfterEach
    void stop() {
        log.stop();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 100_000})
    void refusesAtOnceWhileTheDiskTakesNothingAndGoesOnByItself(long diskBytes) throws Exception {
        publish();
        try (FileSizeLimit full = new FileSizeLimit(diskBytes)) {
            assertThatThrownBy(() -> {
                        while (number < 1_000) {
                            publish();
                        }
                    })
                    .cause()
                    .isInstanceOf(StreamUnavailableException.class);
            assertThat(log.status().problem()).isPresent();
        }

        await().atMost(PATIENCE).until(() -> log.status().problem().isEmpty());
        publish();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumer.stored())
                        .extracting(record -> record.data())
                        .containsAll(acknowledged));
        log.stop();
        RecordingConsumer afterwards = new RecordingConsumer();
        log = open();
        log.start(afterwards);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(afterwards.stored())
                        .extracting(record -> record.data())
                        .containsAll(acknowledged));
        assertThat(afterwards.stored()).doesNotHaveDuplicates();
    }

    @Test
    void refusesBeforeItsBufferIsFullWhileAnotherHoldsTheLog() throws Exception {
        publish();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("log.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(this::publish)
                    .cause()
                    .isInstanceOfSatisfying(
                            StreamUnavailableException.class,
                            refused -> assertThat(refused.retryAfter()).isPositive());
            await().atMost(PATIENCE).until(() -> log.status().problem().isPresent());

            // Hundreds of megabytes of posts, of which it keeps none.
            for (int i = 0; i < 100_000; i++) {
                assertThat(log.publish(SamplePosts.post("device-" + i % 100, i, 200)))
                        .isCompletedExceptionally();
            }
            statement.execute("ROLLBACK");
        }

        await().atMost(PATIENCE).until(() -> log.status().problem().isEmpty());
        publish();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumer.stored())
                        .extracting(record -> record.data())
                        .containsExactlyElementsOf(acknowledged));
    }

    @Test
    void neverGivesASequenceNumberTwice() throws Exception {
        publish();
        try (FileSizeLimit full = new FileSizeLimit(1)) {
            assertThatThrownBy(this::publish).isInstanceOf(CompletionException.class);
        }
        await().atMost(PATIENCE).until(() -> log.status().problem().isEmpty());
        publish();
        publish();

        await().atMost(PATIENCE).until(() -> consumer.stored().size() >= 3);
        assertThat(consumer.stored())
                .extracting(record -> Long.parseLong(record.sequenceNumber()))
                .doesNotHaveDuplicates();
    }

    private void publish() {
        PositionPost post = SamplePosts.post("device", number++, 200);
        log.publish(post).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
        acknowledged.add(ByteBuffer.wrap(PostCodec.encode(post)));
    }

    private SqliteLog open() {
        return new SqliteLog(
                new SqliteLogConfig(folder, 1, Duration.ofHours(24), 1 << 20),
                shard -> Optional.empty(),
                Clock.systemUTC());
    }
}
