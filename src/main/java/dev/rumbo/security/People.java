package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * What administrators change of the people of their fleet: the role, and whether they may log in.
 *
 * <p>Nobody changes their own, and the store keeps each fleet an administrator, so that it never loses the last.
 */
@ApplicationScoped
public class People {

    private static final int AT_ONCE = 500;

    private final AccountStore accounts;
    private final OwnCredentials credentials;
    private final Callers callers;
    private final Audit audit;

    People(AccountStore accounts, OwnCredentials credentials, Callers callers, Audit audit) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.callers = callers;
        this.audit = audit;
    }

    /**
     * Whoever loses rights is logged out everywhere, and their access tokens become void.
     *
     * @return false, and nothing done, where nobody would administer the fleet any more
     */
    public boolean changeRole(User whom, Role role) {
        if (whom.role() == role) {
            return true;
        }
        if (!accounts.changeAccess(whom.owner(), role, whom.active())) {
            return false;
        }
        audit.note(AuditAct.ROLE_CHANGED, whom.fleetId(), whom.id(), whom.name());
        if ((whom.role().administers() && !role.administers()) || (whom.role().operates() && !role.operates())) {
            endCredentials(whom.owner());
        }
        callers.forgetAll();
        return true;
    }

    /**
     * Sessions and access tokens are refused here at once, by other instances within {@link Callers#REVOKED_WITHIN}, and the sockets
     * that they opened are closed.
     *
     * @param devicesToo whether the tokens of their devices become void; the devices and what they recorded stay
     * @return false, and nothing done, where nobody would administer the fleet any more
     */
    public boolean endAccess(User whom, boolean devicesToo) {
        if (whom.active()) {
            if (!accounts.changeAccess(whom.owner(), whom.role(), false)) {
                return false;
            }
            audit.note(AuditAct.ACCESS_ENDED, whom.fleetId(), whom.id(), whom.name());
        }
        endCredentials(whom.owner());
        if (devicesToo) {
            silenceDevices(whom.owner());
        }
        callers.forgetAll();
        return true;
    }

    /** A fleet keeps an administrator: whether the account can be closed. */
    public boolean mayClose(User whom) {
        return !whom.role().administers() || isAdministeredWithout(whom);
    }

    private boolean isAdministeredWithout(User whom) {
        Optional<String> after = Optional.empty();
        do {
            Page<User> page = accounts.listUsers(whom.fleetId(), AT_ONCE, after);
            if (page.items().stream()
                    .anyMatch(user -> user.active()
                            && user.role().administers()
                            && !user.id().equals(whom.id()))) {
                return true;
            }
            after = page.next();
        } while (after.isPresent());
        return false;
    }

    /** Takes the access of an administrator whose account is to be closed. False, and nothing done, where they are the last. */
    public boolean retire(User whom) {
        return !whom.role().administers() || accounts.changeAccess(whom.owner(), whom.role(), false);
    }

    /** Ends all access of an account whose data is being deleted: there is no way back. */
    public void close(User whom) {
        accounts.changeAccess(whom.owner(), whom.role(), false);
        audit.note(AuditAct.ACCOUNT_CLOSED, whom.fleetId(), whom.id(), whom.name());
        endCredentials(whom.owner());
        silenceDevices(whom.owner());
        callers.forgetAll();
    }

    /** With the password that they had; devices that were stopped need new tokens. */
    public void restoreAccess(User whom) {
        if (!whom.active()) {
            accounts.changeAccess(whom.owner(), whom.role(), true);
            audit.note(AuditAct.ACCESS_RESTORED, whom.fleetId(), whom.id(), whom.name());
        }
    }

    private void endCredentials(Owner owner) {
        credentials.withdrawAll(owner, Kind.SESSION, Optional.empty());
        credentials.withdrawAll(owner, Kind.ACCESS_TOKEN, Optional.empty());
    }

    /** Each gets a token that nobody knows. */
    private void silenceDevices(Owner owner) {
        Optional<String> after = Optional.empty();
        do {
            Page<Device> page = accounts.listDevices(owner, AT_ONCE, after);
            page.items()
                    .forEach(device -> accounts.replaceToken(
                            new Credential.DeviceToken(Secrets.hash(Secrets.newSecret()), device.key())));
            after = page.next();
        } while (after.isPresent());
    }
}
