package dev.rumbo.store.sqlite;

import dev.rumbo.sqlite.Database;
import dev.rumbo.store.StoreRefusedException;
import dev.rumbo.store.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

/** The database of the store, whose failures are those of the store's ports. */
final class StoreFile implements AutoCloseable {

    private static final Set<Integer> REFUSED = Set.of(
            SQLiteErrorCode.SQLITE_TOOBIG.code,
            SQLiteErrorCode.SQLITE_CONSTRAINT.code,
            SQLiteErrorCode.SQLITE_MISMATCH.code);

    private final Database database;

    private StoreFile(Database database) {
        this.database = database;
    }

    /** @throws StoreUnavailableException where the file cannot be opened or a newer version wrote it */
    static StoreFile open(Path file) {
        try {
            return new StoreFile(Database.open(file, Schema.STEPS));
        } catch (SQLException | IOException failure) {
            throw new StoreUnavailableException("the store cannot be opened: " + failure.getMessage(), failure);
        }
    }

    /** In one transaction: all of it is on disk when this returns, or nothing of it when it throws. */
    <T> T write(Database.Work<T> work) {
        try {
            return database.write(work);
        } catch (SQLException failure) {
            throw unwritten(failure);
        }
    }

    /** In one transaction that a loss of power may take back until {@link #sync}; nothing of it when it throws. */
    <T> T writeUnsynced(Database.Work<T> work) {
        try {
            return database.writeUnsynced(work);
        } catch (SQLException failure) {
            throw unwritten(failure);
        }
    }

    /** Returns when all that was written before is on the disk. */
    void sync() {
        try {
            database.sync();
        } catch (IOException failure) {
            throw new StoreUnavailableException("the store cannot be synced: " + failure.getMessage(), failure);
        }
    }

    <T> T read(Database.Work<T> work) {
        try {
            return database.read(work);
        } catch (SQLException failure) {
            throw new StoreUnavailableException("the store cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** Whether what was given is at fault, or the disk. */
    private static RuntimeException unwritten(SQLException failure) {
        // Extended codes have the plain one in their lowest byte.
        return REFUSED.contains(failure.getErrorCode() & 0xff)
                ? new StoreRefusedException("the store does not take it: " + failure.getMessage(), failure)
                : new StoreUnavailableException("the store cannot be written: " + failure.getMessage(), failure);
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException failure) {
            throw new StoreUnavailableException("the store did not close: " + failure.getMessage(), failure);
        }
    }
}
