package dev.rumbo.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.View;
import dev.rumbo.store.ViewStore;
import dev.rumbo.store.ViewStoreContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteViewStoreTest extends ViewStoreContract {

    @TempDir
    Path folder;

    private SqliteStore store;

    @Override
    protected ViewStore open() {
        store = SqliteStore.open(folder);
        return store.views();
    }

    @Override
    protected ViewStore reopen() {
        store.close();
        return open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** DynamoDB does it by itself, hours later. */
    @Test
    void whatIsOlderThanNinetyDaysGoesWithTheNextOne() {
        Owner bob = new Owner("fleet", "bob");
        Instant now = Instant.parse("2100-11-23T14:00:00Z");
        store.views()
                .add(
                        List.of(view(bob, now.minus(View.KEPT).minusSeconds(3_600), View.Kind.DAY, false, "a", "", 1)),
                        stored -> {});
        store.views().add(List.of(view(bob, now.minus(View.KEPT), View.Kind.DAY, false, "b", "", 1)), stored -> {});
        store.views()
                .add(List.of(view(new Owner("fleet", "ana"), now, View.Kind.DAY, false, "c", "", 1)), stored -> {});

        assertThat(store.views().list(bob, 10, Optional.empty()).items())
                .extracting(View::viewerId)
                .containsExactly("b");
    }
}
