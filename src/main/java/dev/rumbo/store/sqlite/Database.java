package dev.rumbo.store.sqlite;

import dev.rumbo.store.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The connections to one database file: one that writes, behind a lock, and a few that read what is committed.
 *
 * <p>WAL lets readers go on while the writer commits; {@code synchronous=FULL} makes a commit return only once it is on
 * disk.
 */
final class Database implements AutoCloseable {

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5_000;
    private static final int READER_WAIT_SECONDS = 10;

    private final ReentrantLock writing = new ReentrantLock(true);
    private final Connection writer;
    private final BlockingQueue<Connection> readers = new ArrayBlockingQueue<>(READERS);

    /** Work on a connection. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private Database(Connection writer) {
        this.writer = writer;
    }

    /** @throws StoreUnavailableException where the file cannot be opened or holds a newer schema than this version's */
    static Database open(Path file) {
        try {
            Database database = new Database(connect(file));
            database.write(connection -> {
                Schema.migrate(connection);
                return true;
            });
            for (int i = 0; i < READERS; i++) {
                Connection reader = connect(file);
                execute(reader, "PRAGMA query_only = true");
                database.readers.add(reader);
            }
            return database;
        } catch (SQLException failure) {
            throw new StoreUnavailableException("the store cannot be opened: " + failure.getMessage(), failure);
        }
    }

    /** In one transaction: all of it is on disk when this returns, or nothing of it when it throws. */
    <T> T write(Work<T> work) {
        writing.lock();
        try {
            return inTransaction(work);
        } catch (SQLException failure) {
            throw new StoreUnavailableException("the store cannot be written: " + failure.getMessage(), failure);
        } finally {
            writing.unlock();
        }
    }

    <T> T read(Work<T> work) {
        Connection reader = borrow();
        try {
            return work.on(reader);
        } catch (SQLException failure) {
            throw new StoreUnavailableException("the store cannot be read: " + failure.getMessage(), failure);
        } finally {
            readers.add(reader);
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            for (int i = 0; i < READERS; i++) {
                borrow().close();
            }
            writer.close();
        } catch (SQLException failure) {
            throw new StoreUnavailableException("the store did not close: " + failure.getMessage(), failure);
        } finally {
            writing.unlock();
        }
    }

    private <T> T inTransaction(Work<T> work) throws SQLException {
        boolean done = false;
        execute(writer, "BEGIN IMMEDIATE");
        try {
            T result = work.on(writer);
            execute(writer, "COMMIT");
            done = true;
            return result;
        } finally {
            if (!done) {
                rollBack();
            }
        }
    }

    /** SQLite rolls back by itself on some failures, a full disk among them; then there is nothing left to do. */
    private void rollBack() throws SQLException {
        try {
            execute(writer, "ROLLBACK");
        } catch (SQLException failure) {
            String message = String.valueOf(failure.getMessage());
            if (!message.contains("no transaction is active")) {
                throw failure;
            }
        }
    }

    private Connection borrow() {
        try {
            Connection reader = readers.poll(READER_WAIT_SECONDS, TimeUnit.SECONDS);
            if (reader == null) {
                throw new StoreUnavailableException("too many reads at once", null);
            }
            return reader;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while waiting to read", interrupted);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        execute(connection, "PRAGMA busy_timeout = " + BUSY_MILLIS);
        execute(connection, "PRAGMA journal_mode = WAL");
        execute(connection, "PRAGMA synchronous = FULL");
        return connection;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
