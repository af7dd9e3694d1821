package dev.rumbo.store.sqlite;

import dev.rumbo.store.TrackStore;
import dev.rumbo.store.UpdateViewContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteUpdateViewTest extends UpdateViewContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected TrackStore open() {
        store = SqliteStore.open(folder);
        return store.tracks();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
