package dev.rumbo.store.sqlite;

import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.OperationsStoreContract;
import dev.rumbo.store.TrackStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteOperationsStoreTest extends OperationsStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected OperationsStore open() {
        store = SqliteStore.open(folder);
        return store.operations();
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
