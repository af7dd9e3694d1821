package dev.rumbo.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds who a secret belongs to.
 *
 * <p>What was found is kept for a short while, so that a phone's thousand posts are one read of the store. What is revoked
 * here is forgotten here at once; another instance forgets it within {@link #REMEMBERED}.
 */
@ApplicationScoped
public class Callers {

    static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final long MOST_REMEMBERED = 100_000;

    private final AccountStore accounts;
    private final Clock clock;
    private final Cache<String, Found> remembered = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    private record Found(Caller caller, Optional<Credential.Session> session) {}

    Callers(AccountStore accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Without touching the store; empty where it has to be asked. */
    Optional<Caller> remembered(String secret) {
        return Optional.ofNullable(remembered.getIfPresent(Secrets.hash(secret)))
                .filter(this::valid)
                .map(Found::caller);
    }

    Optional<Caller> find(String secret) {
        String hash = Secrets.hash(secret);
        Optional<Found> found = accounts.findCredential(hash).flatMap(this::resolve);
        found.ifPresent(present -> remembered.put(hash, present));
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
        remembered.invalidateAll();
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
