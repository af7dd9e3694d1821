package dev.rumbo.store.sqlite;

import dev.rumbo.store.AuditStore;
import dev.rumbo.store.AuditStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditStoreTest extends AuditStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected AuditStore open() {
        store = SqliteStore.open(folder);
        return store.audit();
    }

    @Override
    protected AuditStore reopen() {
        store.close();
        return open();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
