package dev.rumbo.jobs;

import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRetentionTest extends RetentionContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    Engine open() {
        store = SqliteStore.open(folder);
        return new Engine(store.accounts(), store.tracks(), store.operations(), store.imports(), store.privacy());
    }

    @AfterEach
    void close() {
        store.close();
    }
}
