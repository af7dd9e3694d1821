package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's account store must do with credentials. Each test starts with an empty store. */
public abstract class CredentialStoreContract {

    private static final Instant NOW = Instant.parse("2026-11-23T14:05:10.123Z");
    private static final Owner ANA = new Owner("fleet", "ana");
    private static final Owner BOB = new Owner("fleet", "bob");

    private AccountStore store;

    /** Opens the store of this test. */
    protected abstract AccountStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract AccountStore reopen();

    /** Empty for an engine that serves a single process. */
    protected abstract List<String> toldVoid(String... hashes);

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void keepsEveryKindOfCredentialUntilItIsRemoved() {
        List<Credential> credentials = List.of(
                new Credential.AccessToken("hash-1", "id-1", "laptop ü", ANA, NOW, Optional.empty(), Scope.ALL),
                new Credential.AccessToken(
                        "hash-2", "id-2", "phone", ANA, NOW, Optional.of(NOW.plusSeconds(60)), Scope.READ),
                new Credential.Session("hash-3", "id-3", ANA, NOW, NOW.minusSeconds(60), "Firefox, Android"),
                new Credential.Session("hash-4", "id-4", ANA, NOW, NOW.plusSeconds(60), ""),
                new Credential.DeviceToken("hash-5", new DeviceKey("fleet", "ana", "phone")));
        credentials.forEach(store::add);

        store = reopen();

        for (Credential credential : credentials) {
            assertThat(store.findCredential(credential.hash())).contains(credential);
            store.removeCredential(credential.hash());
            store.removeCredential(credential.hash());
            assertThat(store.findCredential(credential.hash())).isEmpty();
        }
        for (Kind kind : Kind.values()) {
            assertThat(list(ANA, kind)).isEmpty();
        }
    }

    @Test
    void aUserFindsWhatIsTheirsAndNothingElse() {
        store.add(token("a", ANA));
        store.add(session("b", ANA));

        assertThat(store.findCredential(ANA, Kind.ACCESS_TOKEN, "a")).contains(token("a", ANA));
        assertThat(store.findCredential(ANA, Kind.SESSION, "b")).contains(session("b", ANA));
        assertThat(store.findCredential(ANA, Kind.SESSION, "a")).isEmpty();
        for (Owner other : List.of(BOB, new Owner("other", "ana"))) {
            assertThat(store.findCredential(other, Kind.ACCESS_TOKEN, "a")).isEmpty();
            assertThat(list(other, Kind.ACCESS_TOKEN)).isEmpty();
            assertThat(list(other, Kind.SESSION)).isEmpty();
        }
    }

    @Test
    void listsOneKindByIdInPages() {
        List<String> ids = List.of("A-", "B", "_c", "d", "e");
        ids.forEach(id -> store.add(token(id, ANA)));
        store.add(session("f", ANA));
        store.add(token("g", BOB));

        List<String> listed = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<CredentialUse> page = store.listCredentials(ANA, Kind.ACCESS_TOKEN, 2, after);
            page.items().forEach(use -> listed.add(use.credential().id()));
            after = page.next();
        } while (after.isPresent());

        assertThat(listed).isEqualTo(ids);
        assertThat(store.listCredentials(ANA, Kind.ACCESS_TOKEN, 5, Optional.empty())
                        .next())
                .isEmpty();
    }

    @Test
    void tellsWhenACredentialWasUsedLast() {
        store.add(token("a", ANA));
        store.add(session("b", ANA));
        assertThat(list(ANA, Kind.ACCESS_TOKEN)).containsExactly(new CredentialUse(token("a", ANA), Optional.empty()));

        store.used(token("a", ANA), NOW);
        store.used(token("a", ANA), NOW.plusSeconds(3_600));

        store = reopen();
        assertThat(list(ANA, Kind.ACCESS_TOKEN))
                .containsExactly(new CredentialUse(token("a", ANA), Optional.of(NOW.plusSeconds(3_600))));
        assertThat(list(ANA, Kind.SESSION)).containsExactly(new CredentialUse(session("b", ANA), Optional.empty()));
        assertThat(store.findCredential("hash-a")).contains(token("a", ANA));
    }

    @Test
    void aUseThatComesAfterItBecameVoidDoesNotBringItBack() {
        store.add(session("a", ANA));
        store.removeCredential("hash-a");

        store.used(session("a", ANA), NOW);

        assertThat(store.findCredential("hash-a")).isEmpty();
        assertThat(list(ANA, Kind.SESSION)).isEmpty();
    }

    @Test
    void tellsWhichOfAUsersCredentialsBecameVoid() {
        store.add(token("a", ANA));
        store.add(session("b", ANA));
        VoidTokens before = store.voidTokens(Optional.empty());

        store.removeCredential("hash-a");
        store.removeCredential("hash-b");
        store.removeCredential("hash-b");

        assertThat(store.voidTokens(Optional.of(before.cursor())).hashes()).isEqualTo(toldVoid("hash-a", "hash-b"));
    }

    private List<CredentialUse> list(Owner owner, Kind kind) {
        return store.listCredentials(owner, kind, 10, Optional.empty()).items();
    }

    private static Credential.AccessToken token(String id, Owner owner) {
        return new Credential.AccessToken("hash-" + id, id, "laptop", owner, NOW, Optional.empty(), Scope.ALL);
    }

    private static Credential.Session session(String id, Owner owner) {
        return new Credential.Session("hash-" + id, id, owner, NOW, NOW.plusSeconds(60), "Firefox, Linux");
    }
}
