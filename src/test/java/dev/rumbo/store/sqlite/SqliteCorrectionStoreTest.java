package dev.rumbo.store.sqlite;

import dev.rumbo.store.CorrectionStoreContract;
import dev.rumbo.store.TrackStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteCorrectionStoreTest extends CorrectionStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected TrackStore open() {
        store = SqliteStore.open(folder);
        return store.tracks();
    }

    @Override
    protected TrackStore reopen() {
        store.close();
        return open();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
