package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens and closes the sessions of browsers. */
@ApplicationScoped
public class Sessions {

    /** The cookie that carries a session's secret. */
    public static final String COOKIE = "rumbo_session";

    private static final Duration LIFETIME = Duration.ofDays(30);

    private final AccountStore accounts;
    private final Callers callers;
    private final PasswordCheck passwords;
    private final Audit audit;
    private final Clock clock;

    Sessions(AccountStore accounts, Callers callers, PasswordCheck passwords, Audit audit, Clock clock) {
        this.accounts = accounts;
        this.callers = callers;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Opens a session; a new one each time, so that none can be planted beforehand; the one before it ends.
     *
     * @return the cookies to set; empty where e-mail address and password do not belong together
     * @throws TooManyAttemptsException where guessing is suspected
     */
    public List<NewCookie> open(String email, String password, RoutingContext request) {
        Optional<User> claimed = callers.findByEmail(email);
        Cookie known = request.request().getCookie(KnownBrowser.COOKIE);
        boolean knownBrowser = known != null
                && claimed.filter(user -> KnownBrowser.isOf(user, known.getValue()))
                        .isPresent();
        return passwords
                .check(claimed, email, password, address(request), knownBrowser)
                .map(user -> open(user, request))
                .orElse(List.of());
    }

    private List<NewCookie> open(User user, RoutingContext request) {
        NewCookie session = session(user.owner(), request);
        boolean stillTheirs = accounts.findUser(user.owner())
                .filter(now -> now.active() && now.passwordHash().equals(user.passwordHash()))
                .isPresent();
        if (!stillTheirs) {
            // The password was changed or access ended meanwhile, and this session may have missed the end of the
            // others.
            end(session.getValue());
            return List.of();
        }
        audit.noteBy(user, address(request), AuditAct.LOG_IN, browser(request));
        return List.of(session, KnownBrowser.cookie(user, request.request().isSSL()));
    }

    /** Opens a session for a user who was just made, without asking for the password again. */
    public NewCookie openFor(User user, RoutingContext request) {
        NewCookie session = session(user.owner(), request);
        audit.noteBy(user, address(request), AuditAct.LOG_IN, browser(request));
        return session;
    }

    private NewCookie session(Owner owner, RoutingContext request) {
        Cookie before = request.request().getCookie(COOKIE);
        if (before != null) {
            end(before.getValue());
        }
        return cookie(
                issue(owner, browser(request)), LIFETIME, request.request().isSSL());
    }

    /** @return the cookie that takes the session's away */
    public NewCookie close(String secret, RoutingContext request) {
        accounts.findCredential(Secrets.hash(secret))
                .filter(Credential.Session.class::isInstance)
                .flatMap(session -> accounts.findUser(((Credential.Session) session).owner()))
                .ifPresent(user -> audit.noteBy(user, address(request), AuditAct.LOG_OUT, browser(request)));
        end(secret);
        return cookie("", Duration.ZERO, false);
    }

    private void end(String secret) {
        String hash = Secrets.hash(secret);
        accounts.removeCredential(hash);
        callers.forget(Set.of(hash));
    }

    private static String address(RoutingContext request) {
        return request.request().remoteAddress().hostAddress();
    }

    private static String browser(RoutingContext request) {
        return Browsers.describe(request.request().getHeader(HttpHeaders.USER_AGENT));
    }

    private String issue(Owner owner, String browser) {
        String secret = Secrets.newSecret();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        accounts.add(
                new Credential.Session(Secrets.hash(secret), Secrets.newId(), owner, now, now.plus(LIFETIME), browser));
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
