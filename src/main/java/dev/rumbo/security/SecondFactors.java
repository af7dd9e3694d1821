package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.SecondFactor;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.SecondFactorStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Switches a user's second factor on and off, and checks its codes; each is taken once. */
@ApplicationScoped
public class SecondFactors {

    /** So long a secret may be shown before it is confirmed. */
    private static final Duration CONFIRMED_WITHIN = Duration.ofMinutes(30);

    private final SecondFactorStore store;
    private final AccountStore accounts;
    private final FactorKey key;
    private final PasswordCheck passwords;
    private final FailedAttempts failedAttempts;
    private final OwnCredentials credentials;
    private final Audit audit;
    private final Clock clock;

    SecondFactors(
            SecondFactorStore store,
            AccountStore accounts,
            FactorKey key,
            PasswordCheck passwords,
            FailedAttempts failedAttempts,
            OwnCredentials credentials,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.key = key;
        this.passwords = passwords;
        this.failedAttempts = failedAttempts;
        this.credentials = credentials;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A secret that is shown to its user and not in force yet.
     *
     * @param secret in base32
     * @param sealed the same for the way back, which nobody can read or change
     */
    public record Offered(String secret, String sealed) {}

    /** What became of it. */
    public enum Outcome {
        DONE,
        WRONG_PASSWORD,
        WRONG_CODE,
        TOO_LATE
    }

    /** @param recoveryCodes in the clear, this once; empty unless done */
    public record SwitchedOn(Outcome outcome, List<String> recoveryCodes) {}

    /** False where the operator gave no key for the secrets. */
    public boolean isPossible() {
        return key.isThere();
    }

    public boolean isOn(User user) {
        return find(user).isPresent();
    }

    public Optional<SecondFactor> find(User user) {
        return store.find(user.owner());
    }

    public Offered offer(User user) {
        return offer(user, Codes.newSecret());
    }

    private Offered offer(User user, String secret) {
        long until = clock.instant().plus(CONFIRMED_WITHIN).toEpochMilli();
        return new Offered(secret, key.seal(secret + ' ' + until, "offered to " + context(user.owner())));
    }

    /** What was offered, to be shown again after a mistake; empty where it is none or too old. */
    public Optional<Offered> offered(User user, String sealed) {
        return secret(user, sealed).map(secret -> new Offered(secret, sealed));
    }

    private Optional<String> secret(User user, String sealed) {
        return key.open(sealed, "offered to " + context(user.owner()))
                .map(text -> text.split(" "))
                .filter(parts -> Long.parseLong(parts[1]) > clock.millis())
                .map(parts -> parts[0]);
    }

    /**
     * Ends every other session, too.
     *
     * @param shown the session that stays
     * @throws TooManyAttemptsException where guessing is suspected
     */
    public SwitchedOn switchOn(
            User user, Optional<Credential.OfUser> shown, String address, String password, String sealed, String code) {
        Optional<String> secret = secret(user, sealed);
        if (secret.isEmpty()) {
            return new SwitchedOn(Outcome.TOO_LATE, List.of());
        }
        if (!isTheirs(user, address, password)) {
            return new SwitchedOn(Outcome.WRONG_PASSWORD, List.of());
        }
        OptionalLong step = Codes.step(secret.get(), code, clock.instant(), 0);
        if (step.isEmpty()) {
            return new SwitchedOn(Outcome.WRONG_CODE, List.of());
        }
        List<String> recoveryCodes = Codes.newRecoveryCodes();
        store.put(new SecondFactor(
                user.owner(),
                key.seal(secret.get(), "secret of " + context(user.owner())),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                step.getAsLong(),
                recoveryCodes.stream().map(Codes::recoveryHash).collect(Collectors.toSet())));
        audit.note(AuditAct.SECOND_FACTOR_ON, user.fleetId(), user.id(), user.name());
        credentials.withdrawAll(user.owner(), Credential.Kind.SESSION, shown);
        return new SwitchedOn(Outcome.DONE, recoveryCodes);
    }

    /** @throws TooManyAttemptsException where guessing is suspected */
    public Outcome switchOff(User user, String address, String password) {
        if (!isTheirs(user, address, password)) {
            return Outcome.WRONG_PASSWORD;
        }
        remove(user);
        return Outcome.DONE;
    }

    /** For who lost both phone and recovery codes, by an administrator. */
    public void remove(User user) {
        if (isOn(user)) {
            store.remove(user.owner());
            audit.note(AuditAct.SECOND_FACTOR_OFF, user.fleetId(), user.id(), user.name());
        }
    }

    /**
     * Takes a code of the app, or a recovery code, once.
     *
     * @param knownBrowser whether the account's owner was in this browser before
     * @throws TooManyAttemptsException instead of checking
     */
    boolean take(User user, String address, boolean knownBrowser, String code) {
        try {
            boolean taken = failedAttempts
                    .guarded(
                            address,
                            "second factor of " + user.id(),
                            knownBrowser,
                            () -> Optional.of(code).filter(typed -> isRight(user, typed)))
                    .isPresent();
            if (!taken) {
                audit.countRefused(Optional.of(user), address, AuditAct.CODE_FAILED);
            }
            return taken;
        } catch (TooManyAttemptsException tooMany) {
            audit.countRefused(Optional.of(user), address, AuditAct.LOG_IN_REFUSED);
            throw tooMany;
        }
    }

    /**
     * What an access token that is asked for by password needs besides.
     *
     * @param code as it was sent; empty for none
     * @return false where the account has a second factor and the code is not of it
     * @throws TooManyAttemptsException instead of checking
     */
    public boolean allowsToken(User user, String address, String code) {
        if (code.isBlank() && isOn(user)) {
            audit.countRefused(Optional.of(user), address, AuditAct.CODE_ASKED);
            return false;
        }
        boolean allowed = !isOn(user) || take(user, address, false, code);
        if (allowed) {
            audit.noteBy(user, address, AuditAct.LOG_IN, "API");
        }
        return allowed;
    }

    private boolean isRight(User user, String code) {
        Optional<SecondFactor> factor = find(user);
        if (factor.isEmpty()) {
            return false;
        }
        OptionalLong step = key.open(factor.get().sealedSecret(), "secret of " + context(user.owner()))
                .map(secret ->
                        Codes.step(secret, code, clock.instant(), factor.get().lastStep()))
                .orElse(OptionalLong.empty());
        if (step.isPresent()) {
            return store.take(user.owner(), factor.get().lastStep(), step.getAsLong());
        }
        boolean recovered = store.takeRecovery(user.owner(), Codes.recoveryHash(code));
        if (recovered) {
            audit.note(AuditAct.RECOVERY_CODE_USED, user.fleetId(), user.id(), user.name());
        }
        return recovered;
    }

    private boolean isTheirs(User user, String address, String password) {
        return passwords
                .check(accounts.findUser(user.owner()), user.email(), password, address, true)
                .isPresent();
    }

    private static String context(Owner owner) {
        return owner.fleetId() + ' ' + owner.userId();
    }
}
