package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of the embedded engine holds what it should not: half a write, a record that nobody can read, a long backlog. */
@Tag("faults")
class LogFaultsIT {

    private static final Logger LOG = Logger.getLogger(LogFaultsIT.class);
    private static final Path OUTPUT = Path.of("target", "LogFaultsIT.log");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int SHARDS = 4;
    private static final int WAL_HEADER_BYTES = 32;
    private static final int FRAME_HEADER_BYTES = 24;

    @TempDir
    Path folder;

    @Test
    void aTornWriteAtTheEndOfTheLogTakesNothingWithIt() throws Exception {
        Random random = new Random(Seed.of(getClass()));
        try (RunningApplication application = started();
                Cars cars = new Cars(application, random.nextLong())) {
            cars.start();
            for (int i = 0; i < 5; i++) {
                cars.awaitAcknowledged(20);
                application.kill();
                await().atMost(PATIENCE).until(() -> !application.isAlive());
                tear(folder.resolve("log.db-wal"), random);
                application.restart();
            }
            verify(application, cars);
        }
    }

    @Test
    void aRecordThatNobodyCanReadIsSetAsideAndHoldsUpNothing() throws Exception {
        try (RunningApplication application = started();
                Cars cars = new Cars(application, Seed.of(getClass()))) {
            cars.start();
            cars.awaitAcknowledged(10);
            application.kill();
            await().atMost(PATIENCE).until(() -> !application.isAlive());
            poison();
            application.restart();
            cars.awaitAcknowledged(10);
            // Once more under the writer's hands, whose next numbers are then taken.
            poison();
            await().atMost(PATIENCE).until(() -> count("SELECT count(*) FROM set_aside") == 2L * SHARDS);
            application.awaitReady();
            verify(application, cars);
            assertThat(count("SELECT count(DISTINCT reason) FROM set_aside")).isEqualTo(Poison.RECORDS.size());
        }
    }

    @Test
    void aBacklogOfAnHourIsSaidAndWorkedOff() throws Exception {
        Path clock = folder.resolve("clock");
        FakeClock.require();
        FakeClock.set(clock, 0);
        Map<String, String> environment = new HashMap<>(FakeClock.environment(clock));
        environment.put("RUMBO_DATA_DIR", folder.toString());
        try (RunningApplication application = new RunningApplication(OUTPUT, environment);
                Cars cars = new Cars(application, Seed.of(getClass()))) {
            cars.start();
            cars.awaitAcknowledged(5);
            try (Connection store = open("store.db");
                    Statement statement = store.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                for (int minutes = 6; minutes <= 66; minutes += 6) {
                    cars.awaitAcknowledged(10);
                    FakeClock.set(clock, minutes);
                }
                await().atMost(PATIENCE).until(() -> !application.isReady());
                assertThat(longestBehind(application))
                        .isGreaterThan(Duration.ofHours(1).toMillis());
                statement.execute("ROLLBACK");
            }
            application.awaitReady();
            await().atMost(PATIENCE).until(() -> longestBehind(application) < 2_000);
            verify(application, cars);
        }
    }

    private RunningApplication started() throws IOException {
        return new RunningApplication(OUTPUT, Map.of("RUMBO_DATA_DIR", folder.toString()));
    }

    private static void verify(RunningApplication application, Cars cars) throws Exception {
        cars.finish();
        cars.assertUndisturbed(application);
        LOG.infof("%s", cars);
    }

    /** What a crash leaves of a transaction that was not synced: a frame that is cut off, or whole but for its pages. */
    private static void tear(Path wal, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(wal);
        if (bytes.length < WAL_HEADER_BYTES) {
            return;
        }
        int frame = FRAME_HEADER_BYTES + ByteBuffer.wrap(bytes).getInt(8);
        byte[] torn = bytes.length >= WAL_HEADER_BYTES + frame
                ? Arrays.copyOfRange(bytes, WAL_HEADER_BYTES, WAL_HEADER_BYTES + frame)
                : new byte[frame];
        torn[FRAME_HEADER_BYTES + random.nextInt(frame - FRAME_HEADER_BYTES)] ^= 0x10;
        int length = random.nextBoolean() ? frame : 1 + random.nextInt(frame);
        // Behind the last frame that counts: a log that starts anew leaves old frames there.
        Files.write(wal, Arrays.copyOf(torn, length), StandardOpenOption.APPEND);
    }

    /** One record of each kind at the end of each shard. */
    private void poison() throws SQLException {
        try (Connection log = open("log.db")) {
            for (int shard = 0; shard < SHARDS; shard++) {
                try (PreparedStatement insert = log.prepareStatement("INSERT INTO shard_" + shard
                        + " (sequence, arrived_at, partition_key, data) SELECT coalesce(max(sequence), 0) + 1, ?, ?, ?"
                        + " FROM shard_" + shard)) {
                    insert.setLong(1, System.currentTimeMillis());
                    insert.setString(2, "nobody");
                    insert.setBytes(3, Poison.RECORDS.get(shard));
                    insert.executeUpdate();
                }
            }
        }
    }

    private static long longestBehind(RunningApplication application) throws Exception {
        long longest = 0;
        JsonNode data = application.readiness().get("checks").findValue("data");
        for (int shard = 0; shard < SHARDS; shard++) {
            longest = Math.max(
                    longest,
                    data.get("behindMillis shardId-00000000000" + shard).asLong());
        }
        return longest;
    }

    private long count(String sql) throws SQLException {
        try (Connection store = open("store.db");
                Statement statement = store.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.getLong(1);
        }
    }

    private Connection open(String file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(file));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
        }
        return connection;
    }
}
