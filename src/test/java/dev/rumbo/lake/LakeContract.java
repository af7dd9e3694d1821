package dev.rumbo.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.Erasure;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the archive must do wherever it lies. Read back by DuckDB. */
public abstract class LakeContract {

    private static final Instant MORNING = Instant.parse("2026-03-11T08:00:00Z");
    private static final Instant RECEIVED = Instant.parse("2026-03-12T09:00:00Z");
    private static final String ROW = "device_id || ' ' || time_millis || ' ' || latitude_e7";

    @TempDir
    Path local;

    private final List<ObjectStorage> opened = new ArrayList<>();
    private final Random random = new Random(7);

    /** The same archive each time, as processes open it one after the other, or at once where it is shared. */
    protected abstract ObjectStorage open();

    @AfterEach
    void close() {
        opened.forEach(ObjectStorage::close);
    }

    @Test
    void anotherReaderFindsEachDaySortedByDeviceAndTimeAndCompressed() throws Exception {
        ObjectStorage storage = opened(open());
        archiver(storage).store(records(0, posts(3, 40, Duration.ofHours(1))));

        assertThat(query(storage, "DESCRIBE SELECT * EXCLUDE (day) FROM archive"))
                .extracting(row -> row.split(" ")[0] + " " + row.split(" ")[1])
                .containsExactlyElementsOf(ArchiveSchema.COLUMNS.stream()
                        .map(column -> column.name() + " "
                                + switch (column.type()) {
                                    case "string" -> "VARCHAR";
                                    case "int" -> "INTEGER";
                                    default -> "BIGINT";
                                })
                        .toList());
        assertThat(query(storage, "SELECT DISTINCT compression FROM parquet_metadata(FILES)"))
                .containsExactly("ZSTD");
        assertThat(query(storage, "SELECT day, count(*) FROM archive GROUP BY day ORDER BY day"))
                .containsExactly("2026-03-11 48", "2026-03-12 72");
        assertThat(query(
                        storage,
                        "SELECT count(*) FROM (SELECT day = strftime(to_timestamp(time_millis / 1000) AT TIME ZONE 'UTC', '%Y-%m-%d') AS its,"
                                + " (device_id, time_millis) > lag((device_id, time_millis)) OVER (PARTITION BY filename ORDER BY file_row_number) AS after"
                                + " FROM read_parquet(FILES, hive_partitioning = true, hive_types_autocast = false, filename = true, file_row_number = true))"
                                + " WHERE its AND coalesce(after, true)"))
                .containsExactly("120");
    }

    @Test
    void whatIsReadBackIsWhatCame() {
        PositionPost post = new PositionPost(
                car(1),
                Track.of(List.of(
                        position(0, 1),
                        position(0, 2),
                        new Position(
                                MORNING.toEpochMilli() + 5_000,
                                -349_000_000,
                                1_799_999_999,
                                0,
                                3_599,
                                -42,
                                Position.ABSENT),
                        position(90, 3))),
                Optional.of("import-1"),
                List.of(
                        new Border(MORNING.toEpochMilli() - 60_000, MORNING.toEpochMilli(), "import-1"),
                        new Border(MORNING.toEpochMilli() - 30_000, MORNING.toEpochMilli(), "import-1")));
        ObjectStorage storage = opened(open());

        archiver(storage).store(records(0, List.of(post)));

        assertThat(replayed(storage, Instant.EPOCH, RECEIVED)).containsExactly(post);
    }

    @Test
    void everyRecordIsInItOnceWhateverComesTwiceAndWhicheverWritersDie() throws Exception {
        List<StreamRecord> records = records(0, posts(5, 60, Duration.ofMinutes(30)));
        ObjectStorage storage = opened(open());
        int reached = 0;
        while (reached < records.size()) {
            // A consumer begins again at its checkpoint, which is behind what is archived.
            int from = Math.max(0, reached - random.nextInt(20));
            int to = Math.min(records.size(), reached + 1 + random.nextInt(40));
            Dying dying = new Dying(storage, random.nextInt(4));
            try {
                archiver(dying).store(records.subList(from, to));
                reached = to;
            } catch (UncheckedIOException killed) {
                // The same records come again, cut otherwise.
            }
        }
        archiver(storage).store(records);

        assertThat(query(storage, "SELECT " + ROW + " FROM archive ORDER BY 1")).isEqualTo(expected(records));
    }

