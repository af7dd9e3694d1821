package dev.rumbo.store.sqlite;

import dev.rumbo.store.SecondFactorStore;
import dev.rumbo.store.SecondFactorStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteSecondFactorStoreTest extends SecondFactorStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected SecondFactorStore open() {
        store = SqliteStore.open(folder);
        return store.secondFactors();
    }

    @Override
    protected SecondFactorStore reopen() {
        store.close();
        return open();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
