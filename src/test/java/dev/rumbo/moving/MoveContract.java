package dev.rumbo.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.sqlite.DataFolder;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.MovingStore.Door;
import dev.rumbo.store.SampleTracks;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.stream.StreamRecord;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What moving into an engine, and out of it again, must do. Both ends are files, so that every table and column can be compared. */
abstract class MoveContract {

    /** What is not moved: how far this file's log was read, and whether it may be used. */
    private static final Set<String> OF_THE_FILE = Set.of("checkpoint", "door");

    /** Cut by the engine as it likes; its positions are compared by {@link DeviceDays}. */
    private static final String CHUNKS = "chunk";

    /** Counts the writes of one store, or the rows of one file. */
    private static final Set<String> COUNTERS = Set.of("head.version", "set_aside.number");

    @TempDir
    Path folder;

    private final List<SqliteStore> opened = new ArrayList<>();
    private final List<String> report = new ArrayList<>();
    private House old;
    private House between;

    /** Opens the empty engine in between. */
    abstract House open();

    @BeforeEach
    void fill() {
        old = file("old");
        between = open();
        new FullHouse(old).fill();
    }

    @AfterEach
    void close() {
        opened.forEach(SqliteStore::close);
    }

    @Test
    void everyTableHasSomethingThatCouldBeForgotten() throws SQLException {
        rows("old").forEach((table, rows) -> assertThat(rows).as(table).isNotEmpty());
    }

    @Test
    void thereAndBackEveryTableAndColumnIsTheSame() throws Exception {
        assertThat(mover(old, between).move()).as(String.join("\n", report)).isTrue();
        assertThat(old.moving().door()).isEqualTo(Door.LEFT);
        assertThat(between.moving().door()).isEqualTo(Door.OPEN);
        House back = file("back");
        assertThat(mover(between, back).move()).as(String.join("\n", report)).isTrue();
        assertThat(between.moving().door()).isEqualTo(Door.LEFT);
        assertThat(back.moving().door()).isEqualTo(Door.OPEN);

        assertThat(rows("back")).isEqualTo(rows("old"));
        for (var device : old.deviceKeys()) {
            assertThat(DeviceDays.of(back.tracks(), device)).isEqualTo(DeviceDays.of(old.tracks(), device));
        }
        assertThat(report)
                .anyMatch(line -> line.matches("same  car 2025-10-09 +\\d+ positions +16 segments  [0-9a-f]{16}"))
                .contains("12100 positions compared.");
    }

    @Test
    void movesOnWhileTheOldHouseIsInUse() throws Exception {
        int[] asked = new int[1];
        FullHouse family = new FullHouse(old);
        boolean moved = new Mover(
                        old,
                        between,
                        () -> {
                            if (asked[0]++ == 1) {
                                family.driveOn();
                            }
                            return asked[0] < 4;
                        },
                        () -> old.tracks().setAside(aside()),
                        report::add,
                        Clock.systemUTC())
                .move();

        assertThat(moved).as(String.join("\n", report)).isTrue();
        assertThat(report)
                .contains("6 devices brought up to date, 12100 positions.")
                .contains("1 devices brought up to date, 4 positions.");
        assertThat(DeviceDays.of(between.tracks(), FullHouse.CAR))
                .isEqualTo(DeviceDays.of(old.tracks(), FullHouse.CAR));
    }

    private static SetAside aside() {
        return new SetAside(
                new StreamRecord("shard-2", "18", Instant.EPOCH, "car", ByteBuffer.wrap(new byte[9])), "it came last");
    }

    @Test
    void brokenOffAnywhereItGoesOnToTheSame() throws Exception {
        for (int lines = 0; lines < 90; lines += 18) {
            int[] left = {lines};
            Consumer<String> killed = line -> {
                if (left[0]-- == 0) {
                    throw new IllegalStateException("killed");
                }
            };
            try {
                new Mover(old, between, () -> false, () -> {}, killed, Clock.systemUTC()).move();
                break;
            } catch (IllegalStateException broken) {
                assertThat(broken).hasMessage("killed");
            }
        }
        if (between.moving().door() == Door.ENTERED) {
            assertThat(mover(old, between).move()).as(String.join("\n", report)).isTrue();
        }
        House back = file("back");
        assertThat(mover(between, back).move()).as(String.join("\n", report)).isTrue();
        assertThat(rows("back")).isEqualTo(rows("old"));
    }