    @Test
    void manySmallFilesBecomeFewAndWhatWasSentTwiceIsThereOnce() throws Exception {
        List<PositionPost> posts = posts(4, 100, Duration.ofMinutes(1));
        ObjectStorage storage = opened(open());
        Archiver archiver = archiver(storage);
        List<PositionPost> twice = new ArrayList<>(posts);
        twice.addAll(posts);
        Collections.shuffle(twice, random);
        List<StreamRecord> records = records(0, twice);
        for (int i = 0; i < records.size(); i += 12) {
            archiver.store(records.subList(i, Math.min(records.size(), i + 12)));
        }

        assertThat(copy(storage).stream().filter(key -> key.startsWith(Lake.POSITIONS)))
                .as("%d flushes", records.size() / 12)
                .hasSizeLessThan(16);
        assertThat(query(storage, "SELECT DISTINCT " + ROW + " FROM archive ORDER BY 1"))
                .isEqualTo(expected(records));
    }

    @Test
    void writersAtOnceLoseNothingAndRepeatNothing() throws Exception {
        ObjectStorage storage = opened(open());
        ObjectStorage other = storage.isShared() ? opened(open()) : storage;
        Archiver first = archiver(storage);
        Archiver second = archiver(other);
        List<StreamRecord> records = records(0, posts(3, 30, Duration.ofMinutes(1)));
        List<StreamRecord> others = records(1, posts(3, 30, Duration.ofMinutes(2)));

        first.store(records.subList(0, 40));
        // One that lost its shard and does not know it.
        second.store(records.subList(0, 60));
        second.store(others.subList(0, 50));
        first.store(records.subList(20, 90));
        first.store(others.subList(30, 90));

        List<StreamRecord> all = new ArrayList<>(records);
        all.addAll(others);
        assertThat(query(storage, "SELECT DISTINCT " + ROW + " FROM archive ORDER BY 1"))
                .isEqualTo(expected(all));
        assertThat(query(storage, "SELECT count(*) FROM archive")).containsExactly("180");
    }

    @Test
    void whatIsDeletedLeavesNoTraceAndDoesNotComeBack() throws Exception {
        ObjectStorage storage = opened(open());
        Archiver archiver = archiver(storage);
        List<StreamRecord> records = records(0, posts(3, 24, Duration.ofHours(1)));
        archiver.store(records.subList(0, 60));
        LakeArchive archive = new LakeArchive(new Lake(storage, Clock.systemUTC()), Optional::empty);
        ErasedSpan noon = new ErasedSpan(
                MORNING.plus(Duration.ofHours(4)).toEpochMilli(),
                MORNING.plus(Duration.ofHours(18)).toEpochMilli());

        archive.forget(car(1), () -> {});
        archive.forget(car(2), noon, RECEIVED.plusSeconds(3_600), () -> {});
        archiver.store(records.subList(40, 72));
        archive.forget(car(1), () -> {});

        assertThat(query(storage, "SELECT DISTINCT device_id FROM archive ORDER BY 1"))
                .containsExactly("car-0", "car-2");
        assertThat(query(storage, "SELECT count(*) FROM archive WHERE device_id = 'car-0'"))
                .containsExactly("24");
        assertThat(query(storage, "SELECT count(*) FROM archive WHERE device_id = 'car-2'"))
                .containsExactly("10");
        assertNothingUnnamed(storage);
        // What was sent again after it was deleted is like anything new.
        archiver.store(List.of(record(9, 1, post(2, 10, Duration.ofHours(1)), RECEIVED.plusSeconds(7_200))));
        assertThat(query(storage, "SELECT count(*) FROM archive WHERE device_id = 'car-2'"))
                .containsExactly("11");
    }

