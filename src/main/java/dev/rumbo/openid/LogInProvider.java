package dev.rumbo.openid;

import dev.rumbo.openid.LogInFailedException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The provider with which people may log in. It is asked what it can do when somebody logs in for the first time, and again from time to
 * time; where none is configured, nothing of the library is loaded.
 */
@ApplicationScoped
@Named("provider")
public class LogInProvider {

    private static final Logger LOG = Logger.getLogger(LogInProvider.class);
    private static final Duration BELIEVED = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final int MOST_AT_ONCE = 8;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final OpenIdConfig config;
    private final Clock clock;
    private final boolean there;
    /** So that a provider that answers slowly does not take every thread. */
    private final Semaphore atOnce = new Semaphore(MOST_AT_ONCE);

    /** Who comes meanwhile does not wait: what was known serves, or there is no answer. */
    private final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable Known known;
    private volatile Instant askAgain = Instant.MIN;

    LogInProvider(OpenIdConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        there = isUsable(config);
    }

    private record Known(Protocol protocol, Instant since) {}

    /** @param to the provider's page */
    public record Begun(URI to, Attempt attempt) {}

    /** Whether people may log in so. */
    public boolean isThere() {
        return there;
    }

    /** How users call it. */
    public String name() {
        return config.name();
    }

    /**
     * Begins a log-in.
     *
     * @param back where the provider sends the browser to
     * @param invitation secret of an invitation; empty for none
     * @param to path to go on to
     */
    public Begun begin(URI back, String invitation, String to) throws LogInFailedException {
        return protocol().begin(back, invitation, to, clock.instant());
    }

    /**
     * Ends a log-in.
     *
     * @param answer the address that the browser came back to, with all parameters
     */
    public Claims finish(Attempt attempt, URI back, URI answer) throws LogInFailedException {
        if (!atOnce.tryAcquire()) {
            throw new LogInFailedException(Reason.UNREACHABLE, "too many at once");
        }
        try {
            return protocol().finish(attempt, back, answer);
        } finally {
            atOnce.release();
        }
    }

    /** The provider's page on which one logs out there too, where it has one. */
    public Optional<URI> logOut(URI andBackTo) throws LogInFailedException {
        return protocol().logOut(andBackTo);
    }

    private Protocol protocol() throws LogInFailedException {
        if (isDue() && asking.tryLock()) {
            try {
                ask();
            } finally {
                asking.unlock();
            }
        }
        Known now = known;
        if (now == null) {
            throw new LogInFailedException(Reason.UNREACHABLE, "what it can do is not known");
        }
        return now.protocol();
    }

    private boolean isDue() {
        Instant now = clock.instant();
        Known before = known;
        return (before == null || before.since().plus(BELIEVED).isBefore(now)) && !now.isBefore(askAgain);
    }

    private void ask() {
        if (!isDue()) {
            return;
        }
        try {
            known = new Known(Protocol.discover(config), clock.instant());
        } catch (IOException unreachable) {
            LOG.warnf("The provider of log-ins cannot be asked: %s", unreachable.getMessage());
            askAgain = clock.instant().plus(PAUSE);
        }
    }

    private static boolean isUsable(OpenIdConfig config) {
        if (config.issuer().isEmpty()) {
            return false;
        }
        if (config.clientId().isEmpty()) {
            LOG.error("RUMBO_OPENID_ISSUER is set without RUMBO_OPENID_CLIENT_ID: nobody can log in with it");
            return false;
        }
        if (!isSafe(config.issuer().get())) {
            LOG.error("RUMBO_OPENID_ISSUER is no https address: nobody can log in with it");
            return false;
        }
        return true;
    }

    /** Tokens and the client's secret go over this connection. */
    private static boolean isSafe(String issuer) {
        try {
            URI address = URI.create(issuer);
            return "https".equals(address.getScheme())
                    || ("http".equals(address.getScheme())
                            && THIS_MACHINE.contains(
                                    String.valueOf(address.getHost()).toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
