package dev.rumbo.security;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Owner;
import dev.rumbo.store.AccountStore;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Opens and closes the sessions of browsers. */
@ApplicationScoped
public class Sessions {

    /** The cookie that carries a session's secret. */
    public static final String COOKIE = "rumbo_session";

    private static final Duration LIFETIME = Duration.ofDays(30);

    private final AccountStore accounts;
    private final Callers callers;
    private final FailedAttempts failedAttempts;
    private final Clock clock;

    Sessions(AccountStore accounts, Callers callers, FailedAttempts failedAttempts, Clock clock) {
        this.accounts = accounts;
        this.callers = callers;
        this.failedAttempts = failedAttempts;
        this.clock = clock;
    }

    /**
     * Opens a session; a new one each time, so that none can be planted beforehand.
     *
     * @return the cookie to set; empty where e-mail address and password do not belong together
     * @throws TooManyAttemptsException where guessing is suspected
     */
    public Optional<NewCookie> open(String email, String password, RoutingContext request) {
        String address = request.request().remoteAddress().hostAddress();
        failedAttempts.refuseTooMany(address, email);
        Optional<NewCookie> cookie = callers.findByPassword(email, password)
                .map(user ->
                        cookie(issue(user.owner()), LIFETIME, request.request().isSSL()));
        if (cookie.isEmpty()) {
            failedAttempts.count(address, email);
        }
        return cookie;
    }

    /** Opens a session for a user who was just made, without asking for the password again. */
    public NewCookie openFor(Owner owner, RoutingContext request) {
        return cookie(issue(owner), LIFETIME, request.request().isSSL());
    }

    /** @return the cookie that takes the session's away */
    public NewCookie close(String secret) {
        accounts.removeCredential(Secrets.hash(secret));
        callers.forgetAll();
        return cookie("", Duration.ZERO, false);
    }

    private String issue(Owner owner) {
        String secret = Secrets.newSecret();
        accounts.add(new Credential.Session(
                Secrets.hash(secret), owner, clock.instant().plus(LIFETIME)));
        return secret;
    }

    private static NewCookie cookie(String value, Duration lifetime, boolean secure) {
        return new NewCookie.Builder(COOKIE)
                .value(value)
                .path("/")
                .maxAge((int) lifetime.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
