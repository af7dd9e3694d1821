package dev.rumbo.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.lake.ArchiveSchema;
import dev.rumbo.lake.Archiver;
import dev.rumbo.lake.Lake;
import dev.rumbo.lake.ObjectFolder;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.kinesis.retrieval.kpl.Messages;
import software.amazon.kinesis.retrieval.kpl.Messages.AggregatedRecord;

@QuarkusTest
@TestProfile(ArchiveRowsFunctionTest.Rows.class)
class ArchiveRowsFunctionTest {

    private static final Instant ARRIVED = Instant.parse("2026-03-11T08:00:00.123Z");
    private static final long MIDNIGHT = Instant.parse("2026-03-11T00:00:00Z").toEpochMilli();
    private static final int LAMBDA_TAKES_BYTES = 6_000_000;
    private static final int SMALLEST_BUFFER_BYTES = 200_000;
    private static final byte[] POISON = "no post".getBytes(StandardCharsets.UTF_8);
    private static final byte[] JSON_OF_ANOTHER_PRODUCER =
            "{\"deviceId\":\"car\",\"time\":\"2026-03-11T07:00:00Z\",\"lat\":1,\"lon\":2}"
                    .getBytes(StandardCharsets.UTF_8);

    private final DeviceKey car =
            new DeviceKey("Zml4ZWQtZmxlZXQtaWQtMQ", "Zml4ZWQtdXNlci1pZC0tMQ", "Zml4ZWQtZGV2aWNlLWlkMQ");

    @TempDir
    Path folder;

