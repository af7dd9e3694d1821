package dev.rumbo.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.RecordConsumer;
import dev.rumbo.stream.RecordingConsumer;
import dev.rumbo.stream.SamplePosts;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.sqlite.SqliteLog;
import dev.rumbo.stream.sqlite.SqliteLogConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void copiesAllThatWasAcknowledgedBeforeItBeganWhilePostsGoOn() throws Exception {
        Path data = folder.resolve("data");
        Path copy = folder.resolve("copy");
        SqliteStore store = SqliteStore.open(data);
        SqliteLog log = log(data, store);
        log.start(checkpointing(store));
        Set<ByteBuffer> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicBoolean going = new AtomicBoolean(true);
        Thread load = new Thread(() -> {
            for (int i = 0; going.get(); i++) {
                PositionPost post = SamplePosts.post("device-" + i % 7, i);
                log.publish(post)
                        .toCompletableFuture()
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
                acknowledged.add(ByteBuffer.wrap(PostCodec.encode(post)));
            }
        });
        load.start();
        await().atMost(PATIENCE).until(() -> acknowledged.size() > 500);

        Set<ByteBuffer> before = Set.copyOf(acknowledged);
        backUpFromAnotherProcess(data, copy);
        going.set(false);
        load.join();
        log.stop();
        store.close();

        SqliteStore storeCopy = SqliteStore.open(copy);
        SqliteLog logCopy = log(copy, storeCopy);
        List<StreamRecord> records = new ArrayList<>();
        logCopy.replay(Instant.EPOCH, records::add);
        assertThat(records).extracting(StreamRecord::data).containsAll(before);

        RecordingConsumer consumer = new RecordingConsumer();
        logCopy.start(consumer);
        PositionPost next = SamplePosts.post("device-1", 10_000_000);
        logCopy.publish(next).toCompletableFuture().join();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(consumer.stored())
                        .extracting(StreamRecord::data)
                        .contains(ByteBuffer.wrap(PostCodec.encode(next))));
        logCopy.stop();
        storeCopy.close();
    }

    @Test
    void refusesATargetThatExists() throws IOException {
        Path data = folder.resolve("data");
        SqliteStore store = SqliteStore.open(data);
        log(data, store).stop();
        store.close();
        Path target = Files.createDirectory(folder.resolve("copy"));

        assertThatThrownBy(() -> Backup.copy(data, target)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void refusesAFolderThatIsNoDataFolder() {
        assertThatThrownBy(() -> Backup.copy(folder, folder.resolve("copy"))).isInstanceOf(NoSuchFileException.class);
        assertThat(folder.resolve("copy")).doesNotExist();
        assertThat(folder.resolve("log.db")).doesNotExist();
    }

    /** @param args data folder, target */
    public static void main(String[] args) throws IOException {
        Backup.copy(Path.of(args[0]), Path.of(args[1]));
    }

    private static void backUpFromAnotherProcess(Path data, Path copy) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BackupTest.class.getName(),
                        data.toString(),
                        copy.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    private static SqliteLog log(Path folder, SqliteStore store) {
        return new SqliteLog(
                new SqliteLogConfig(folder, 4, Duration.ofHours(24), 1 << 20), store::checkpoint, Clock.systemUTC());
    }

    private static RecordConsumer checkpointing(SqliteStore store) {
        return new RecordConsumer() {
            @Override
            public void arrived(List<StreamRecord> records) {
                // Nobody watches.
            }

            @Override
            public List<StreamRecord> store(List<StreamRecord> records) {
                store.tracks().apply(List.of(), List.of(), records.get(records.size() - 1));
                return List.of();
            }
        };
    }
}
