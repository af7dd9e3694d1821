package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.User;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Checks passwords: limited against guessing, and told to the audit log where they are wrong. */
@ApplicationScoped
class PasswordCheck {

    private final Callers callers;
    private final FailedAttempts failedAttempts;
    private final Audit audit;

    PasswordCheck(Callers callers, FailedAttempts failedAttempts, Audit audit) {
        this.callers = callers;
        this.failedAttempts = failedAttempts;
        this.audit = audit;
    }

    /**
     * The user, where the password is theirs.
     *
     * @param claimed whose it is said to be; empty where there is no such account
     * @param email as it was typed
     * @param knownBrowser whether the account's owner was in this browser before
     * @throws TooManyAttemptsException instead of checking
     */
    Optional<User> check(Optional<User> claimed, String email, String password, String address, boolean knownBrowser) {
        try {
            Optional<User> user =
                    failedAttempts.guarded(address, email, knownBrowser, () -> callers.check(claimed, password));
            if (user.isEmpty()) {
                audit.countRefused(claimed, address, AuditAct.LOG_IN_FAILED);
            }
            return user;
        } catch (TooManyAttemptsException tooMany) {
            audit.countRefused(claimed, address, AuditAct.LOG_IN_REFUSED);
            throw tooMany;
        }
    }
}
