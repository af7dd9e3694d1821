package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.InvitationStore;
import dev.rumbo.store.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The way into a fleet for people who have no account: a link that an administrator hands over. Nobody registers by themselves. */
@ApplicationScoped
public class Invitations {

    /** Unless its maker says otherwise. */
    public static final Duration LIFETIME = Duration.ofDays(7);

    public static final Duration LONGEST = Duration.ofDays(30);

    private static final int AT_ONCE = 500;

    private final InvitationStore store;
    private final AccountStore accounts;
    private final Audit audit;
    private final Clock clock;

    Invitations(InvitationStore store, AccountStore accounts, Audit audit, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.audit = audit;
        this.clock = clock;
    }

    /** An invitation with the secret of its link in the clear, this once. */
    public record Issued(Invitation invitation, String secret) {}

    /** What the invited person chooses. */
    public record Chosen(String name, String password, ZoneId timeZone, Locale locale) {}

    /**
     * Invites a person into the fleet of whoever invites.
     *
     * @param email in any case
     * @param end at most {@link #LONGEST} from now
     * @return empty where an account has the address
     */
    public Optional<Issued> invite(User by, String email, Role role, Instant end) {
        String address = email.strip().toLowerCase(Locale.ROOT);
        if (accounts.findUserByEmail(address).isPresent()) {
            return Optional.empty();
        }
        String secret = Secrets.newSecret();
        Invitation invitation = new Invitation(
                Secrets.hash(secret),
                Secrets.newId(),
                by.fleetId(),
                address,
                role,
                by.id(),
                now(),
                end.truncatedTo(ChronoUnit.MILLIS));
        store.add(invitation);
        audit.note(AuditAct.INVITATION_MADE, by.fleetId(), invitation.id(), address);
        return Optional.of(new Issued(invitation, secret));
    }

    /** By id; those that ended are left out. */
    public Page<Invitation> list(String fleetId, int limit, Optional<String> after) {
        Page<Invitation> page = store.list(fleetId, limit, after);
        return new Page<>(page.items().stream().filter(this::isOpen).toList(), page.next());
    }

    public List<Invitation> listAll(String fleetId) {
        List<Invitation> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<Invitation> page = list(fleetId, AT_ONCE, after);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    /** False where the fleet has none with this id. */
    public boolean withdraw(String fleetId, String id) {
        boolean withdrawn = store.remove(fleetId, id);
        if (withdrawn) {
            audit.note(AuditAct.INVITATION_WITHDRAWN, fleetId, id, "");
        }
        return withdrawn;
    }

    /** The invitation of a link, while it is of use: nobody gives for later what they may not give any more. */
    public Optional<Invitation> find(String secret) {
        return store.find(Secrets.hash(secret)).filter(this::isOpen).filter(this::mayStillBeGiven);
    }

    private boolean mayStillBeGiven(Invitation invitation) {
        return accounts.findUser(new Owner(invitation.fleetId(), invitation.invitedBy()))
                .filter(by -> by.active() && by.role().mayGive(invitation.role()))
                .isPresent();
    }

    /**
     * Makes the account; the link is of no more use then.
     *
     * @param chosen checked by the caller
     * @return empty where the link is of no use, or an account has the address by now
     */
    public Optional<User> accept(String secret, Chosen chosen) {
        return find(secret).flatMap(invitation -> accept(invitation, chosen));
    }

    /**
     * Makes the account of an invited person who logs in with a provider and has no password.
     *
     * @param email that the provider vouches for, in lower case
     * @param chosen whose password is the hash of none
     * @return empty also where the invitation is for another address
     */
    Optional<User> acceptVouched(String secret, String email, Chosen chosen) {
        return find(secret)
                .filter(invitation -> invitation.email().equals(email))
                .flatMap(invitation -> accept(
                        invitation,
                        new User(
                                invitation.fleetId(),
                                Secrets.newId(),
                                email,
                                chosen.name(),
                                invitation.role(),
                                chosen.timeZone(),
                                chosen.locale(),
                                chosen.password())));
    }

    private Optional<User> accept(Invitation invitation, Chosen chosen) {
        return accept(
                invitation,
                AccountService.user(
                        invitation.fleetId(),
                        new AccountService.NewUser(
                                invitation.email(),
                                chosen.name(),
                                chosen.password(),
                                invitation.role(),
                                chosen.timeZone(),
                                chosen.locale())));
    }

    private Optional<User> accept(Invitation invitation, User user) {
        if (store.accept(invitation, user) != InvitationStore.Accepted.DONE) {
            return Optional.empty();
        }
        audit.note(AuditAct.INVITATION_ACCEPTED, user.fleetId(), user.id(), user.name());
        return Optional.of(user);
    }

    private boolean isOpen(Invitation invitation) {
        return clock.instant().isBefore(invitation.end());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
