package dev.rumbo.ingest;

import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedUndoTest extends UndoContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    Engine open() {
        store = SqliteStore.open(folder);
        return new Engine(store.tracks(), store.accounts(), store.operations(), store.imports());
    }

    @AfterEach
    void close() {
        store.close();
    }
}
