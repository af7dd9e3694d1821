package dev.rumbo.store.sqlite;

import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.store.PrivacyStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqlitePrivacyStoreTest extends PrivacyStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected PrivacyStore open() {
        store = SqliteStore.open(folder);
        return store.privacy();
    }

    @Override
    protected PrivacyStore reopen() {
        store.close();
        return open();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
