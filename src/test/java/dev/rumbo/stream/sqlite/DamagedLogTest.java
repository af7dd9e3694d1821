package dev.rumbo.stream.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.codec.MalformedRecordException;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.sqlite.DataFolder;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.SamplePosts;
import dev.rumbo.stream.StreamRecord;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the disk gives back otherwise than it was written. */
class DamagedLogTest {

    private static final int POSTS = 20;

    @TempDir
    Path folder;

    @Test
    void noBitOfARecordCanFlipUnseen() throws Exception {
        List<byte[]> written = publish();
        Random random = new Random(7);
        for (int round = 0; round < 40; round++) {
            int victim = random.nextInt(POSTS);
            long place = placeOf(written.get(victim)) + random.nextInt(written.get(victim).length);
            int bit = 1 << random.nextInt(8);
            flip(place, bit);

            List<StreamRecord> records = replay();

            assertThat(records).hasSize(POSTS);
            for (int i = 0; i < POSTS; i++) {
                StreamRecord record = records.get(i);
                if (i == victim) {
                    assertThatThrownBy(() -> PostCodec.decode(record.data()))
                            .isInstanceOf(MalformedRecordException.class)
                            .hasMessageContaining("checksum");
                } else {
                    assertThat(PostCodec.decode(record.data())).isEqualTo(post(i));
                }
            }
            flip(place, bit);
        }
    }

    @Test
    void aLogFromBeforeTheChecksumsIsReadAndGoesOn() throws Exception {
        publish();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(DataFolder.LOG));
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE shard_0 DROP COLUMN checksum");
            statement.execute("PRAGMA user_version = 1");
        }

        SqliteLog log = open();
        log.publish(post(POSTS)).toCompletableFuture().join();
        log.stop();

        assertThat(replay())
                .extracting(record -> PostCodec.decode(record.data()))
                .hasSize(POSTS + 1)
                .endsWith(post(POSTS));
    }

    private List<byte[]> publish() {
        SqliteLog log = open();
        List<byte[]> written = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            log.publish(post(i)).toCompletableFuture().join();
            written.add(PostCodec.encode(post(i)));
        }
        log.stop();
        return written;
    }

    private static PositionPost post(int number) {
        return SamplePosts.post("device", number, 20);
    }

    private long placeOf(byte[] record) throws Exception {
        byte[] file = Files.readAllBytes(folder.resolve(DataFolder.LOG));
        for (int from = 0; from <= file.length - record.length; from++) {
            if (Arrays.equals(file, from, from + record.length, record, 0, record.length)) {
                return from;
            }
        }
        throw new AssertionError("the record is not in one piece in the file");
    }

    private void flip(long place, int bit) throws Exception {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve(DataFolder.LOG).toFile(), "rw")) {
            file.seek(place);
            int value = file.read();
            file.seek(place);
            file.write(value ^ bit);
        }
    }

    private List<StreamRecord> replay() {
        SqliteLog log = open();
        List<StreamRecord> records = new ArrayList<>();
        log.replay(Instant.EPOCH, records::add);
        log.stop();
        return records;
    }

    private SqliteLog open() {
        return new SqliteLog(
                new SqliteLogConfig(folder, 1, Duration.ofHours(24), 1 << 20),
                shard -> Optional.empty(),
                Clock.systemUTC());
    }
}
