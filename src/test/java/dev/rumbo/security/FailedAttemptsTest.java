package dev.rumbo.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

    private static final String OWNER = "ana@example.org";
    private static final String HOME = "192.0.2.7";
    private static final int MOST_OF_ADDRESS = 100;

    private final AtomicLong nanos = new AtomicLong();
    private final FailedAttempts attempts = new FailedAttempts(MOST_OF_ADDRESS, nanos::get);
    private final AtomicInteger checked = new AtomicInteger();

    @Test
    void oneAddressGetsTenGuessesForAnAccountInFiveMinutes() {
        assertThat(guesses(1_000, i -> HOME, i -> OWNER)).isEqualTo(FailedAttempts.MOST_OF_PAIR);
        pass(FailedAttempts.ADDRESS_WINDOW);
        assertThat(isIn(HOME, false)).isTrue();
    }

    @Test
    void oneAddressGetsAHundredGuessesOverAllAccounts() {
        assertThat(guesses(1_000, i -> HOME, i -> "user-" + i)).isEqualTo(MOST_OF_ADDRESS);
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        assertThat(guesses(1_000, i -> "2001:db8:1:2::" + Integer.toHexString(i), i -> OWNER))
                .isEqualTo(FailedAttempts.MOST_OF_PAIR);
        assertThat(FailedAttempts.network("2001:db8:1:2:a::1")).isNotEqualTo(FailedAttempts.network("2001:db8:1:3::1"));
    }

    @Test
    void tenThousandGuessesFromAsManyAddressesAreStoppedAndTheOwnerStillGetsInWhereTheyWereBefore() {
        assertThat(isIn(HOME, false)).isTrue();

        assertThat(guesses(10_000, i -> "198.51." + i / 256 + '.' + i % 256, i -> OWNER))
                .isEqualTo(FailedAttempts.MOST_OF_ACCOUNT);

        assertThat(isIn(HOME, false)).as("from home").isTrue();
        assertThat(isIn("203.0.113.9", true))
                .as("with a browser that was there")
                .isTrue();
        assertThatThrownBy(() -> isIn("203.0.113.10", false)).isInstanceOf(TooManyAttemptsException.class);
        pass(FailedAttempts.ACCOUNT_WINDOW);
        assertThat(isIn("203.0.113.10", false)).as("from anywhere, afterwards").isTrue();
    }

    @Test
    void aKnownBrowserThatWasStolenGuessesNoMoreThanOthers() {
        assertThat(IntStream.range(0, 10_000)
                        .filter(i -> wasChecked("198.51." + i / 256 + '.' + i % 256, OWNER, true))
                        .count())
                .isEqualTo(FailedAttempts.MOST_OF_ACCOUNT);
    }

    @Test
    void whatIsRightOrCouldNotBeCheckedCountsAsNoFailure() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(isIn(HOME, false)).isTrue();
            assertThatThrownBy(() -> attempts.guarded(HOME, OWNER, false, () -> {
                        throw new IllegalStateException("the store does not answer");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private long guesses(int count, IntFunction<String> address, IntFunction<String> account) {
        return IntStream.range(0, count)
                .filter(i -> wasChecked(address.apply(i), account.apply(i), false))
                .count();
    }

    private boolean wasChecked(String address, String account, boolean knownBrowser) {
        int before = checked.get();
        try {
            attempts.guarded(address, account, knownBrowser, () -> {
                checked.incrementAndGet();
                return Optional.empty();
            });
        } catch (TooManyAttemptsException refused) {
            assertThat(refused.retryAfter()).isLessThanOrEqualTo(FailedAttempts.ACCOUNT_WINDOW);
        }
        return checked.get() > before;
    }

    private boolean isIn(String address, boolean knownBrowser) {
        return attempts.guarded(address, OWNER, knownBrowser, () -> Optional.of("in"))
                .isPresent();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
