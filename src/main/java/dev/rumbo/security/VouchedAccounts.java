package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.EmailAddresses;
import dev.rumbo.accounts.LinkedIdentity;
import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.openid.Claims;
import dev.rumbo.openid.OpenIdConfig;
import dev.rumbo.store.AccountStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Whose account a person gets for whom a provider of log-ins vouches.
 *
 * <p>The first time that is the account of their e-mail address, if the provider made sure that it is theirs; from then on that of what
 * the provider calls them, so that whoever gets the address next does not get the account.
 */
@ApplicationScoped
public class VouchedAccounts {

    private static final Logger LOG = Logger.getLogger(VouchedAccounts.class);
    private static final int LONGEST = 200;
    private static final Set<String> SPOKEN = Set.of("en", "es");

    private final OpenIdConfig config;
    private final AccountStore accounts;
    private final Invitations invitations;
    private final People people;
    private final Audit audit;
    private final Clock clock;
    private final Map<String, Role> roles;

    VouchedAccounts(
            OpenIdConfig config,
            AccountStore accounts,
            Invitations invitations,
            People people,
            Audit audit,
            Clock clock) {
        this.config = config;
        this.accounts = accounts;
        this.invitations = invitations;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
        roles = config.roles().map(VouchedAccounts::roles).orElseGet(VouchedAccounts::namesakes);
    }

    /** Why somebody does not get in whom the provider let in. */
    public enum Refusal {
        /** The provider does not tell their address, and they are not known by another. */
        NO_EMAIL,
        /** The provider did not make sure that the address is theirs. */
        NOT_VERIFIED,
        /** Nobody has the address, and nobody registers by themselves. */
        NO_ACCOUNT,
        /** The provider knows the owner of the address under another identity. */
        OTHER_IDENTITY,
        /** The owner of the account gave themselves the address, and nobody has made sure that it is theirs. */
        NOT_CONFIRMED,
        /** They may log in no more. */
        ACCESS_ENDED
    }

    /** An account with what the provider says of it, or why there is none. */
    public record Found(Optional<User> user, Vouched vouched, Optional<Refusal> refusal) {

        static Found of(User user, Optional<String> identity) {
            return new Found(Optional.of(user), new Vouched(identity, Optional.empty()), Optional.empty());
        }

        static Found none(Refusal why) {
            return new Found(Optional.empty(), Vouched.NOTHING, Optional.of(why));
        }

        Found with(Optional<Role> role) {
            return new Found(user, new Vouched(vouched.identity(), role), refusal);
        }
    }

    /**
     * The account, made where it has to be. What the provider says of it is done by {@link #settle}.
     *
     * @param loggedIn who is logged in in their browser
     * @param invitation secret of the invitation by which they came; empty for none
     * @param locale of their browser
     * @param address from where they come
     */
    public Found find(Claims claims, String invitation, Locale locale, String address, Optional<User> loggedIn) {
        String identity = Secrets.hash(claims.issuer() + '\n' + claims.subject());
        Found found = accounts.findUserByIdentity(identity)
                .map(known -> Found.of(known, Optional.empty()))
                .orElseGet(() -> audit.byProvider(
                        config.name(),
                        address,
                        () -> byAddress(claims, identity, invitation, locale, loggedIn.map(User::owner))));
        if (found.user().filter(user -> !user.active()).isPresent()) {
            found = Found.none(Refusal.ACCESS_ENDED);
        }
        if (found.refusal().isPresent()) {
            audit.countRefused(owner(claims), address, AuditAct.IDENTITY_REFUSED);
            return found;
        }
        return found.with(role(claims));
    }

    /** Where the provider decides on roles, it does so with each log-in. */
    private Optional<Role> role(Claims claims) {
        return config.rolesClaim().isEmpty()
                ? Optional.empty()
                : Optional.of(role(claims.groups().stream()
                        .flatMap(group -> Optional.ofNullable(roles.get(group)).stream())
                        .collect(Collectors.toSet())));
    }

    /**
     * Does what the provider said, once all is there that logging in takes.
     *
     * @return the user as they are then; empty where another identity got the account meanwhile
     */
    Optional<User> settle(User user, Vouched vouched, String address) {
        if (vouched.identity().filter(hash -> !isLinked(user, hash, address)).isPresent()) {
            return Optional.empty();
        }
        return vouched.role()
                .map(role -> audit.byProvider(config.name(), address, () -> withRole(user, role)))
                .or(() -> Optional.of(user));
    }

    private boolean isLinked(User user, String hash, String address) {
        if (accounts.link(new LinkedIdentity(user.owner(), hash, clock.instant().truncatedTo(ChronoUnit.MILLIS)))) {
            audit.noteBy(user, address, AuditAct.IDENTITY_LINKED, config.name());
            return true;
        }
        return accounts.findUserByIdentity(hash)
                .filter(now -> now.owner().equals(user.owner()))
                .isPresent();
    }

    private Optional<User> owner(Claims claims) {
        return claims.emailVerified() ? claims.email().flatMap(this::byEmail) : Optional.empty();
    }

