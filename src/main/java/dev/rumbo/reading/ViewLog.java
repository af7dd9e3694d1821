package dev.rumbo.reading;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.View;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.store.Page;
import dev.rumbo.store.ViewStore;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Who saw what of whom. A question counts in memory, so that reading stays cheap; that somebody looked is written within {@link #EVERY},
 * and how often and until when once the hour is over or the owner asks. A process that is killed forgets views of the last seconds and
 * counts of the hour; one that stops forgets nothing.
 */
@ApplicationScoped
public class ViewLog {

    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Logger LOG = Logger.getLogger(ViewLog.class);
    private static final long HOUR = Duration.ofHours(1).toMillis();
    /** A question that began in the hour may still be counted. */
    private static final long GRACE = Duration.ofMinutes(2).toMillis();

    /** Beyond, what was seen is not told apart any more; who saw it is. */
    private static final int MOST_TOLD_APART = 100_000;

    private final ViewStore store;
    private final Clock clock;
    private final ConcurrentMap<Key, Tally> tallies = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "views");
        thread.setDaemon(true);
        return thread;
    });

    @Inject
    ViewLog(ViewStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Key(Owner owner, long hour, View.Kind kind, boolean byLink, String viewerId, String subject) {}

    /** How often, and how much of that is stored. */
    private static final class Tally {
        private final long firstMillis;
        private final AtomicLong count = new AtomicLong();
        private volatile long lastMillis;
        /** Known to {@link #settle} only. */
        private long stored;

        Tally(long firstMillis) {
            this.firstMillis = firstMillis;
        }
    }

    @PostConstruct
    void start() {
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                () -> settle(key -> false), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Before the store closes. */
    void end(@Observes ShutdownEvent event) {
        settle(key -> true);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    /** That the viewer saw something of the owner's, who is somebody else. */
    void note(Viewer viewer, Owner owner, Looked looked) {
        long now = clock.millis();
        boolean byLink = viewer instanceof Viewer.Guest;
        Key key = new Key(
                owner,
                now - Math.floorMod(now, HOUR),
                looked.kind(),
                byLink,
                viewer.id(),
                tallies.size() < MOST_TOLD_APART ? looked.subject() : "");
        Tally tally = tallies.get(key);
        if (tally == null) {
            tally = tallies.computeIfAbsent(key, missing -> new Tally(now));
        }
        tally.lastMillis = now;
        tally.count.incrementAndGet();
    }

    /** Of what is the owner's, newest hour first, up to this moment on this instance. */
    public Page<View> list(Owner owner, int limit, Optional<String> after) {
        settle(key -> key.owner().equals(owner));
        return store.list(owner, limit, after);
    }

    /** @param now what is stored as far as it was counted; of the rest, only that there was something */
    private synchronized void settle(Predicate<Key> now) {
        long over = clock.millis() - HOUR;
        Map<View, Tally> due = new HashMap<>();
        tallies.forEach((key, tally) -> {
            long more = tally.count.get() - tally.stored;
            if (more > 0 && (tally.stored == 0 || key.hour() <= over || now.test(key))) {
                due.put(view(key, tally, more), tally);
            }
        });
        try {
            store.add(due.keySet(), view -> Objects.requireNonNull(due.get(view)).stored += view.count());
        } catch (RuntimeException failed) {
            LOG.warnf("Who saw what cannot be written and is tried again: %s", failed.getMessage());
        }
        tallies.entrySet()
                .removeIf(entry -> entry.getKey().hour() <= over - GRACE
                        && entry.getValue().stored == entry.getValue().count.get());
    }

    private static View view(Key key, Tally tally, long count) {
        return new View(
                key.owner(),
                Instant.ofEpochMilli(key.hour()),
                key.kind(),
                key.byLink(),
                key.viewerId(),
                key.subject(),
                Instant.ofEpochMilli(tally.firstMillis),
                Instant.ofEpochMilli(Math.max(tally.firstMillis, tally.lastMillis)),
                count);
    }
}
