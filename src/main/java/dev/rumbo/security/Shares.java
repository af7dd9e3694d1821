package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.accounts.ShareUse;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.ShareStore;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Links that users give to people without an account. The secret is in the path, since a link has nothing else, and is asked of the store
 * each time, so that a link that was withdrawn is of no use from that moment on, on every instance.
 */
@ApplicationScoped
public class Shares {

    /** Of a trip or a day, unless its maker says otherwise. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    public static final Duration LONGEST = Duration.ofDays(30);

    /** Of the live position, unless its maker says otherwise. */
    public static final Duration LIVE_LIFETIME = Duration.ofHours(2);

    public static final Duration LIVE_LONGEST = Duration.ofHours(24);

    /** Of one user at a time: more than anybody remembers to have given away. */
    public static final int MOST = 100;

    /** Under which the pages are that links open. */
    public static final String PATH = "/s/";

    private final ShareStore store;
    private final AccountStore accounts;
    private final FailedAttempts failedAttempts;
    private final Audit audit;
    private final Clock clock;

    Shares(ShareStore store, AccountStore accounts, FailedAttempts failedAttempts, Audit audit, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.failedAttempts = failedAttempts;
        this.audit = audit;
        this.clock = clock;
    }

    /** A link with its secret in the clear, this once. */
    public record Issued(Share share, String secret) {}

    /** A link that is of use, and whose it is. */
    public record Found(Share share, User owner) {}

    public static Duration lifetime(Subject subject) {
        return subject instanceof Subject.Live ? LIVE_LIFETIME : LIFETIME;
    }

    public static Duration longest(Subject subject) {
        return subject instanceof Subject.Live ? LIVE_LONGEST : LONGEST;
    }

    /**
     * Makes a link.
     *
     * @param subject that it is the user's, the caller has seen to
     * @param end at most {@link #longest} from now
     * @param password checked by the caller; empty where the link is enough
     * @return empty where the user has {@link #MOST} already
     */
    public Optional<Issued> make(User by, Subject subject, Instant end, Optional<String> password) {
        if (list(by.owner()).size() >= MOST) {
            return Optional.empty();
        }
        String secret = Secrets.newSecret();
        Share share = new Share(
                Secrets.hash(secret),
                Secrets.newId(),
                by.owner(),
                subject,
                password.map(Passwords::hash),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                end.truncatedTo(ChronoUnit.MILLIS));
        store.add(share);
        audit.note(AuditAct.SHARE_MADE, by.fleetId(), share.id(), subject.word());
        return Optional.of(new Issued(share, secret));
    }

    /** The user's, in the order of their ends; those that ended are left out, and gone. */
    public List<ShareUse> list(Owner owner) {
        List<ShareUse> all = store.list(owner);
        all.stream().map(ShareUse::share).filter(share -> !isOpen(share)).forEach(this::drop);
        return all.stream()
                .filter(use -> isOpen(use.share()))
                .sorted((one, other) ->
                        one.share().end().compareTo(other.share().end()))
                .toList();
    }

    /** False where the user has none with this id. */
    public boolean withdraw(Owner owner, String id) {
        boolean withdrawn = store.remove(owner, id);
        if (withdrawn) {
            audit.note(AuditAct.SHARE_WITHDRAWN, owner.fleetId(), id, "");
        }
        return withdrawn;
    }

    /** The link of a secret, while it is of use: whoever may log in no more shares nothing any more. */
    public Optional<Found> find(String secret) {
        Optional<Share> found = store.find(Secrets.hash(secret));
        found.filter(share -> !isOpen(share)).ifPresent(this::drop);
        return found.filter(this::isOpen)
                .flatMap(share ->
                        accounts.findUser(share.owner()).filter(User::active).map(owner -> new Found(share, owner)));
    }

    /** Counts that somebody opened it. */
    public void viewed(Share share) {
        store.viewed(share, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Whether the link needs no password, or it was given in this browser. */
    public boolean isUnlocked(Share share, RoutingContext request) {
        Cookie given = request.request().getCookie(SharePass.COOKIE);
        return share.passwordHash().isEmpty() || (given != null && SharePass.isOf(share, given.getValue()));
    }

    /**
     * Checks the password of a link.
     *
     * @return the cookie by which this browser needs it no more; empty where it is wrong
     * @throws TooManyAttemptsException where guessing is suspected
     */
    public Optional<NewCookie> unlock(Found found, String secret, String password, RoutingContext request) {
        Share share = found.share();
        String address = request.request().remoteAddress().hostAddress();
        try {
            Optional<NewCookie> cookie = failedAttempts.guarded(
                    address,
                    "link " + share.id(),
                    false,
                    () -> share.passwordHash()
                            .filter(hash -> Passwords.matches(password, hash))
                            .map(right -> SharePass.cookie(
                                    share,
                                    PATH + secret,
                                    clock.instant(),
                                    request.request().isSSL())));
            if (cookie.isEmpty()) {
                audit.countRefused(Optional.of(found.owner()), address, AuditAct.SHARE_PASSWORD_FAILED);
            }
            return cookie;
        } catch (TooManyAttemptsException tooMany) {
            audit.countRefused(Optional.of(found.owner()), address, AuditAct.SHARE_PASSWORD_FAILED);
            throw tooMany;
        }
    }

    private void drop(Share ended) {
        store.remove(ended.owner(), ended.id());
    }

    private boolean isOpen(Share share) {
        return clock.instant().isBefore(share.end());
    }
}
