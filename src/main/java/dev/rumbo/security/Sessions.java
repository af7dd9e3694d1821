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
import java.util.stream.Stream;

/** Opens and closes the sessions of browsers. */
@ApplicationScoped
public class Sessions {

    /** The cookie that carries a session's secret. */
    public static final String COOKIE = "rumbo_session";

    /** The cookie of a log-in with a provider that was begun. */
    public static final String BEGUN = "rumbo_begun";

    /** The cookie of a log-in that lacks the code of a second factor. */
    static final String HALF = "rumbo_half";

    private static final Duration LIFETIME = Duration.ofDays(30);

    private final AccountStore accounts;
    private final Callers callers;
    private final PasswordCheck passwords;
    private final SecondFactors factors;
    private final VouchedAccounts vouched;
    private final Audit audit;
    private final Clock clock;

    Sessions(
            AccountStore accounts,
            Callers callers,
            PasswordCheck passwords,
            SecondFactors factors,
            VouchedAccounts vouched,
            Audit audit,
            Clock clock) {
        this.accounts = accounts;
        this.callers = callers;
        this.passwords = passwords;
        this.factors = factors;
        this.vouched = vouched;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * How far a log-in came.
     *
     * @param cookies to set; empty where nobody was logged in
     * @param needsCode whether the password was right, and a code of the second factor is still needed
     */
    public record Opened(List<NewCookie> cookies, boolean needsCode) {}

    /**
     * Opens a session; a new one each time, so that none can be planted beforehand; the one before it ends.
     *
     * @return no cookies where e-mail address and password do not belong together
     * @throws TooManyAttemptsException where guessing is suspected
     */
    public Opened open(String email, String password, RoutingContext request) {
        Optional<User> claimed = callers.findByEmail(email);
        boolean known = claimed.filter(user -> isKnown(user, request)).isPresent();
        Optional<User> checked = passwords.check(claimed, email, password, address(request), known);
        if (checked.filter(factors::isOn).isPresent()) {
            audit.countRefused(checked, address(request), AuditAct.CODE_ASKED);
            return new Opened(List.of(half(checked.get(), Vouched.NOTHING, request)), true);
        }
        return new Opened(checked.map(user -> open(user, request)).orElse(List.of()), false);
    }

    /**
     * Opens a session for a user for whom a provider vouched: a second factor of the account is asked for all the same, and until its code is
     * there nothing that the provider said is done.
     */
    public Opened openVouched(VouchedAccounts.Found found, RoutingContext request) {
        User user = found.user().orElseThrow();
        if (factors.isOn(user)) {
            audit.countRefused(Optional.of(user), address(request), AuditAct.CODE_ASKED);
            return new Opened(List.of(half(user, found.vouched(), request)), true);
        }
        return new Opened(
                vouched.settle(user, found.vouched(), address(request))
                        .map(settled -> open(settled, request))
                        .orElse(List.of()),
                false);
    }

    private NewCookie half(User user, Vouched vouchedFor, RoutingContext request) {
        return HalfSession.cookie(
                user, vouchedFor, clock.instant(), request.request().isSSL());
    }

    /** Whether the password was right in this browser minutes ago, and a code is waited for. */
    public boolean waitsForCode(RoutingContext request) {
        return half(request).isPresent();
    }

    /**
     * Opens the session of a log-in that lacked a code.
     *
     * @return empty where the code is not right, or nobody's is waited for any more
     * @throws TooManyAttemptsException where guessing is suspected
     */
    public List<NewCookie> openWithCode(String code, RoutingContext request) {
        return half(request)
                .filter(half -> factors.take(half.user(), address(request), isKnown(half.user(), request), code))
                .flatMap(half -> vouched.settle(half.user(), half.vouched(), address(request)))
                .map(user -> open(user, request))
                .filter(session -> !session.isEmpty())
                .map(session -> Stream.concat(
                                session.stream(),
                                Stream.of(HalfSession.gone(request.request().isSSL())))
                        .toList())
                .orElse(List.of());
    }

    private Optional<HalfSession.Half> half(RoutingContext request) {
        Cookie cookie = request.request().getCookie(HALF);
        return HalfSession.find(cookie == null ? null : cookie.getValue(), accounts, clock.instant());
    }

    private static boolean isKnown(User user, RoutingContext request) {
        Cookie known = request.request().getCookie(KnownBrowser.COOKIE);
        return known != null && KnownBrowser.isOf(user, known.getValue());
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
