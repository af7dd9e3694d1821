package dev.rumbo.tracking;

import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedZoneChangeTest extends ZoneChangeContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected RefusedDeviceContract.Engine open() {
        store = SqliteStore.open(folder);
        return new RefusedDeviceContract.Engine(store.tracks(), store.accounts(), store.operations());
    }

    @AfterEach
    void close() {
        store.close();
    }
}
