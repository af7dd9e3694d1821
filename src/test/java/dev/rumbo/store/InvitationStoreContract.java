package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.InvitationStore.Accepted;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's store of invitations must do. Each test starts with an empty store. */
public abstract class InvitationStoreContract {

    private static final Instant NOW = Instant.parse("2100-11-23T14:05:10.123Z");
    private static final Invitation ANA = invitation("fleet", "a", "ana@rumbo.example");

    private InvitationStore store;

    /** Opens the store of this test. */
    protected abstract InvitationStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract InvitationStore reopen();

    /** Of the same data as {@link #open}. */
    protected abstract AccountStore accounts();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void keepsEveryValueAcrossReopening() {
        store.add(ANA);

        store = reopen();

        assertThat(store.find(ANA.hash())).contains(ANA);
        assertThat(store.find("unknown")).isEmpty();
    }

    @Test
    void listsThoseOfAFleetAPartAtATime() {
        Invitation bob = invitation("fleet", "b", "bob@rumbo.example");
        store.add(bob);
        store.add(ANA);
        store.add(invitation("other", "a", "ana@rumbo.example"));

        Page<Invitation> first = store.list("fleet", 1, Optional.empty());
        assertThat(first.items()).containsExactly(ANA);
        assertThat(store.list("fleet", 1, first.next()).items()).containsExactly(bob);
        assertThat(store.list("fleet", 2, Optional.empty()).next()).isEmpty();
    }

    @Test
    void isWithdrawnOnceAndByItsFleetOnly() {
        store.add(ANA);

        assertThat(store.remove("other", ANA.id())).isFalse();
        assertThat(store.find(ANA.hash())).contains(ANA);
        assertThat(store.remove("fleet", ANA.id())).isTrue();
        assertThat(store.remove("fleet", ANA.id())).isFalse();
        assertThat(store.find(ANA.hash())).isEmpty();
        assertThat(store.accept(ANA, user("u", "ana@rumbo.example"))).isEqualTo(Accepted.GONE);
        assertThat(accounts().findUserByEmail("ana@rumbo.example")).isEmpty();
    }

    @Test
    void isOfUseOnce() {
        store.add(ANA);
        User user = user("u", "ana@rumbo.example");

        assertThat(store.accept(ANA, user)).isEqualTo(Accepted.DONE);
        assertThat(store.accept(ANA, user("v", "another@rumbo.example"))).isEqualTo(Accepted.GONE);

        assertThat(accounts().findUserByEmail("ana@rumbo.example")).contains(user);
        assertThat(accounts().findUserByEmail("another@rumbo.example")).isEmpty();
        assertThat(store.list("fleet", 10, Optional.empty()).items()).isEmpty();
    }

    @Test
    void makesNoSecondAccountOfAnAddressAndStays() {
        store.add(ANA);
        accounts().add(user("u", "ana@rumbo.example"));

        assertThat(store.accept(ANA, user("v", "ana@rumbo.example"))).isEqualTo(Accepted.EMAIL_TAKEN);

        assertThat(store.find(ANA.hash())).contains(ANA);
        assertThat(accounts().listUsers("fleet", 10, Optional.empty()).items())
                .extracting(User::id)
                .containsExactly("u");
    }

    private static User user(String id, String email) {
        return new User(
                "fleet", id, email, "Ana", Role.DRIVER, ZoneId.of("UTC"), Locale.ENGLISH, "$argon2id$c2FsdA$aGFzaA");
    }

    private static Invitation invitation(String fleet, String id, String email) {
        return new Invitation(
                "hash-" + fleet + id, id, fleet, email, Role.ADMIN, "boss", NOW, NOW.plusSeconds(604_800));
    }
}