    @Test
    void whatAPolicyLetsGoLeavesNoTraceAndDoesNotComeBack() throws Exception {
        ObjectStorage storage = opened(open());
        Archiver archiver = archiver(storage);
        List<StreamRecord> records = records(0, posts(3, 48, Duration.ofHours(1)));
        archiver.store(records);
        LakeArchive archive = new LakeArchive(new Lake(storage, Clock.systemUTC()), Optional::empty);

        archive.keep(Map.of(car(0), hour(5), car(1), hour(30)), () -> {});
        assertThat(oldest(storage)).isEqualTo(List.of("car-0 5 43", "car-1 30 18", "car-2 0 48"));
        // Late, twice, merged, and a time that was moved back: nothing that went comes in again.
        archiver.store(records(1, posts(3, 48, Duration.ofHours(1))));
        archive.keep(Map.of(car(0), hour(40), car(1), hour(2)), () -> {});
        archive.keep(Map.of(car(0), hour(40)), () -> {});
        for (int shard = 2; shard < 10; shard++) {
            archiver.store(records(shard, posts(3, 48, Duration.ofHours(1))));
        }
        assertThat(
                        query(
                                storage,
                                "SELECT device_id || ' ' || count(DISTINCT time_millis) FROM archive GROUP BY device_id ORDER BY 1"))
                .containsExactly("car-0 8", "car-1 18", "car-2 48");
        assertThat(oldest(storage))
                .extracting(row -> row.substring(0, row.lastIndexOf(' ')))
                .containsExactly("car-0 40", "car-1 30", "car-2 0");
        assertNothingUnnamed(storage);
        assertThat(replayed(storage, Instant.EPOCH, RECEIVED.plus(Duration.ofDays(3))).stream()
                        .filter(post -> post.device().equals(car(0)))
                        .mapToLong(post -> post.positions().timeMillis(0))
                        .min())
                .hasValue(hour(40).toEpochMilli());

        archive.forget(car(1), () -> {});
        archive.keep(Map.of(car(1), hour(50)), () -> {});
        copy(storage);
        assertThat(Files.readString(newestManifest()))
                .doesNotContain("\"deviceId\":\"car-1\",\"fromMillis\":" + hour(30).toEpochMilli())
                .doesNotContain(Long.toString(hour(50).toEpochMilli()));
    }

    /** After each call to the storage, with positions that come meanwhile. */
    @Test
    void whereverLettingGoIsKilledTheNextTimeMakesUpForIt() throws Exception {
        ObjectStorage storage = opened(open());
        List<StreamRecord> records = records(0, posts(3, 60, Duration.ofHours(1)));
        archiver(storage).store(records.subList(0, 150));
        int kills = 0;
        boolean done = false;
        while (!done) {
            try {
                new LakeArchive(new Lake(new Dying(storage, kills, true), Clock.systemUTC()), Optional::empty)
                        .keep(Map.of(car(0), hour(30), car(1), hour(45), car(2), hour(1)), () -> {});
                done = true;
            } catch (UncheckedIOException killed) {
                kills++;
                archiver(storage).store(records.subList(100, Math.min(records.size(), 150 + 10 * kills)));
            }
        }
        archiver(storage).store(records);

        assertThat(kills).isGreaterThan(2);
        assertThat(oldest(storage)).isEqualTo(List.of("car-0 30 30", "car-1 45 15", "car-2 1 59"));
    }

    private static Instant hour(int number) {
        return MORNING.plus(Duration.ofHours(number));
    }

    /** Of each device the hour of its oldest row, and how many there are. */
    private List<String> oldest(ObjectStorage storage) throws Exception {
        return query(
                storage,
                "SELECT device_id || ' ' || (min(time_millis) - " + MORNING.toEpochMilli()
                        + ") // 3600000 || ' ' || count(*) FROM archive GROUP BY device_id ORDER BY 1");
    }

    private Path newestManifest() throws IOException {
        try (var files = Files.list(local.resolve("manifest"))) {
            return files.max(Path::compareTo).orElseThrow();
        }
    }

