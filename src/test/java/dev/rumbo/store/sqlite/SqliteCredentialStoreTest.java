package dev.rumbo.store.sqlite;

import dev.rumbo.store.AccountStore;
import dev.rumbo.store.CredentialStoreContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteCredentialStoreTest extends CredentialStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected AccountStore open() {
        store = SqliteStore.open(folder);
        return store.accounts();
    }

    @Override
    protected AccountStore reopen() {
        store.close();
        return open();
    }

    @Override
    protected List<String> toldVoid(String... hashes) {
        return List.of();
    }

    @AfterEach
    void close() {
        store.close();
    }
}
