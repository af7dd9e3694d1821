package dev.rumbo.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.codec.PostCodec;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.RecordingConsumer;
import dev.rumbo.stream.SamplePosts;
import dev.rumbo.stream.StreamStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive behind the stream of an engine. */
public abstract class ArchiverContract {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path disk;

    private final Map<String, String> checkpoints = new ConcurrentHashMap<>();
    private final List<PositionPost> published = new ArrayList<>();
    private final List<PositionStream> streams = new ArrayList<>();
    private final List<ObjectStorage> storages = new ArrayList<>();

    /** The same stream each time. */
    protected abstract PositionStream open(Map<String, String> checkpoints);

    @AfterEach
    void stop() {
        streams.forEach(PositionStream::stop);
        storages.forEach(ObjectStorage::close);
    }

    @Test
    void archivesEachRecordOnceThroughRestartsWhileItsFolderIsGoneAndHoldsUpNobody() throws Exception {
        Path folder = disk.resolve("archive");
        PositionStream first = opened();
        Supplier<StreamStatus> followed = follow(first, folder, Duration.ofMillis(200));
        RecordingConsumer consumer = new RecordingConsumer(checkpoints);
        first.start(consumer);
        publish(first, 40);
        awaitArchived(folder);

        // A file in the folder's place, as good as a disk that is gone: nothing can be written there.
        Path elsewhere = disk.resolve("elsewhere");
        Files.move(folder, elsewhere);
        Files.createFile(folder);
        publish(first, 40);
        await().atMost(PATIENCE).until(() -> followed.get().problem().isPresent());
        await().atMost(PATIENCE).until(() -> consumer.stored().size() >= published.size());
        assertThat(first.status().problem()).isEmpty();
        first.stop();
        storages.forEach(ObjectStorage::close);
        Files.delete(folder);
        Files.move(elsewhere, folder);

        PositionStream second = opened();
        follow(second, folder, Duration.ofMillis(200));
        second.start(new RecordingConsumer(checkpoints));
        publish(second, 40);
        awaitArchived(folder);
        second.stop();

        assertThat(archived(folder)).isEqualTo(expected());
    }

    private PositionStream opened() {
        PositionStream stream = open(checkpoints);
        streams.add(stream);
        return stream;
    }

    private Supplier<StreamStatus> follow(PositionStream stream, Path folder, Duration interval) {
        ObjectStorage storage = new ObjectFolder(folder);
        storages.add(storage);
        return stream.follow(new Archiver(
                new Lake(storage, Clock.systemUTC()),
                record -> Optional.of(PostCodec.decode(record.data())),
                interval,
                1 << 20,
                new SimpleMeterRegistry()));
    }

    private void publish(PositionStream stream, int posts) {
        List<PositionPost> more = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            more.add(SamplePosts.post("device-" + i % 7, published.size() + i));
        }
        published.addAll(more);
        CompletableFuture.allOf(more.stream()
                        .map(post -> stream.publish(post).toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private void awaitArchived(Path folder) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> archived(folder).size() >= published.size());
    }

    private static List<String> archived(Path folder) throws IOException, SQLException {
        return DuckDb.query(folder, "SELECT device_id || ' ' || time_millis FROM archive ORDER BY 1");
    }

    private List<String> expected() {
        TreeSet<String> rows = new TreeSet<>();
        published.forEach(post ->
                post.positions().forEach(position -> rows.add(post.device().deviceId() + ' ' + position.timeMillis())));
        return List.copyOf(rows);
    }
}