    @Test
    void staysInTheOldHouseWhereAMoveIsGivenUp() throws Exception {
        Mover broken = new Mover(
                old,
                between,
                () -> false,
                () -> {
                    throw new IllegalStateException("no stream");
                },
                report::add,
                Clock.systemUTC());
        assertThatThrownBy(broken::move).hasMessage("no stream");
        assertThat(old.moving().door()).isEqualTo(Door.LEFT);

        assertThat(mover(old, between).stay()).isTrue();

        assertThat(old.moving().door()).isEqualTo(Door.OPEN);
        assertThat(between.moving().door()).isEqualTo(Door.ENTERED);
        assertThat(mover(between, old).stay()).isFalse();
    }

    @Test
    void opensNothingWhereAnythingIsOther() throws Exception {
        Consumer<String> meddling = line -> {
            report.add(line);
            if (line.equals("2 audit")) {
                between.places().delete(FullHouse.ANA, "p1");
                DeviceHead head = between.tracks().findBase(FullHouse.OLD).orElseThrow();
                between.tracks()
                        .apply(SampleTracks.adding(
                                FullHouse.OLD, head.version() + 1, SampleTracks.track(FullHouse.T0, 1, 1)));
            }
        };

        assertThat(new Mover(old, between, () -> false, () -> {}, meddling, Clock.systemUTC()).move())
                .isFalse();

        assertThat(between.moving().door()).isEqualTo(Door.ENTERED);
        assertThat(report)
                .anyMatch(line -> line.matches("OTHER places +2  [0-9a-f]{16}"))
                .anyMatch(line -> line.matches("there places +1  [0-9a-f]{16}"))
                .anyMatch(line -> line.matches("OTHER old 2025-10-09 +0 positions +0 segments  nothing"))
                .anyMatch(line -> line.matches("there old 2025-10-09 +1 positions +0 segments  [0-9a-f]{16}"));
        assertThat(mover(old, between).move()).as(String.join("\n", report)).isTrue();
        assertThat(DeviceDays.of(between.tracks(), FullHouse.OLD))
                .isEqualTo(DeviceDays.of(old.tracks(), FullHouse.OLD));
    }

    @Test
    void movesIntoNoHouseThatIsLivedIn() throws Exception {
        House taken = file("taken");
        new FullHouse(taken).fill();

        assertThat(mover(between, taken).move()).isFalse();
        assertThat(mover(between, file("empty")).move()).isFalse();

        assertThat(report).allMatch(line -> line.startsWith("Nothing was moved"));
        assertThat(taken.moving().door()).isEqualTo(Door.OPEN);
    }

    private Mover mover(House from, House to) {
        return new Mover(from, to, () -> false, () -> {}, report::add, Clock.systemUTC());
    }

    private House file(String name) {
        SqliteStore store = SqliteStore.open(folder.resolve(name));
        opened.add(store);
        return Houses.of(store);
    }

    /** By table; each row as a text without what only counts. */
    private Map<String, List<String>> rows(String name) throws SQLException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve(name).resolve(DataFolder.STORE))) {
            for (String table : tables(connection)) {
                if (!OF_THE_FILE.contains(table)) {
                    rows.put(table, table.equals(CHUNKS) ? List.of("positions") : rows(connection, table));
                }
            }
        }
        return rows;
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet names = statement.executeQuery(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        return tables;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    String name = found.getMetaData().getColumnName(column);
                    if (!COUNTERS.contains(table + "." + name)) {
                        Object value = found.getObject(column);
                        row.append(name)
                                .append('=')
                                .append(
                                        value instanceof byte[] bytes
                                                ? HexFormat.of().formatHex(bytes)
                                                : value)
                                .append(' ');
                    }
                }
                rows.add(row.toString());
            }
        }
        rows.sort(String::compareTo);
        return rows;
    }
}
