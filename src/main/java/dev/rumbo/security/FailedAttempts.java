package dev.rumbo.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.util.NetUtil;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Slows down guessing of passwords, by address and by account.
 *
 * <p>Who guesses from many addresses exhausts the account's limit, and the account's owner must still get in: so where the owner was
 * before, by address or by browser, has a limit of its own that strangers cannot exhaust. All limits end by themselves. Each
 * instance counts for itself and forgets with its end.
 */
@ApplicationScoped
public class FailedAttempts {

    /** Failures of one address for one account within {@link #ADDRESS_WINDOW}. */
    static final int MOST_OF_PAIR = 10;

    /** Failures for one account from everywhere within {@link #ACCOUNT_WINDOW}. */
    static final int MOST_OF_ACCOUNT = 30;

    static final Duration ADDRESS_WINDOW = Duration.ofMinutes(5);
    static final Duration ACCOUNT_WINDOW = Duration.ofMinutes(15);

    private static final Duration REMEMBERED = Duration.ofDays(30);
    private static final long MOST_COUNTED = 50_000;
    private static final int IPV4_BYTES = 4;
    private static final int NETWORK_BYTES = 8;

    private final int mostOfAddress;
    private final Cache<String, AtomicInteger> byPair;
    private final Cache<String, AtomicInteger> byAddress;
    private final Cache<String, AtomicInteger> byAccount;
    /** Where the password was right before. */
    private final Cache<String, Boolean> familiar;

    /**
     * @param mostOfAddress failures of one address for all accounts within {@link #ADDRESS_WINDOW}: an office or a phone
     *     network's subscribers may share one
     */
    @Inject
    FailedAttempts(@ConfigProperty(name = "rumbo.log-in.failures-of-address", defaultValue = "100") int mostOfAddress) {
        this(mostOfAddress, Ticker.systemTicker());
    }

    FailedAttempts(int mostOfAddress, Ticker ticker) {
        this.mostOfAddress = mostOfAddress;
        byPair = cache(ticker, ADDRESS_WINDOW);
        byAddress = cache(ticker, ADDRESS_WINDOW);
        byAccount = cache(ticker, ACCOUNT_WINDOW);
        familiar = cache(ticker, REMEMBERED);
    }

    private static <T> Cache<String, T> cache(Ticker ticker, Duration kept) {
        return Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST_COUNTED)
                .expireAfterWrite(kept)
                .build();
    }

    /**
     * Checks a password once.
     *
     * @param account the e-mail address as it was typed, whether there is such an account or not
     * @param knownBrowser whether the account's owner was in this browser before
     * @param check empty where the password is wrong; what it throws is no failed attempt
     * @throws TooManyAttemptsException instead of checking
     */
    <T> Optional<T> guarded(String address, String account, boolean knownBrowser, Supplier<Optional<T>> check) {
        String from = network(address);
        String name = account.strip().toLowerCase(Locale.ROOT);
        String pair = from + ' ' + name;
        boolean known = knownBrowser || familiar.getIfPresent(pair) != null;
        // Counted beforehand, so that guesses that come at the same time are all counted.
        List<AtomicInteger> counted = new ArrayList<>();
        boolean failed = false;
        try {
            count(counted, byPair, pair, MOST_OF_PAIR, ADDRESS_WINDOW);
            count(counted, byAddress, from, mostOfAddress, ADDRESS_WINDOW);
            count(counted, byAccount, (known ? "known " : "any ") + name, MOST_OF_ACCOUNT, ACCOUNT_WINDOW);
            Optional<T> found = check.get();
            failed = found.isEmpty();
            if (!failed) {
                familiar.put(pair, true);
            }
            return found;
        } finally {
            if (!failed) {
                counted.forEach(AtomicInteger::decrementAndGet);
            }
        }
    }

    private static void count(
            List<AtomicInteger> counted, Cache<String, AtomicInteger> failures, String key, int most, Duration window) {
        AtomicInteger count = failures.get(key, none -> new AtomicInteger());
        counted.add(count);
        if (count.incrementAndGet() > most) {
            throw new TooManyAttemptsException(window);
        }
    }

    /** Whoever has one IPv6 address has a network of them. */
    static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null || bytes.length <= IPV4_BYTES
                ? address
                : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES);
    }
}
