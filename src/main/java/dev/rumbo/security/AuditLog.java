package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.store.AuditStore;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Brings events into the store's audit log.
 *
 * <p>An event is stored before its request is answered: one write beside the work of a password's hash. Where the store does not
 * take it, it stands in the server's log and is tried again until it is stored. What can be repeated at will, such as a wrong
 * password, is stored once at once and then counted: at most two lines for each account, act and minute.
 */
@ApplicationScoped
public class AuditLog {

    /** Like events within this long after the first are one more line with their number. */
    static final Duration COUNTED_TOGETHER = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(AuditLog.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 10_000;

    private final AuditStore store;
    private final Clock clock;
    private final Queue<AuditEvent> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Map<Like, Repeated> repeated = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "audit");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    AuditLog(AuditStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What events that are counted together have in common. */
    private record Like(String fleetId, AuditAct act, String subjectId) {}

    /** @param more beside the first, which is stored */
    private record Repeated(Instant since, AuditEvent last, int more) {}

    @PostConstruct
    void start() {
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(this::settle, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Before the store closes. */
    void end(@Observes ShutdownEvent event) {
        settle(Duration.ZERO);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /** Now, once, by whoever {@code who} says. */
    void append(Who who, AuditAct act, String fleetId, String subjectId, String subject, int count) {
        append(event(who, act, fleetId, subjectId, subject, count));
    }

    /** For what can be repeated at will: counted with its like. */
    void count(Who who, AuditAct act, String fleetId, String subjectId, String subject) {
        AuditEvent event = event(who, act, fleetId, subjectId, subject, 1);
        Repeated seen = repeated.compute(
                new Like(fleetId, act, subjectId),
                (like, before) -> before == null
                        ? new Repeated(event.time(), event, 0)
                        : new Repeated(before.since(), event, before.more() + 1));
        if (seen.more() == 0) {
            append(event);
        }
    }

    /** Stores what waits, and what was counted for long enough. */
    void settle() {
        settle(COUNTED_TOGETHER);
    }

    private void settle(Duration age) {
        Instant before = clock.instant().minus(age);
        repeated.forEach((like, seen) -> {
            if (!seen.since().isAfter(before) && repeated.remove(like, seen) && seen.more() > 0) {
                append(times(seen.last(), seen.more()));
            }
        });
        for (AuditEvent next = waiting.peek(); next != null && stored(next); next = waiting.peek()) {
            waiting.remove(next);
        }
    }

    private void append(AuditEvent event) {
        if (!stored(event)) {
            String kept = waiting.offer(event) ? "it is tried again" : "IT IS NOT KEPT, too many wait";
            LOG.errorf("An event of the audit log was not stored, %s: %s", kept, event);
        }
    }

    private boolean stored(AuditEvent event) {
        try {
            store.append(event);
            return true;
        } catch (RuntimeException failed) {
            LOG.warnf("The audit log cannot be written: %s", failed.getMessage());
            return false;
        }
    }

    private AuditEvent event(Who who, AuditAct act, String fleetId, String subjectId, String subject, int count) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new AuditEvent(
                newId(now), now, fleetId, who.id(), who.name(), act, subjectId, subject, who.address(), count);
    }

    private static AuditEvent times(AuditEvent last, int count) {
        return new AuditEvent(
                newId(last.time()),
                last.time(),
                last.fleetId(),
                last.actorId(),
                last.actor(),
                last.act(),
                last.subjectId(),
                last.subject(),
                last.address(),
                count);
    }

    private static String newId(Instant time) {
        return AuditEvent.idAt(time) + Secrets.newId();
    }

    /**
     * Who did something.
     *
     * @param id of the user; empty where nobody was logged in
     * @param name of the user
     * @param address from where, as far as it is kept; empty for the server itself
     */
    record Who(String id, String name, String address) {}
}
