package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rumbo.testsupport.RunningApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data folder that an earlier commit wrote, opened by today's application. */
class UpgradeIT {

    private static final String COMMIT = "59cc537";
    private static final Path OUTPUT = Path.of("target", "UpgradeIT.log");

    @TempDir
    Path folder;

    @Test
    void anEarlierFolderTellsWhatItToldAndItsRecordsAreReadAgain() throws Exception {
        JsonNode told = EarlierFolder.unpack(COMMIT, folder);
        // As a store that was restored from before the first record: every record of the log comes once more.
        change("store.db", "DELETE FROM checkpoint");
        long records = count("log.db", "shard_0", "shard_1", "shard_2", "shard_3");
        assertThat(records).isGreaterThanOrEqualTo(20);

        try (RunningApplication application =
                new RunningApplication(OUTPUT, Map.of("RUMBO_DATA_DIR", folder.toString()))) {
            String admin = "Bearer " + application.accessToken();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(
                            () -> assertThat(count("store.db", "checkpoint")).isGreaterThan(0));
            await().atMost(Duration.ofMinutes(1)).until(() -> caughtUp(application));

            assertTold(told, EarlierFolder.tell(application, admin), "");
            assertThat(application.accessToken(EarlierFolder.DRIVER, EarlierFolder.PASSWORD))
                    .isNotEmpty();
            assertThat(count("store.db", "set_aside")).isZero();
        }
    }

    @Test
    void aNewerFolderIsRefusedWithTheReasonAndLeftAsItIs() throws Exception {
        EarlierFolder.unpack(COMMIT, folder);
        change("store.db", "PRAGMA user_version = 1000");
        byte[] before = Files.readAllBytes(folder.resolve("store.db"));
        Path output = Files.createTempFile(folder, "output", ".log");

        RunningApplication application =
                RunningApplication.launched(output, Map.of("RUMBO_DATA_DIR", folder.toString()));

        await().atMost(Duration.ofMinutes(1)).until(() -> !application.isAlive());
        assertThat(Files.readString(output))
                .contains("store.db has schema version 1000")
                .contains("start the newer");
        assertThat(Files.readAllBytes(folder.resolve("store.db"))).isEqualTo(before);
    }

    /** A later version may tell more, and tells nothing else. */
    private static void assertTold(JsonNode before, JsonNode now, String path) {
        if (before.isObject()) {
            for (Map.Entry<String, JsonNode> field : before.properties()) {
                if (isZeroOfTheEdge(before, field.getKey())) {
                    continue;
                }
                assertThat(now.has(field.getKey()))
                        .as(path + '/' + field.getKey())
                        .isTrue();
                assertTold(field.getValue(), now.get(field.getKey()), path + '/' + field.getKey());
            }
        } else if (before.isArray()) {
            assertThat(now).as(path).hasSameSizeAs(before);
            for (int i = 0; i < before.size(); i++) {
                assertTold(before.get(i), now.get(i), path + '/' + i);
            }
        } else {
            assertThat(now).as(path).isEqualTo(before);
        }
    }

    /** The earlier commit told a limit of 0 for a rule that has none, which the contract asks to leave out. */
    private static boolean isZeroOfTheEdge(JsonNode object, String field) {
        return object.path("rule").asText().equals("data_edge")
                && (field.equals("threshold") || field.equals("value"))
                && object.get(field).asDouble() == 0;
    }

    private static boolean caughtUp(RunningApplication application) throws Exception {
        JsonNode data = application.readiness().get("checks").findValue("data");
        return Stream.of("0", "1", "2", "3")
                .allMatch(shard ->
                        data.get("behindMillis shardId-00000000000" + shard).asLong() == 0);
    }

    private void change(String file, String sql) throws SQLException {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long count(String file, String... tables) throws SQLException {
        long count = 0;
        try (Connection connection = open(file);
                Statement statement = connection.createStatement()) {
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    count += rows.getLong(1);
                }
            }
        }
        return count;
    }

    private Connection open(String file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
    }
}
