package dev.rumbo.store.sqlite;

import dev.rumbo.store.ImportStore;
import dev.rumbo.store.ImportStoreContract;
import dev.rumbo.store.TrackStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteImportStoreTest extends ImportStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected ImportStore open() {
        store = SqliteStore.open(folder);
        return store.imports();
    }

    @Override
    protected ImportStore reopen() {
        store.close();
        return open();
    }

    @Override
    protected TrackStore tracks() {
        return store.tracks();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
