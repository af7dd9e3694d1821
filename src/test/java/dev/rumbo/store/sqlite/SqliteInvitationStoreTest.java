package dev.rumbo.store.sqlite;

import dev.rumbo.store.AccountStore;
import dev.rumbo.store.InvitationStore;
import dev.rumbo.store.InvitationStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteInvitationStoreTest extends InvitationStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected InvitationStore open() {
        store = SqliteStore.open(folder);
        return store.invitations();
    }

    @Override
    protected InvitationStore reopen() {
        store.close();
        return open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected AccountStore accounts() {
        return store.accounts();
    }
}
