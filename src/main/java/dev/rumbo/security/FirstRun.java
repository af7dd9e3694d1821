package dev.rumbo.security;

import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Makes the first administrator: from {@code RUMBO_ADMIN_EMAIL} and {@code RUMBO_ADMIN_PASSWORD}, or through a link with a
 * secret that is printed once and dies with the process.
 */
@Singleton
public class FirstRun {

    private static final Logger LOG = Logger.getLogger(FirstRun.class);

    private final AccountStore accounts;
    private final AccountService service;
    private final ScheduledExecutorService executor;
    private final Optional<String> email;
    private final Optional<String> password;
    private final String secret = Secrets.newSecret();

    FirstRun(
            AccountStore accounts,
            AccountService service,
            ScheduledExecutorService executor,
            @ConfigProperty(name = "rumbo.admin.email") Optional<String> email,
            @ConfigProperty(name = "rumbo.admin.password") Optional<String> password) {
        this.accounts = accounts;
        this.service = service;
        this.executor = executor;
        this.email = email;
        this.password = password;
    }

    /** Called once the store is open. */
    public void begin(String baseUrl) {
        if (!accounts.isEmpty()) {
            return;
        }
        if (email.isPresent() && password.isPresent()) {
            service.createFirst(new AccountService.NewUser(
                    email.get(), email.get(), password.get(), Role.ADMIN, ZoneId.of("UTC"), Locale.ENGLISH));
            executor.execute(() -> warnOfEasy(email.get(), password.get()));
        } else {
            LOG.infof("No user exists yet. Make the first administrator at %s/setup?token=%s", baseUrl, secret);
        }
    }

    /** Beside the start: the lists that it compares with take a while to read. */
    private static void warnOfEasy(String email, String password) {
        if (PasswordRules.fault(password, email).isPresent()) {
            LOG.warn("RUMBO_ADMIN_PASSWORD is too easy to guess: change it under Settings, Security");
        }
    }

    /** Whether the first administrator is still to be made. */
    public boolean isOpen() {
        return accounts.isEmpty();
    }

    /** Whether this is the secret that was printed, and still of use. */
    public boolean accepts(String token) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8))
                && isOpen();
    }

    /** Empty where the token is not the printed one or somebody was faster. */
    public Optional<User> complete(String token, AccountService.NewUser administrator) {
        return accepts(token) ? service.createFirst(administrator) : Optional.empty();
    }
}