    /** Where no other process may be about to name it. */
    private void assertNothingUnnamed(ObjectStorage storage) throws IOException {
        copy(storage);
        Set<String> named = new HashSet<>();
        for (Path file : DuckDb.files(local)) {
            named.add(local.relativize(file).toString());
        }
        if (!storage.isShared()) {
            assertThat(copy(storage).stream().filter(key -> key.startsWith(Lake.POSITIONS)))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    @Test
    void aStorageThatTakesNothingIsToldOfAndLosesNothing() throws Exception {
        ObjectStorage storage = opened(open());
        List<StreamRecord> records = records(0, posts(2, 5, Duration.ofMinutes(1)));
        Archiver archiver = archiver(new Dying(storage, 0));

        assertThatThrownBy(() -> archiver.store(records))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("no room");

        archiver.store(records);
        assertThat(query(storage, "SELECT " + ROW + " FROM archive ORDER BY 1")).isEqualTo(expected(records));
    }

    /** Fails once after some writes, or from then on. */
    private static final class Dying implements ObjectStorage {

        private final ObjectStorage storage;
        private final boolean isForGood;
        private int left;

        Dying(ObjectStorage storage, int left) {
            this(storage, left, false);
        }

        Dying(ObjectStorage storage, int left, boolean isForGood) {
            this.storage = storage;
            this.isForGood = isForGood;
            this.left = left;
        }

        private void write() throws IOException {
            if (left-- == 0 || (isForGood && left < 0)) {
                throw new IOException("no room");
            }
        }

        @Override
        public byte[] read(String key) throws IOException {
            return storage.read(key);
        }

        @Override
        public void write(String key, byte[] content) throws IOException {
            write();
            storage.write(key, content);
        }

        @Override
        public boolean create(String key, byte[] content) throws IOException {
            write();
            return storage.create(key, content);
        }

        @Override
        public void delete(String key) throws IOException {
            write();
            storage.delete(key);
        }

        @Override
        public List<Stored> list(String folder, String after) throws IOException {
            return storage.list(folder, after);
        }

        @Override
        public boolean isShared() {
            return storage.isShared();
        }

        @Override
        public void close() {}
    }

    private ObjectStorage opened(ObjectStorage storage) {
        opened.add(storage);
        return storage;
    }

    private static Archiver archiver(ObjectStorage storage) {
        return new Archiver(
                new Lake(storage, Clock.systemUTC()),
                record -> Optional.of(PostCodec.decode(record.data())),
                Duration.ofSeconds(60),
                1 << 20,
                new SimpleMeterRegistry());
    }

    /** The archive's keys, after all that it holds was copied to where DuckDB can read it. */
    private Set<String> copy(ObjectStorage storage) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String folder : List.of(Lake.POSITIONS, Lake.MANIFESTS)) {
            for (ObjectStorage.Stored object : storage.list(folder, "")) {
                keys.add(object.key());
                Path target = local.resolve(object.key());
                Files.createDirectories(target.resolveSibling(""));
                Files.write(target, storage.read(object.key()));
            }
        }
        return keys;
    }

    private List<String> query(ObjectStorage storage, String sql) throws Exception {
        copy(storage);
        return DuckDb.query(local, sql);
    }

    private static List<PositionPost> replayed(ObjectStorage storage, Instant from, Instant to) {
        LakeArchive archive = new LakeArchive(new Lake(storage, Clock.systemUTC()), Optional::empty);
        List<PositionPost> posts = new ArrayList<>();
        for (LocalDate day : archive.days(from, to)) {
            archive.read(
                    day, from, to, device -> List.<Erasure>of(), record -> posts.add(PostCodec.decode(record.data())));
        }
        return posts;
    }

    private static List<String> expected(Collection<StreamRecord> records) {
        Set<String> rows = new TreeSet<>();
        for (StreamRecord record : records) {
            PositionPost post = PostCodec.decode(record.data());
            post.positions()
                    .forEach(position -> rows.add(
                            post.device().deviceId() + ' ' + position.timeMillis() + ' ' + position.latitudeE7()));
        }
        return List.copyOf(rows);
    }

    /** Each car's in its order, the cars mixed. */
    private List<PositionPost> posts(int cars, int each, Duration apart) {
        List<PositionPost> posts = new ArrayList<>();
        IntStream.range(0, each).forEach(i -> IntStream.range(0, cars).forEach(car -> posts.add(post(car, i, apart))));
        return posts;
    }

    private static PositionPost post(int car, int number, Duration apart) {
        Position position = position(apart.toSeconds() * number, car * 1_000 + number);
        return new PositionPost(car(car), Track.of(List.of(position)));
    }

    private static Position position(long seconds, int latitude) {
        return new Position(
                MORNING.plusSeconds(seconds).toEpochMilli(),
                latitude,
                2,
                Position.ABSENT,
                1,
                Position.ABSENT,
                Position.ABSENT);
    }

    private static DeviceKey car(int number) {
        return new DeviceKey("fleet", "ana", "car-" + number);
    }

    private static List<StreamRecord> records(int shard, List<PositionPost> posts) {
        return IntStream.range(0, posts.size())
                .mapToObj(i -> record(shard, i + 1, posts.get(i), RECEIVED))
                .toList();
    }

    private static StreamRecord record(int shard, int number, PositionPost post, Instant receivedAt) {
        return new StreamRecord(
                "stream/" + shard,
                Integer.toString(number),
                receivedAt,
                post.device().deviceId(),
                ByteBuffer.wrap(PostCodec.encode(post)));
    }
}
