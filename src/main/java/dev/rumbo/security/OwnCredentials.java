package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Scope;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A user's access tokens and sessions: makes, lists and withdraws them.
 *
 * <p>What is withdrawn is refused here at once, and by other instances within {@link Callers#REVOKED_WITHIN}.
 */
@ApplicationScoped
public class OwnCredentials {

    private static final int AT_ONCE = 500;

    private final AccountStore accounts;
    private final Callers callers;
    private final Audit audit;
    private final Clock clock;

    OwnCredentials(AccountStore accounts, Callers callers, Audit audit, Clock clock) {
        this.accounts = accounts;
        this.callers = callers;
        this.audit = audit;
        this.clock = clock;
    }

    /** An access token with its secret in the clear, this once. */
    public record IssuedToken(Credential.AccessToken token, String secret) {}

    /** @param end when it ends by itself; empty for never */
    public IssuedToken createAccessToken(Owner owner, String name, Optional<Instant> end, Scope scope) {
        String secret = Secrets.newSecret();
        Credential.AccessToken token = new Credential.AccessToken(
                Secrets.hash(secret),
                Secrets.newId(),
                name,
                owner,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                end.map(time -> time.truncatedTo(ChronoUnit.MILLIS)),
                scope);
        accounts.add(token);
        audit.note(AuditAct.TOKEN_MADE, owner.fleetId(), token.id(), name);
        return new IssuedToken(token, secret);
    }

    /** By id; what ended by itself is left out. */
    public Page<CredentialUse> list(Owner owner, Kind kind, int limit, Optional<String> after) {
        Page<CredentialUse> page = accounts.listCredentials(owner, kind, limit, after);
        Instant now = clock.instant();
        return new Page<>(
                page.items().stream()
                        .filter(use -> use.credential()
                                .end()
                                .filter(end -> !now.isBefore(end))
                                .isEmpty())
                        .toList(),
                page.next());
    }

    public List<CredentialUse> listAll(Owner owner, Kind kind) {
        List<CredentialUse> all = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<CredentialUse> page = list(owner, kind, AT_ONCE, after);
            all.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return all;
    }

    /** False where the user has none with this id. */
    public boolean withdraw(Owner owner, Kind kind, String id) {
        Optional<Credential.OfUser> found = accounts.findCredential(owner, kind, id);
        found.ifPresent(credential -> {
            withdraw(credential);
            audit.note(ended(kind), owner.fleetId(), id, name(credential));
        });
        return found.isPresent();
    }

    /**
     * Withdraws all of a kind.
     *
     * @param but the one that stays; empty for none
     */
    public void withdrawAll(Owner owner, Kind kind, Optional<Credential.OfUser> but) {
        int count = 0;
        for (CredentialUse use : listAll(owner, kind)) {
            if (but.filter(kept -> kept.hash().equals(use.credential().hash())).isEmpty()) {
                withdraw(use.credential());
                count++;
            }
        }
        audit.note(ended(kind), owner.fleetId(), owner.userId(), "", count);
    }

    private static AuditAct ended(Kind kind) {
        return switch (kind) {
            case SESSION -> AuditAct.SESSION_ENDED;
            case ACCESS_TOKEN -> AuditAct.TOKEN_WITHDRAWN;
        };
    }

    private static String name(Credential.OfUser credential) {
        return credential instanceof Credential.AccessToken token
                ? token.name()
                : ((Credential.Session) credential).browser();
    }

    private void withdraw(Credential.OfUser credential) {
        accounts.removeCredential(credential.hash());
        callers.forget(Set.of(credential.hash()));
    }
}
