package dev.rumbo.security;

import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedCallersTest extends CallersContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected AccountStore open() {
        store = SqliteStore.open(folder);
        return store.accounts();
    }

    @Override
    protected AuditStore openAudit() {
        return store.audit();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
