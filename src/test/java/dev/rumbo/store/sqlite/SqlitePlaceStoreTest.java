package dev.rumbo.store.sqlite;

import dev.rumbo.places.PlaceStore;
import dev.rumbo.store.PlaceStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqlitePlaceStoreTest extends PlaceStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected PlaceStore open() {
        store = SqliteStore.open(folder);
        return store.places();
    }

    @Override
    protected PlaceStore reopen() {
        store.close();
        return open();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
