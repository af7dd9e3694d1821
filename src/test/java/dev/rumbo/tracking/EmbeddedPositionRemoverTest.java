package dev.rumbo.tracking;

import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPositionRemoverTest extends PositionRemoverContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected TrackStore openTracks() {
        store = SqliteStore.open(folder);
        return store.tracks();
    }

    @Override
    protected OperationsStore openOperations() {
        return store.operations();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