    public static class Rows implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.lambda.handler",
                    "archive-rows",
                    "quarkus.lambda.mock-event-server.test-port",
                    String.valueOf(Lambda.PORT),
                    // Nobody listens: an application's own posts say whose they are.
                    "rumbo.functions.endpoint.dynamodb",
                    "http://127.0.0.1:" + Ports.of("nobody"));
        }
    }

    @Test
    void itsLinesAreTheRowsThatTheApplicationsArchiverWrites() throws Exception {
        List<PositionPost> posts = posts();
        List<byte[]> records = posts.stream().map(PostCodec::encode).toList();
        List<byte[]> aggregated = List.of(
                records.get(0),
                Lambda.aggregate(records.subList(1, records.size() - 1)),
                records.get(records.size() - 1));

        FirehoseAnswers answers = new FirehoseAnswers(Lambda.invoke(Lambda.firehoseEvent(aggregated, ARRIVED)));

        assertThat(answers.results()).containsExactly("record-1 Ok", "record-2 Ok", "record-3 Ok");
        Path lines = Files.writeString(folder.resolve("rows.json"), answers.delivered());
        String files = archive(posts);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement duckDb = connection.createStatement()) {
            String columns = ArchiveSchema.COLUMNS.stream()
                    .map(column -> column.name() + ": '" + column.type() + "'")
                    .collect(Collectors.joining(", ", "{", "}"));
            duckDb.execute("CREATE VIEW lines AS SELECT * FROM read_json('" + lines
                    + "', format = 'newline_delimited', columns = " + columns + ")");
            duckDb.execute(
                    "CREATE VIEW archive AS SELECT * FROM read_parquet('" + files + "', hive_partitioning = false)");
            assertThat(query(duckDb, "DESCRIBE lines")).isEqualTo(query(duckDb, "DESCRIBE archive"));
            int rows = posts.stream().mapToInt(post -> post.positions().size()).sum() + 1;
            assertThat(query(duckDb, "SELECT count(*) FROM archive")).containsExactly(Integer.toString(rows));
            assertThat(query(duckDb, "SELECT count(*) FROM lines")).containsExactly(Integer.toString(rows));
            assertThat(query(duckDb, "FROM lines EXCEPT ALL FROM archive")).isEmpty();
            assertThat(query(duckDb, "FROM archive EXCEPT ALL FROM lines")).isEmpty();
            for (ArchiveSchema.Column column : ArchiveSchema.COLUMNS) {
                assertThat(query(
                                duckDb,
                                "SELECT DISTINCT json_type(json, '$." + column.name() + "') IN "
                                        + (column.type().equals("string") ? "('VARCHAR')" : "('BIGINT', 'UBIGINT')")
                                        + " FROM read_ndjson_objects('" + lines + "') WHERE json_exists(json, '$."
                                        + column.name() + "')"))
                        .as("%s is a %s in each line that has it", column.name(), column.type())
                        .containsExactly("true");
            }
            assertThat(query(
                            duckDb,
                            "SELECT DISTINCT unnest(json_keys(json)) FROM read_ndjson_objects('" + lines + "')"))
                    .containsExactlyInAnyOrderElementsOf(ArchiveSchema.COLUMNS.stream()
                            .map(ArchiveSchema.Column::name)
                            .toList());
        }
    }

    @Test
    void whatNobodyCanReadFailsByItself() throws Exception {
        byte[] post = PostCodec.encode(posts().get(0));
        byte[] ofNoKey = Lambda.aggregate(AggregatedRecord.newBuilder()
                .addPartitionKeyTable("car")
                .addRecords(Messages.Record.newBuilder().setPartitionKeyIndex(9).setData(ByteString.copyFrom(post)))
                .build());

        FirehoseAnswers answers = new FirehoseAnswers(Lambda.invoke(Lambda.firehoseEvent(
                List.of(post, POISON, JSON_OF_ANOTHER_PRODUCER, ofNoKey, new byte[0], post), ARRIVED)));

        assertThat(answers.results())
                .containsExactly(
                        "record-1 Ok",
                        "record-2 ProcessingFailed",
                        "record-3 ProcessingFailed",
                        "record-4 ProcessingFailed",
                        "record-5 ProcessingFailed",
                        "record-6 Ok");
    }

    @Test
    void aPostWithoutPositionsHasNothingToDeliver() throws Exception {
        byte[] empty = PostCodec.encode(new PositionPost(car, Track.of(List.of())));

        assertThat(Lambda.invoke(Lambda.firehoseEvent(List.of(empty), ARRIVED)))
                .isEqualTo("{\"records\":[{\"recordId\":\"record-1\",\"result\":\"Dropped\"}]}");
    }

    @Test
    void theLongestPostFitsAndOfSeveralTheLongestFail() throws Exception {
        byte[] longest = PostCodec.encode(longest());
        byte[] one = PostCodec.encode(posts().get(0));

        String alone = Lambda.invoke(Lambda.firehoseEvent(List.of(longest), ARRIVED));
        String answer = Lambda.invoke(Lambda.firehoseEvent(List.of(longest, one, longest, one), ARRIVED));

        assertThat(new FirehoseAnswers(alone).results()).containsExactly("record-1 Ok");
        assertThat(new FirehoseAnswers(answer).results())
                .containsExactly("record-1 Ok", "record-2 Ok", "record-3 ProcessingFailed", "record-4 Ok");
        assertThat(answer.length()).isLessThanOrEqualTo(LAMBDA_TAKES_BYTES);
    }

    @Test
    void aThousandRecordsThatFailFitToo() throws Exception {
        String answer = Lambda.invoke(Lambda.firehoseEvent(Collections.nCopies(1_000, POISON), ARRIVED));

        assertThat(new FirehoseAnswers(answer).results())
                .hasSize(1_000)
                .allMatch(it -> it.endsWith(" ProcessingFailed"));
    }

    /** As {@code docs/beside.md} says: of the smallest batch that Firehose can be asked for. */
    @ParameterizedTest
    @CsvSource({"1, 2478, 0", "12, 1092, 0", "60, 347, 123", "1000, 20, 7"})
    void ofShortPostsTheSmallestBufferFits(int positionsEach, int posts, int failed) throws Exception {
        List<byte[]> records = new ArrayList<>();
        int bytes = 0;
        for (PositionPost post : drive(positionsEach)) {
            byte[] record = PostCodec.encode(post);
            bytes += record.length;
            if (bytes <= SMALLEST_BUFFER_BYTES) {
                records.add(record);
            }
        }

        String answer = Lambda.invoke(Lambda.firehoseEvent(records, ARRIVED));

        assertThat(answer.length()).isLessThanOrEqualTo(LAMBDA_TAKES_BYTES);
        assertThat(new FirehoseAnswers(answer).results())
                .hasSize(posts)
                .filteredOn(result -> result.endsWith(" ProcessingFailed"))
                .hasSize(failed);
    }

    /** A recorded drive over and over, in posts of as many positions. */
    private List<PositionPost> drive(int each) throws Exception {
        List<Position> positions = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(
                        Path.of("..", "src", "main", "resources", "drives", "nds_blackbox.csv.gz"))),
                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                positions.add(new Position(
                        Instant.parse(fields[1]).toEpochMilli(),
                        scaled(fields[2], 10_000_000),
                        scaled(fields[3], 10_000_000),
                        scaled(fields[4], 100),
                        scaled(fields[7], 10),
                        scaled(fields[6], 10),
                        scaled(fields[5], 10)));
            }
        }
        List<PositionPost> posts = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            for (int from = 0; from + each <= positions.size(); from += each) {
                posts.add(new PositionPost(car, Track.of(positions.subList(from, from + each))));
            }
        }
        return posts;
    }

    private static int scaled(String field, int scale) {
        return field.isEmpty() ? Position.ABSENT : (int) Math.round(Double.parseDouble(field) * scale);
    }

    /** What phones and imports send: with all that a position may have, with nothing, over midnight, with borders. */
    private List<PositionPost> posts() {
        Position full = new Position(MIDNIGHT - 500, -349_058_123, 1_799_999_999, 1_244, 3_599, -42, 50);
        Position bare = new Position(
                MIDNIGHT + 500,
                900_000_000,
                -1_800_000_000,
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT);
        Position still = new Position(MIDNIGHT + 1_500, 0, 0, 0, 0, 0, Position.ABSENT);
        DeviceKey named = new DeviceKey("fleet", "ana \"the first\"", "coche ñ\u2028 1");
        return List.of(
                new PositionPost(car, Track.of(List.of(full, bare, still))),
                new PositionPost(named, Track.of(List.of(full, still))),
                new PositionPost(
                        car,
                        Track.of(List.of(full, bare)),
                        Optional.of("import-1"),
                        List.of(
                                new Border(MIDNIGHT - 60_000, MIDNIGHT + 500, "import-1"),
                                new Border(MIDNIGHT - 30_000, MIDNIGHT + 500, "import-1"))),
                new PositionPost(named, Track.of(List.of(bare))));
    }

    /** As many positions as a record may have, each of an import and as long in JSON as it may be. */
    private PositionPost longest() {
        List<Position> positions = IntStream.range(0, 10_000)
                .mapToObj(i -> new Position(
                        MIDNIGHT + i * 1_000L,
                        -899_999_999,
                        -1_799_999_999,
                        2_000_000_000,
                        3_599,
                        -1_000_000_000,
                        1_000_000_000))
                .toList();
        return new PositionPost(car, Track.of(positions), Optional.of("Zml4ZWQtaW1wb3J0LWlkMQ"), List.of());
    }

    /** The files that the application's archiver makes of the posts, for DuckDB. */
    private String archive(List<PositionPost> posts) throws Exception {
        List<StreamRecord> records = new ArrayList<>();
        for (PositionPost post : posts) {
            records.add(new StreamRecord(
                    "shard",
                    Integer.toString(records.size() + 1),
                    ARRIVED,
                    "car",
                    ByteBuffer.wrap(PostCodec.encode(post))));
        }
        Path archive = folder.resolve("archive");
        new Archiver(
                        new Lake(new ObjectFolder(archive), Clock.systemUTC()),
                        record -> Optional.of(PostCodec.decode(record.data())),
                        Duration.ofSeconds(60),
                        1 << 20,
                        new SimpleMeterRegistry())
                .store(records);
        return archive.resolve("positions") + "/*/*.parquet";
    }

    private static List<String> query(Statement duckDb, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet found = duckDb.executeQuery(sql)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }
}
