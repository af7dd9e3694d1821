package dev.rumbo.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * An SQLite file with one writer and a few readers at a time, in WAL mode: a write is on the disk when it returns, unless its
 * caller asks for less.
 *
 * <p>Readers see what was committed before they began and do not wait for the writer. A connection whose statement failed is
 * closed and replaced at the next use, so that a disk that works again is used again.
 */
public final class Database implements AutoCloseable {

    /** Reads are short and the page cache is shared by the system: more readers than cores gain nothing. */
    private static final int READERS = 4;

    /** Above the longest foreign lock that is to be expected, the start of a backup. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

    private final Path file;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final BlockingQueue<Slot> readers = new ArrayBlockingQueue<>(READERS);
    private final Slot writer = new Slot();
    private volatile boolean closed;

    private Database(Path file) {
        this.file = file;
        IntStream.range(0, READERS).forEach(i -> readers.add(new Slot()));
    }

    /** Work on a session. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Session session) throws SQLException;
    }

    /**
     * Opens or creates the file and brings it to the newest schema.
     *
     * @param versions the statements that lead from each schema version to the next
     * @throws SQLException where the file cannot be used, or a newer Rumbo wrote it
     */
    public static Database open(Path file, List<List<String>> versions) throws SQLException, IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new IOException(folder + " is on a read-only disk or not writable for this user");
            }
        }
        Database database = new Database(file);
        try {
            database.write(session -> migrate(session, file, versions));
        } catch (SQLException | RuntimeException unusable) {
            database.close();
            throw unusable;
        }
        return database;
    }

    private static int migrate(Session session, Path file, List<List<String>> versions) throws SQLException {
        int current = (int) session.number("PRAGMA user_version");
        if (current > versions.size()) {
            throw new SQLException(file.getFileName() + " has schema version " + current + ", this Rumbo knows "
                    + versions.size() + ": start the newer Rumbo, or restore a backup made by this one");
        }
        for (List<String> statements : versions.subList(current, versions.size())) {
            for (String statement : statements) {
                session.update(statement);
            }
        }
        if (current < versions.size()) {
            session.update("PRAGMA user_version = " + versions.size());
        }
        return versions.size();
    }

    /** Runs the work against a consistent state. */
    public <T> T read(Work<T> work) throws SQLException {
        Slot slot = takeReader();
        try {
            return slot.run(work);
        } finally {
            readers.add(slot);
        }
    }

    /** Runs the work in one transaction, which is on the disk when this returns and undone when it throws. */
    public <T> T write(Work<T> work) throws SQLException {
        return write(work, SynchronousMode.FULL);
    }

    /**
     * Runs the work in one transaction that a loss of power may take back, together with all later ones, until the next
     * {@link #write} or {@link #sync} returns; the end of this process takes back nothing.
     */
    public <T> T writeUnsynced(Work<T> work) throws SQLException {
        return write(work, SynchronousMode.NORMAL);
    }

    /** Returns when all that was written before is on the disk. Waits for no writer. */
    public void sync() throws IOException {
        // What a checkpoint has moved from there into the file itself, SQLite has synced before it writes over it.
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.force(false);
        } catch (NoSuchFileException nothingWritten) {
            // A database that was only opened has no log.
        }
    }

    private <T> T write(Work<T> work, SynchronousMode mode) throws SQLException {
        writing.lock();
        try {
            return writer.run(session -> {
                session.begin(mode);
                T result;
                try {
                    result = work.run(session);
                } catch (RuntimeException refused) {
                    session.rollback();
                    throw refused;
                }
                session.commit();
                return result;
            });
        } finally {
            writing.unlock();
        }
    }

    private Slot takeReader() throws SQLException {
        try {
            Slot slot = readers.poll(BUSY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (slot == null) {
                throw new SQLException("no reader of " + file.getFileName() + " came free within " + BUSY_TIMEOUT);
            }
            return slot;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a reader", interrupted);
        }
    }

    /** Waits for the writer and, for a bounded time, for the readers. */
    @Override
    public void close() throws SQLException {
        writing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            for (int i = 0; i < READERS; i++) {
                takeReader().discard();
            }
            writer.discard();
        } finally {
            writing.unlock();
        }
    }

    /** A place for a connection that is opened when it is needed. */
    private final class Slot {

        private @Nullable Session session;

        <T> T run(Work<T> work) throws SQLException {
            if (closed) {
                throw new SQLException(file.getFileName() + " is closed");
            }
            Session current = session;
            if (current == null) {
                current = connect();
                session = current;
            }
            try {
                return work.run(current);
            } catch (SQLException failed) {
                discardAfter(failed);
                throw failed;
            }
        }

        private Session connect() throws SQLException {
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(JournalMode.WAL);
            config.setSynchronous(SynchronousMode.FULL);
            config.setBusyTimeout((int) BUSY_TIMEOUT.toMillis());
            config.enforceForeignKeys(true);
            return new Session(config.createConnection("jdbc:sqlite:" + file.toAbsolutePath()));
        }

        private void discardAfter(SQLException failed) {
            try {
                discard();
            } catch (SQLException alsoFailed) {
                failed.addSuppressed(alsoFailed);
            }
        }

        void discard() throws SQLException {
            Session current = session;
            session = null;
            if (current != null) {
                current.close();
            }
        }
    }
}
