package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.accounts.ShareUse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's store of shared links must do. Each test starts with an empty store. */
public abstract class ShareStoreContract {

    private static final Instant NOW = Instant.parse("2100-11-23T14:05:10.123Z");
    private static final Owner ANA = new Owner("fleet", "ana");
    private static final Owner BOB = new Owner("fleet", "bob");
    private static final Share TRIP =
            share(ANA, "a", new Subject.OfTrip("device.k3x", 1_773_147_600_123L), Optional.empty());

    private ShareStore store;

    /** Opens the store of this test. */
    protected abstract ShareStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract ShareStore reopen();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void keepsEveryValueOfEveryKindAcrossReopening() {
        List<Share> all = List.of(
                TRIP,
                share(ANA, "b", new Subject.OfDay(LocalDate.of(2026, 3, 10), Optional.empty()), Optional.empty()),
                share(ANA, "c", new Subject.OfDay(LocalDate.of(2026, 3, 11), Optional.of("d")), Optional.of("$argon")),
                share(ANA, "d", new Subject.Live(Optional.empty()), Optional.empty()),
                share(ANA, "e", new Subject.Live(Optional.of("d")), Optional.empty()));
        all.forEach(store::add);

        store = reopen();

        assertThat(store.list(ANA)).extracting(ShareUse::share).containsExactlyElementsOf(all);
        assertThat(store.list(ANA))
                .allMatch(use -> use.views() == 0 && use.lastViewAt().isEmpty());
        assertThat(all).allSatisfy(share -> assertThat(store.find(share.hash())).contains(share));
        assertThat(store.find("unknown")).isEmpty();
        assertThat(store.list(BOB)).isEmpty();
        assertThat(store.list(new Owner("other", "ana"))).isEmpty();
    }

    @Test
    void isRemovedOnceAndByItsOwnerOnly() {
        store.add(TRIP);

        assertThat(store.remove(BOB, TRIP.id())).isFalse();
        assertThat(store.remove(new Owner("other", "ana"), TRIP.id())).isFalse();
        assertThat(store.find(TRIP.hash())).contains(TRIP);
        assertThat(store.remove(ANA, TRIP.id())).isTrue();
        assertThat(store.remove(ANA, TRIP.id())).isFalse();

        assertThat(store.find(TRIP.hash())).isEmpty();
        assertThat(store.list(ANA)).isEmpty();
    }

    @Test
    void countsEveryViewAlsoOfManyAtOnce() {
        store.add(TRIP);

        CompletableFuture<?>[] views = Stream.generate(
                        () -> CompletableFuture.runAsync(() -> store.viewed(TRIP, NOW.plusSeconds(60))))
                .limit(20)
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(views).join();
        store = reopen();

        assertThat(store.list(ANA)).containsExactly(new ShareUse(TRIP, 20, Optional.of(NOW.plusSeconds(60))));
        assertThat(store.find(TRIP.hash())).contains(TRIP);
    }

    @Test
    void doesNotComeBackByBeingViewedAfterItWasRemoved() {
        store.add(TRIP);
        store.remove(ANA, TRIP.id());

        store.viewed(TRIP, NOW);

        assertThat(store.list(ANA)).isEmpty();
        assertThat(store.find(TRIP.hash())).isEmpty();
    }

    protected static Share share(Owner owner, String id, Subject subject, Optional<String> password) {
        return new Share("hash-" + owner.userId() + id, id, owner, subject, password, NOW, NOW.plusSeconds(604_800));
    }
}
