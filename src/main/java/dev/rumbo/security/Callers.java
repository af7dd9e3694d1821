package dev.rumbo.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.VoidTokens;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Finds who a secret belongs to.
 *
 * <p>A user is remembered for seconds, a device as long as it posts, so that a drive is one read of the store. What is revoked
 * here is forgotten here at once, and by another instance within {@link #REVOKED_WITHIN}: it asks the store every few seconds
 * which device tokens became void, and trusts what it remembers no longer than it knows the answer.
 */
@Startup
@ApplicationScoped
public class Callers {

    /** After so long a revoked token is refused everywhere. */
    static final Duration REVOKED_WITHIN = Duration.ofSeconds(5);

    /** Twice within it, so that one slow answer changes nothing. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(2);

    private static final Duration DEVICE_REMEMBERED = Duration.ofMinutes(30);

    /** Far less than the store tells of a token that became void. */
    private static final Duration LONGEST_UNHEARD = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(Callers.class);
    private static final long MOST_REMEMBERED = 100_000;

    private final AccountStore accounts;
    private final Clock clock;
    private final Ticker ticker;
    private final Cache<String, Found> users;
    private final Cache<String, Caller> devices;
    /** Counts what was forgotten, so that nothing is remembered that was looked up before. */
    private final AtomicLong forgotten = new AtomicLong();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "void-tokens");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<Heard> heard = Optional.empty();

    private record Found(Caller caller, Optional<Credential.Session> session) {}

    /** @param atNanos when the question was put to which the cursor was the answer */
    private record Heard(long atNanos, String cursor) {}

    @Inject
    Callers(AccountStore accounts, Clock clock) {
        this(accounts, clock, Ticker.systemTicker());
    }

    Callers(AccountStore accounts, Clock clock, Ticker ticker) {
        this.accounts = accounts;
        this.clock = clock;
        this.ticker = ticker;
        users = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REVOKED_WITHIN)
                .build();
        devices = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(DEVICE_REMEMBERED)
                .build();
    }

    @PostConstruct
    void start() {
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(this::hear, 0, ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /** Asks which device tokens became void. */
    void hear() {
        long now = ticker.read();
        Optional<Heard> before = heard.filter(it -> now - it.atNanos < LONGEST_UNHEARD.toNanos());
        try {
            VoidTokens told = accounts.voidTokens(before.map(Heard::cursor));
            if (before.isEmpty()) {
                // What became void before this answer is not told.
                forgetAll();
            } else if (!told.hashes().isEmpty()) {
                forgotten.incrementAndGet();
                devices.invalidateAll(told.hashes());
            }
            heard = Optional.of(new Heard(now, told.cursor()));
        } catch (RuntimeException unknown) {
            LOG.debugf(unknown, "Which device tokens became void is not known; the store is asked for each post");
        }
    }

    /** Without touching the store; empty where it has to be asked. */
    Optional<Caller> remembered(String secret) {
        String hash = Secrets.hash(secret);
        Optional<Caller> device =
                Optional.ofNullable(devices.getIfPresent(hash)).filter(it -> hearsOfRevocations());
        return device.isPresent()
                ? device
                : Optional.ofNullable(users.getIfPresent(hash))
                        .filter(this::valid)
                        .map(Found::caller);
    }

    Optional<Caller> find(String secret) {
        String hash = Secrets.hash(secret);
        long before = forgotten.get();
        Optional<Found> found = accounts.findCredential(hash).flatMap(this::resolve);
        found.ifPresent(present -> remember(hash, present, before));
        return found.filter(this::valid).map(Found::caller);
    }

    /** @return the user if there is one with this e-mail address and the password is theirs */
    Optional<User> findByPassword(String email, String password) {
        Optional<User> user = accounts.findUserByEmail(email.strip().toLowerCase(Locale.ROOT));
        if (user.isEmpty()) {
            Passwords.matchNobody(password);
        }
        return user.filter(known -> Passwords.matches(password, known.passwordHash()));
    }

    void forgetAll() {
        forgotten.incrementAndGet();
        users.invalidateAll();
        devices.invalidateAll();
    }

    private boolean hearsOfRevocations() {
        return heard.filter(it -> ticker.read() - it.atNanos < REVOKED_WITHIN.toNanos())
                .isPresent();
    }

    /** @param before what {@link #forgotten} was when the store was asked */
    private void remember(String hash, Found found, long before) {
        if (found.caller() instanceof Caller.OfDevice) {
            devices.put(hash, found.caller());
        } else {
            users.put(hash, found);
        }
        if (forgotten.get() != before) {
            devices.invalidate(hash);
            users.invalidate(hash);
        }
    }

    private Optional<Found> resolve(Credential credential) {
        if (credential instanceof Credential.DeviceToken token) {
            return Optional.of(new Found(new Caller.OfDevice(token.device()), Optional.empty()));
        }
        if (credential instanceof Credential.AccessToken token) {
            return user(token.owner(), credential, Optional.empty());
        }
        Credential.Session session = (Credential.Session) credential;
        return user(session.owner(), session, Optional.of(session));
    }

    private Optional<Found> user(Owner owner, Credential credential, Optional<Credential.Session> session) {
        return accounts.findUser(owner)
                .map(user -> new Found(new Caller.OfUser(user, Caller.Kind.of(credential)), session));
    }

    private boolean valid(Found found) {
        return found.session()
                .map(session -> clock.instant().isBefore(session.expiresAt()))
                .orElse(true);
    }
}