    private Optional<User> byEmail(String email) {
        return accounts.findUserByEmail(lowerCase(email));
    }

    private static String lowerCase(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private Found byAddress(
            Claims claims, String identity, String invitation, Locale locale, Optional<Owner> loggedIn) {
        Optional<String> email = claims.email()
                .map(VouchedAccounts::lowerCase)
                .filter(it -> EmailAddresses.isOne(it) && it.length() <= LONGEST);
        if (email.isEmpty()) {
            return Found.none(Refusal.NO_EMAIL);
        }
        if (!claims.emailVerified()) {
            return Found.none(Refusal.NOT_VERIFIED);
        }
        Optional<User> user = byEmail(email.get()).or(() -> newcomer(claims, email.get(), invitation, locale));
        if (user.isEmpty()) {
            return Found.none(Refusal.NO_ACCOUNT);
        }
        if (!user.get().active()) {
            return Found.none(Refusal.ACCESS_ENDED);
        }
        Owner owner = user.get().owner();
        if (accounts.findIdentity(owner).isPresent()) {
            return Found.none(Refusal.OTHER_IDENTITY);
        }
        // Whoever takes another's address is not to get their log-in; who shows to be both is.
        return accounts.choseEmail(owner) && !loggedIn.equals(Optional.of(owner))
                ? Found.none(Refusal.NOT_CONFIRMED)
                : Found.of(user.get(), Optional.of(identity));
    }

    private Optional<User> newcomer(Claims claims, String email, String invitation, Locale locale) {
        Optional<User> invited = invitations.acceptVouched(
                invitation,
                email,
                new Invitations.Chosen(
                        name(claims, email),
                        Passwords.none(),
                        timeZone(claims).orElse(ZoneId.of("UTC")),
                        language(claims, locale)));
        return invited.isPresent()
                ? invited
                : config.registersWith()
                        .flatMap(this::byEmail)
                        .filter(host -> host.active() && host.role().administers())
                        .flatMap(host -> registered(host, claims, email, locale));
    }

    private Optional<User> registered(User host, Claims claims, String email, Locale locale) {
        User user = new User(
                host.fleetId(),
                Secrets.newId(),
                email,
                name(claims, email),
                Role.DRIVER,
                timeZone(claims).orElse(host.timeZone()),
                language(claims, locale),
                Passwords.none());
        if (!accounts.add(user)) {
            return Optional.empty();
        }
        audit.note(AuditAct.USER_MADE, user.fleetId(), user.id(), user.name());
        return Optional.of(user);
    }

    private static String name(Claims claims, String email) {
        return claims.name().flatMap(text -> Names.read(text, LONGEST)).orElse(email);
    }

    /** Where it names a region: an offset knows no summer. */
    private static Optional<ZoneId> timeZone(Claims claims) {
        return claims.timeZone().filter(ZoneId.getAvailableZoneIds()::contains).map(ZoneId::of);
    }

    private static Locale language(Claims claims, Locale ofBrowser) {
        return claims.locale()
                .filter(told -> SPOKEN.contains(told.getLanguage()))
                .orElse(ofBrowser);
    }

    /** Nobody is the last administrator and stops to be. */
    private User withRole(User user, Role wanted) {
        if (wanted != user.role() && !people.changeRole(user, wanted)) {
            LOG.warn("The provider makes the fleet's last administrator something else: the role stays");
        }
        return accounts.findUser(user.owner()).orElse(user);
    }

    /** All that several roles allow. */
    static Role role(Set<Role> several) {
        boolean administers = several.stream().anyMatch(Role::administers);
        boolean operates = several.stream().anyMatch(Role::operates);
        return administers ? (operates ? Role.ADMIN : Role.FLEET_ADMIN) : operates ? Role.OPERATOR : Role.DRIVER;
    }

    private static Map<String, Role> namesakes() {
        Map<String, Role> roles = new HashMap<>();
        for (Role role : Role.values()) {
            // A group called "all" is everybody.
            if (role != Role.ADMIN) {
                roles.put(role.word(), role);
            }
        }
        return roles;
    }

    /** @throws IllegalArgumentException where one of them is not {@code group=role} */
    static Map<String, Role> roles(List<String> pairs) {
        Map<String, Role> roles = new HashMap<>();
        for (String pair : pairs) {
            int cut = pair.lastIndexOf('=');
            Role role = Role.of(pair.substring(cut + 1).strip())
                    .filter(known -> cut > 0)
                    .orElseThrow(() -> new IllegalArgumentException("RUMBO_OPENID_ROLES: not group=role: " + pair));
            roles.put(pair.substring(0, cut).strip(), role);
        }
        return roles;
    }

    /** Since when the user can log in with the provider too; empty for not. */
    public Optional<LinkedIdentity> identity(Owner owner) {
        return accounts.findIdentity(owner);
    }

    /** The provider's identity opens the account no more; by the address it, or another, may be linked anew. */
    public void unlink(User user) {
        if (accounts.findIdentity(user.owner()).isPresent()) {
            accounts.unlink(user.owner());
            audit.note(AuditAct.IDENTITY_UNLINKED, user.fleetId(), user.id(), user.name());
        }
    }
}
