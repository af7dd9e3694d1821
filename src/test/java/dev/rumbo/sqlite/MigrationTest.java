package dev.rumbo.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationTest {

    private static final List<String> FIRST = List.of("CREATE TABLE car (id TEXT)", "INSERT INTO car VALUES ('a')");
    private static final List<String> SECOND =
            List.of("ALTER TABLE car ADD COLUMN name TEXT", "UPDATE car SET name = 'A'");

    @TempDir
    Path folder;

    @Test
    void aStepThatFailsLeavesNothingBehindAndIsTakenAgain() throws Exception {
        open(List.of(FIRST)).close();

        assertThatThrownBy(() -> open(List.of(FIRST, SECOND, List.of("CREATE TABLE van (id TEXT)", "NONSENSE"))))
                .isInstanceOf(SQLException.class);

        try (Database database = open(List.of(FIRST))) {
            assertThat(number(database, "PRAGMA user_version")).isEqualTo(1);
            assertThat(number(database, "SELECT count(*) FROM pragma_table_info('car')"))
                    .isEqualTo(1);
            assertThat(number(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'van'"))
                    .isZero();
        }
        try (Database database = open(List.of(FIRST, SECOND))) {
            assertThat(number(database, "PRAGMA user_version")).isEqualTo(2);
            assertThat(number(database, "SELECT count(*) FROM car WHERE name = 'A'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void neverRunsBackwards() throws Exception {
        open(List.of(FIRST, SECOND)).close();

        assertThatThrownBy(() -> open(List.of(FIRST)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("schema version 2")
                .hasMessageContaining("start the newer Rumbo");
    }

    private Database open(List<List<String>> versions) throws Exception {
        return Database.open(folder.resolve("test.db"), versions);
    }

    private static long number(Database database, String sql) throws SQLException {
        return database.read(session -> session.number(sql));
    }
}
