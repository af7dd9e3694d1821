package dev.rumbo.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

    private static final List<List<String>> SCHEMA =
            List.of(List.of("CREATE TABLE entry (number INTEGER PRIMARY KEY)"));

    private static final int FULL = 2;
    private static final int NORMAL = 1;

    @TempDir
    Path folder;

    /** Each question is a text of its own, since SQLite answers while it compiles and statements are kept. */
    @Test
    void syncsAWriteUnlessItsCallerAsksForLess() throws SQLException, IOException {
        try (Database database = Database.open(folder.resolve("a.db"), SCHEMA)) {
            assertThat(database.<Long>write(session -> session.number("PRAGMA synchronous")))
                    .isEqualTo(FULL);
            assertThat(database.<Long>writeUnsynced(session -> session.number("PRAGMA  synchronous")))
                    .isEqualTo(NORMAL);
            assertThat(database.<Long>write(session -> session.number("PRAGMA   synchronous")))
                    .isEqualTo(FULL);
        }
    }

    /** What a loss of power takes is an end of the write-ahead log: of any such rest, what is left is a beginning. */
    @Test
    void whatIsLeftOfUnsyncedWritesIsABeginningOfThem() throws SQLException, IOException {
        Path file = folder.resolve("a.db");
        int written = 40;
        try (Database database = Database.open(file, SCHEMA)) {
            for (int i = 1; i <= written; i++) {
                int number = i;
                database.writeUnsynced(session -> session.update("INSERT INTO entry VALUES (?)", number));
            }
            byte[] log = Files.readAllBytes(folder.resolve("a.db-wal"));
            long least = 0;
            for (int i = 0; i <= 16; i++) {
                Path rest = Files.createDirectory(folder.resolve("rest" + i));
                Files.copy(file, rest.resolve("a.db"), StandardCopyOption.COPY_ATTRIBUTES);
                byte[] cut = Arrays.copyOf(log, (int) ((long) log.length * i / 16));
                Files.write(rest.resolve("a.db-wal"), cut);
                try (Database left = Database.open(rest.resolve("a.db"), SCHEMA)) {
                    long count = left.read(session -> session.number("SELECT count(*) FROM entry"));
                    long last = left.read(session -> session.number("SELECT coalesce(max(number), 0) FROM entry"));
                    assertThat(last).isEqualTo(count).isBetween(least, (long) written);
                    least = count;
                }
            }
            assertThat(least).isEqualTo(written);
        }
    }

    @Test
    void syncsAlsoWhatWasNeverWritten() throws SQLException, IOException {
        try (Database database = Database.open(folder.resolve("a.db"), SCHEMA)) {
            database.sync();
            database.writeUnsynced(session -> session.update("INSERT INTO entry VALUES (1)"));
            database.sync();
        }
    }
}
