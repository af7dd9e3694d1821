package dev.rumbo.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Scope;
import dev.rumbo.sqlite.DataFolder;
import dev.rumbo.sqlite.Database;
import dev.rumbo.store.AccountStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a version that listed no credentials had given out is still good, and is listed. */
class CredentialMigrationTest {

    private static final int BEFORE = 8;
    private static final Instant NOW = Instant.parse("2026-11-23T14:05:10Z");
    private static final Owner ANA = new Owner("fleet", "ana");

    @TempDir
    Path folder;

    @Test
    void whatAnEarlierVersionMadeIsListed() throws Exception {
        try (Database earlier = Database.open(folder.resolve(DataFolder.STORE), Schema.STEPS.subList(0, BEFORE))) {
            earlier.write(session -> session.update(
                    "INSERT INTO credential (hash, kind, fleet, user, id, name, created_ms)"
                            + " VALUES ('token', 'access', 'fleet', 'ana', 'id', 'laptop', ?)",
                    NOW.toEpochMilli()));
            earlier.write(session -> session.update(
                    "INSERT INTO credential (hash, kind, fleet, user, expires_ms)"
                            + " VALUES ('session', 'session', 'fleet', 'ana', ?)",
                    NOW.toEpochMilli()));
        }

        try (SqliteStore store = SqliteStore.open(folder)) {
            AccountStore accounts = store.accounts();
            Credential.AccessToken token =
                    new Credential.AccessToken("token", "id", "laptop", ANA, NOW, Optional.empty(), Scope.ALL);
            assertThat(accounts.findCredential("token")).contains(token);
            assertThat(listed(accounts, Kind.ACCESS_TOKEN)).containsExactly(new CredentialUse(token, Optional.empty()));
            assertThat(listed(accounts, Kind.SESSION)).singleElement().satisfies(use -> {
                assertThat(use.credential().hash()).isEqualTo("session");
                assertThat(use.credential().id()).hasSize(16);
                assertThat(use.credential().createdAt()).isEqualTo(NOW.minus(Duration.ofDays(30)));
                assertThat(use.credential().end()).contains(NOW);
            });
        }
    }

    private static List<CredentialUse> listed(AccountStore accounts, Kind kind) {
        return accounts.listCredentials(ANA, kind, 10, Optional.empty()).items();
    }
}
