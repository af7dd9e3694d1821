package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.AuditFilter;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.security.AuditLog.Who;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.Page;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells the audit log what is done, with who does it and from where, and reads it. */
@ApplicationScoped
public class Audit {

    private static final ThreadLocal<Who> PROVIDER = new ThreadLocal<>();

    private final AuditLog log;
    private final AuditStore store;
    private final Clock clock;
    private final KeptAddress addresses;
    private final Supplier<Who> caller;

    @Inject
    Audit(
            AuditLog log,
            AuditStore store,
            CurrentUser current,
            CurrentVertxRequest request,
            Clock clock,
            @ConfigProperty(name = "rumbo.audit.addresses", defaultValue = "full") KeptAddress addresses) {
        this(log, store, clock, addresses, () -> caller(current, request, addresses));
    }

    /** @param caller who does what is noted */
    Audit(AuditLog log, AuditStore store, Clock clock, KeptAddress addresses, Supplier<Who> caller) {
        this.log = log;
        this.store = store;
        this.clock = clock;
        this.addresses = addresses;
        this.caller = () -> Optional.ofNullable(PROVIDER.get()).orElseGet(caller);
    }

    /**
     * Has what is noted meanwhile be the act of a provider of log-ins, and not of whoever is logged in in the browser that it sends.
     *
     * @param name of the provider
     */
    <T> T byProvider(String name, String address, Supplier<T> work) {
        PROVIDER.set(new Who("", name, addresses.of(address)));
        try {
            return work.get();
        } finally {
            PROVIDER.remove();
        }
    }

    /** That the request in hand did this once, or the server itself where there is none. */
    public void note(AuditAct act, String fleetId, String subjectId, String subject) {
        note(act, fleetId, subjectId, subject, 1);
    }

    /** @param count nothing is noted for none */
    void note(AuditAct act, String fleetId, String subjectId, String subject, int count) {
        if (count > 0) {
            log.append(caller.get(), act, fleetId, subjectId, subject, count);
        }
    }

    /** The same where it was done for, or to, somebody else; what users do with what is theirs is not an administrator's act. */
    public void noteOfAnother(AuditAct act, Owner owner, String subjectId, String subject) {
        Who who = caller.get();
        if (!who.id().isEmpty() && !who.id().equals(owner.userId())) {
            log.append(who, act, owner.fleetId(), subjectId, subject, 1);
        }
    }

    /** That a user, whom the request in hand does not speak for yet or no more, did this. */
    void noteBy(User user, String address, AuditAct act, String subject) {
        log.append(new Who(user.id(), user.name(), addresses.of(address)), act, user.fleetId(), "", subject, 1);
    }

    /**
     * That somebody failed to show who they are.
     *
     * @param account which they claimed; empty where there is no such account. What was typed is not kept: it may be a password.
     */
    void countRefused(Optional<User> account, String address, AuditAct act) {
        log.count(
                new Who("", "", addresses.of(address)),
                act,
                account.map(User::fleetId).orElse(AuditEvent.NO_FLEET),
                account.map(User::id).orElse(""),
                account.map(User::name).orElse(""));
    }

    /** Newest first; what is to be gone is not shown, even where the store still holds it. */
    public Page<AuditEvent> list(String fleetId, AuditFilter filter, int limit, Optional<String> after) {
        Instant oldest = clock.instant().minus(AuditEvent.KEPT);
        Instant from = filter.from().isBefore(oldest) ? oldest : filter.from();
        return store.list(fleetId, new AuditFilter(from, filter.to(), filter.act(), filter.userId()), limit, after);
    }

    private static Who caller(CurrentUser current, CurrentVertxRequest request, KeptAddress addresses) {
        RoutingContext context = Arc.container().requestContext().isActive() ? request.getCurrent() : null;
        if (context == null) {
            return new Who("", "", "");
        }
        String address = addresses.of(context.request().remoteAddress().hostAddress());
        return current.find()
                .map(user -> new Who(user.id(), user.name(), address))
                .orElseGet(() -> new Who("", "", address));
    }
}
