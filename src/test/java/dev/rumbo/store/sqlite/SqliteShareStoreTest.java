package dev.rumbo.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Share;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.ShareStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteShareStoreTest extends ShareStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected ShareStore open() {
        store = SqliteStore.open(folder);
        return store.shares();
    }

    @Override
    protected ShareStore reopen() {
        store.close();
        return open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** DynamoDB does it by itself, hours later. */
    @Test
    void whatEndedGoesWhenTheNextLinkIsMade() {
        Owner bob = new Owner("fleet", "bob");
        Share ended = new Share(
                "ended",
                "ended",
                bob,
                new Share.Subject.Live(Optional.empty()),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1));
        store.shares().add(ended);
        store.shares().add(share(new Owner("fleet", "ana"), "a", ended.subject(), Optional.empty()));

        assertThat(store.shares().list(bob)).isEmpty();
    }
}
