package dev.rumbo.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** A connection for one thread at a time that keeps its prepared statements. */
public final class Session implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private SynchronousMode mode = SynchronousMode.FULL;

    /** @param connection with {@code synchronous=FULL} */
    Session(Connection connection) {
        this.connection = connection;
    }

    /** Turns the current row into a value. */
    @FunctionalInterface
    public interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** Takes rows until it returns false. */
    @FunctionalInterface
    public interface RowSink {
        boolean take(ResultSet row) throws SQLException;
    }

    /** Runs a statement that returns no rows; the number of rows that it changed. */
    public int update(String sql, @Nullable Object... arguments) throws SQLException {
        return bound(sql, arguments).executeUpdate();
    }

    public <T> List<T> list(RowMapper<T> mapper, String sql, @Nullable Object... arguments) throws SQLException {
        List<T> rows = new ArrayList<>();
        forEach(row -> rows.add(mapper.map(row)), sql, arguments);
        return rows;
    }

    /** The first row, if any. */
    public <T> Optional<T> find(RowMapper<T> mapper, String sql, @Nullable Object... arguments) throws SQLException {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            return rows.next() ? Optional.of(mapper.map(rows)) : Optional.empty();
        }
    }

    public void forEach(RowSink sink, String sql, @Nullable Object... arguments) throws SQLException {
        try (ResultSet rows = bound(sql, arguments).executeQuery()) {
            boolean more = true;
            while (more && rows.next()) {
                more = sink.take(rows);
            }
        }
    }

    /** The single number of a query such as {@code SELECT count(*)}. */
    public long number(String sql, @Nullable Object... arguments) throws SQLException {
        return find(row -> row.getLong(1), sql, arguments).orElseThrow();
    }

    private PreparedStatement bound(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    void begin(SynchronousMode wanted) throws SQLException {
        if (wanted != mode) {
            // Not prepared: SQLite sets it while it compiles the statement.
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA synchronous = " + wanted.getValue());
            }
            mode = wanted;
        }
        update("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        update("COMMIT");
    }

    void rollback() throws SQLException {
        update("ROLLBACK");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
