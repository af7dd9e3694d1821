package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Changes the password and the e-mail address of the user who asks, and has the present password said again. */
@ApplicationScoped
public class OwnAccount {

    /** So long after logging in somebody counts as having shown who they are. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final AccountStore accounts;
    private final Callers callers;
    private final OwnCredentials credentials;
    private final FailedAttempts failedAttempts;
    private final PasswordCheck passwords;
    private final Audit audit;
    private final Clock clock;

    OwnAccount(
            AccountStore accounts,
            Callers callers,
            OwnCredentials credentials,
            FailedAttempts failedAttempts,
            PasswordCheck passwords,
            Audit audit,
            Clock clock) {
        this.accounts = accounts;
        this.callers = callers;
        this.credentials = credentials;
        this.failedAttempts = failedAttempts;
        this.passwords = passwords;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of it. */
    public enum Outcome {
        DONE,
        WRONG_PASSWORD,
        BAD_LENGTH,
        TOO_EASY,
        EMAIL_NOT_USABLE,
        /** Who has no password sets one soon after logging in. */
        LOG_IN_AGAIN
    }

    /**
     * Ends every other session, too.
     *
     * @param shown the session that stays
     * @param tokensToo whether all access tokens become void
     * @throws TooManyAttemptsException where guessing is suspected
     */
    public Outcome changePassword(
            User user,
            Optional<Credential.OfUser> shown,
            String address,
            String present,
            String wanted,
            boolean tokensToo) {
        Optional<PasswordRules.Fault> fault = PasswordRules.fault(wanted, user.email(), user.name());
        if (fault.isPresent()) {
            return fault.get() == PasswordRules.Fault.LENGTH ? Outcome.BAD_LENGTH : Outcome.TOO_EASY;
        }
        Optional<User> stored = accounts.findUser(user.owner());
        boolean first = stored.filter(User::hasPassword).isEmpty();
        if (first && !isFresh(shown)) {
            return Outcome.LOG_IN_AGAIN;
        }
        Optional<User> checked = first ? stored.filter(User::active) : check(user, address, present);
        if (checked.isEmpty()
                || !accounts.changePassword(user.owner(), checked.get().passwordHash(), Passwords.hash(wanted))) {
            return Outcome.WRONG_PASSWORD;
        }
        audit.note(AuditAct.PASSWORD_CHANGED, user.fleetId(), "", "");
        credentials.withdrawAll(user.owner(), Kind.SESSION, shown);
        if (tokensToo) {
            credentials.withdrawAll(user.owner(), Kind.ACCESS_TOKEN, Optional.empty());
        }
        callers.forgetAll();
        return Outcome.DONE;
    }

    private boolean isFresh(Optional<Credential.OfUser> shown) {
        return shown.filter(it -> it.kind() == Kind.SESSION)
                .filter(it -> it.createdAt().plus(FRESH).isAfter(clock.instant()))
                .isPresent();
    }

    /** @throws TooManyAttemptsException where guessing is suspected */
    public Outcome changeEmail(User user, String address, String present, String wanted) {
        Optional<User> checked = check(user, address, present);
        if (checked.isEmpty()) {
            return Outcome.WRONG_PASSWORD;
        }
        String email = wanted.strip().toLowerCase(Locale.ROOT);
        // Counted as a failed attempt where it is taken, so that nobody looks for other people's addresses this way.
        boolean changed = failedAttempts
                .guarded(
                        address,
                        user.email(),
                        true,
                        () -> Optional.of(email)
                                .filter(free -> accounts.changeEmail(
                                        user.owner(), checked.get().email(), free)))
                .isPresent();
        callers.forgetAll();
        if (changed) {
            audit.note(AuditAct.EMAIL_CHANGED, user.fleetId(), "", email);
        }
        return changed ? Outcome.DONE : Outcome.EMAIL_NOT_USABLE;
    }

    /**
     * Whether it is the present password.
     *
     * @throws TooManyAttemptsException where guessing is suspected
     */
    public boolean isPassword(User user, String address, String present) {
        return check(user, address, present).isPresent();
    }

    /** The user as stored now, where the password is theirs. */
    private Optional<User> check(User user, String address, String password) {
        return passwords.check(accounts.findUser(user.owner()), user.email(), password, address, true);
    }
}
