package dev.rumbo.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.StoreUnavailableException;
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
import java.util.Set;
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
 * which credentials became void, and trusts what it remembers no longer than it knows the answer.
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

    /** The last use of a credential is written no more often, so that using it costs a read. */
    private static final Duration USE_NOTED = Duration.ofHours(1);

    private static final Logger LOG = Logger.getLogger(Callers.class);
    private static final long MOST_REMEMBERED = 100_000;

    private final AccountStore accounts;
    private final Revocations revocations;
    private final Clock clock;
    private final Ticker ticker;
    private final Cache<String, Caller> users;
    private final Cache<String, Caller> devices;
    private final Cache<String, Boolean> noted;
    /** Counts what was forgotten, so that nothing is remembered that was looked up before. */
    private final AtomicLong forgotten = new AtomicLong();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "void-tokens");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Optional<Heard> heard = Optional.empty();

    /** @param atNanos when the question was put to which the cursor was the answer */
    private record Heard(long atNanos, String cursor) {}

    @Inject
    Callers(AccountStore accounts, Revocations revocations, Clock clock) {
        this(accounts, revocations, clock, Ticker.systemTicker());
    }

    Callers(AccountStore accounts, Revocations revocations, Clock clock, Ticker ticker) {
        this.accounts = accounts;
        this.revocations = revocations;
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
        noted = Caffeine.newBuilder()
                .ticker(ticker)
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(USE_NOTED)
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

    /** Asks which credentials became void. */
    void hear() {
        long now = ticker.read();
        Optional<Heard> before = heard.filter(it -> now - it.atNanos < LONGEST_UNHEARD.toNanos());
        try {
            VoidTokens told = accounts.voidTokens(before.map(Heard::cursor));
            if (before.isEmpty()) {
                // What became void before this answer is not told.
                forgetAll();
            } else if (!told.hashes().isEmpty()) {
                forget(Set.copyOf(told.hashes()));
            }
            heard = Optional.of(new Heard(now, told.cursor()));
        } catch (RuntimeException unknown) {
            LOG.debugf(unknown, "Which credentials became void is not known; the store is asked for each post");
        }
    }

    /** Without touching the store; empty where it has to be asked. */
    Optional<Caller> remembered(String secret) {
        String hash = Secrets.hash(secret);
        Optional<Caller> device =
                Optional.ofNullable(devices.getIfPresent(hash)).filter(it -> hearsOfRevocations());
        return device.isPresent()
                ? device
                : Optional.ofNullable(users.getIfPresent(hash)).filter(this::valid);
    }

    Optional<Caller> find(String secret) {
        String hash = Secrets.hash(secret);
        long before = forgotten.get();
        Optional<Caller> found = accounts.findCredential(hash).flatMap(this::resolve);
        found.ifPresent(caller -> remember(hash, caller, before));
        return found;
    }

    Optional<User> findByEmail(String email) {
        return accounts.findUserByEmail(email.strip().toLowerCase(Locale.ROOT));
    }

    /** Takes as long for nobody as for somebody; whoever may log in no more is nobody. */
    Optional<User> check(Optional<User> user, String password) {
        if (user.isEmpty()) {
            Passwords.matchNobody(password);
        }
        return user.filter(known -> Passwords.matches(password, known.passwordHash()))
                .filter(User::active);
    }

    /** Holds here at once and tells those who keep something open. */
    void forget(Set<String> hashes) {
        forgotten.incrementAndGet();
        users.invalidateAll(hashes);
        devices.invalidateAll(hashes);
        revocations.tell(hashes);
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
    private void remember(String hash, Caller found, long before) {
        if (found instanceof Caller.OfDevice) {
            devices.put(hash, found);
        } else {
            users.put(hash, found);
        }
        if (forgotten.get() != before) {
            devices.invalidate(hash);
            users.invalidate(hash);
        }
    }

    private Optional<Caller> resolve(Credential credential) {
        if (credential instanceof Credential.DeviceToken token) {
            return Optional.of(new Caller.OfDevice(token.device()));
        }
        Credential.OfUser ofUser = (Credential.OfUser) credential;
        if (isOver(ofUser)) {
            return Optional.empty();
        }
        Optional<Caller> user = accounts.findUser(ofUser.owner())
                .filter(User::active)
                .map(found -> new Caller.OfUser(found, Optional.of(ofUser)));
        user.ifPresent(found -> note(ofUser));
        return user;
    }

    private void note(Credential.OfUser credential) {
        if (noted.asMap().putIfAbsent(credential.hash(), true) == null) {
            try {
                accounts.used(credential, clock.instant());
            } catch (StoreUnavailableException later) {
                noted.invalidate(credential.hash());
                LOG.debugf(later, "The last use of a credential could not be written");
            }
        }
    }

    private boolean valid(Caller caller) {
        return !(caller instanceof Caller.OfUser user)
                || user.credential().filter(this::isOver).isEmpty();
    }

    private boolean isOver(Credential.OfUser credential) {
        return credential.end().filter(end -> !clock.instant().isBefore(end)).isPresent();
    }
}
