package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.SecondFactor;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's store of second factors must do. Each test starts with an empty store. */
public abstract class SecondFactorStoreContract {

    private static final Owner ANA = new Owner("fleet", "ana");
    private static final Owner NAMESAKE = new Owner("other", "ana");
    private static final SecondFactor FACTOR =
            new SecondFactor(ANA, "sealed", Instant.parse("2026-11-23T14:05:10.123Z"), 7, Set.of("a", "b"));

    private SecondFactorStore store;

    /** Opens the store of this test. */
    protected abstract SecondFactorStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract SecondFactorStore reopen();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void keepsEveryValueAcrossReopeningAndOwnersApart() {
        store.put(FACTOR);

        store = reopen();

        assertThat(store.find(ANA)).contains(FACTOR);
        assertThat(store.find(NAMESAKE)).isEmpty();
    }

    @Test
    void takesTheSteadOfTheOneBefore() {
        store.put(FACTOR);
        SecondFactor another = new SecondFactor(ANA, "anew", FACTOR.since().plusSeconds(1), 9, Set.of("c"));
        store.put(another);

        assertThat(store.find(ANA)).contains(another);
        assertThat(store.takeRecovery(ANA, "a")).isFalse();
    }

    @Test
    void takesTheCodeOfAStepOnce() {
        store.put(FACTOR);

        assertThat(store.take(ANA, 7, 8)).isTrue();
        assertThat(store.take(ANA, 7, 8)).isFalse();
        assertThat(store.take(NAMESAKE, 7, 8)).isFalse();
        assertThat(store.find(ANA).orElseThrow().lastStep()).isEqualTo(8);
    }

    @Test
    void takesARecoveryCodeOnceDownToTheLast() {
        store.put(FACTOR);

        assertThat(store.takeRecovery(NAMESAKE, "a")).isFalse();
        assertThat(store.takeRecovery(ANA, "unknown")).isFalse();
        assertThat(store.takeRecovery(ANA, "a")).isTrue();
        assertThat(store.takeRecovery(ANA, "a")).isFalse();
        assertThat(store.find(ANA).orElseThrow().recoveryHashes()).containsExactly("b");
        assertThat(store.takeRecovery(ANA, "b")).isTrue();
        assertThat(store.takeRecovery(ANA, "b")).isFalse();
        assertThat(store.find(ANA).orElseThrow().recoveryHashes()).isEmpty();
    }

    @Test
    void goesWithAllOfItAndHarmlesslyTwice() {
        store.put(FACTOR);
        store.remove(NAMESAKE);
        assertThat(store.find(ANA)).isPresent();

        store.remove(ANA);
        store.remove(ANA);

        assertThat(store.find(ANA)).isEmpty();
        assertThat(store.takeRecovery(ANA, "a")).isFalse();
        assertThat(store.take(ANA, 7, 8)).isFalse();
    }
}
