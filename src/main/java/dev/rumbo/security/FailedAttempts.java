package dev.rumbo.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Slows down guessing: after {@link #MOST} failures within {@link #WINDOW} from one address for one name, that pair waits.
 *
 * <p>Counting the pair keeps the owner, at another address, from being locked out.
 */
@ApplicationScoped
public class FailedAttempts {

    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofMinutes(5);
    private static final long MOST_PAIRS = 50_000;

    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .maximumSize(MOST_PAIRS)
            .expireAfterWrite(WINDOW)
            .build();

    void count(String address, String name) {
        failures.get(pair(address, name), none -> new AtomicInteger()).incrementAndGet();
    }

    void refuseTooMany(String address, String name) {
        AtomicInteger count = failures.getIfPresent(pair(address, name));
        if (count != null && count.get() >= MOST) {
            throw new TooManyAttemptsException(WINDOW);
        }
    }

    private static String pair(String address, String name) {
        return address + ' ' + name.toLowerCase(Locale.ROOT);
    }
}
