package dev.rumbo.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.User;
import dev.rumbo.reading.FleetView;
import dev.rumbo.security.Revocations;
import dev.rumbo.store.TrackStore;
import dev.rumbo.traces.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** All open sockets, each served in its turn. */
@ApplicationScoped
class Viewers {

    /** Least time after a turn in which a viewer was sent a message, one at most: 47 a second, where 50 are allowed. */
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(21);

    /** Most time between two turns, for snapshots and for what a socket took meanwhile. */
    private static final long IDLE_MILLIS = 50;

    static final int MOST = 1_000;

    private final ConcurrentMap<String, Viewer> byConnection = new ConcurrentHashMap<>();
    private final Revocations revocations;
    private final LiveFleet live;
    private final FleetView fleet;
    private final TrackStore tracks;
    private final ObjectMapper json;
    private final Traces traces;
    private final Clock clock;
    private final ScheduledExecutorService executor;
    private final AtomicBoolean due = new AtomicBoolean();
    private volatile long sentNanos = System.nanoTime() - TURN_NANOS;
    private volatile boolean stopping;
    private @Nullable Future<?> turns;
    private volatile @Nullable Future<?> turning;

    @Inject
    Viewers(
            Revocations revocations,
            LiveFleet live,
            FleetView fleet,
            TrackStore tracks,
            ObjectMapper json,
            Traces traces,
            Clock clock,
            ScheduledExecutorService executor,
            MeterRegistry meters) {
        this.revocations = revocations;
        this.live = live;
        this.fleet = fleet;
        this.tracks = tracks;
        this.json = json;
        this.traces = traces;
        this.clock = clock;
        this.executor = executor;
        meters.gaugeMapSize("rumbo.live.viewers", Tags.empty(), byConnection);
    }

    void start(@Observes StartupEvent event) {
        live.onChange(this::wake);
        revocations.onVoid(this::close);
        turns = executor.scheduleWithFixedDelay(this::wake, IDLE_MILLIS, IDLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** While this instance still answers, so that whoever looks is with another before its consumer stops. */
    void sendAway(@Observes ShutdownDelayInitiatedEvent event) {
        stopping = true;
        byConnection.values().forEach(Viewer::sendAway);
    }

    void stop(@Observes ShutdownEvent event) {
        if (turns != null) {
            turns.cancel(false);
        }
        Future<?> next = turning;
        if (next != null) {
            next.cancel(false);
        }
    }

    boolean takesNoMore() {
        return stopping || byConnection.size() >= MOST;
    }

    void open(WebSocketConnection connection, User user, Optional<Credential.OfUser> credential) {
        Story story = new Story(user, live, fleet, tracks);
        Viewer viewer = new Viewer(connection, story, json, traces, clock.millis(), credential);
        byConnection.put(connection.id(), viewer);
        live.watch(viewer.feed());
        if (credential.filter(shown -> revocations.becameVoid(shown.hash())).isPresent()) {
            viewer.closeWithdrawn(clock.millis());
        }
    }

    private void close(Set<String> hashes) {
        for (Viewer viewer : byConnection.values()) {
            if (viewer.openedWith(hashes)) {
                viewer.closeWithdrawn(clock.millis());
            }
        }
    }

    void closed(WebSocketConnection connection) {
        Viewer gone = byConnection.remove(connection.id());
        if (gone != null) {
            live.leave(gone.feed());
        }
    }

    /** Has the next turn come as soon as it may; returns at once. */
    private void wake() {
        if (byConnection.isEmpty() || !due.compareAndSet(false, true)) {
            return;
        }
        try {
            long wait = TURN_NANOS - (System.nanoTime() - sentNanos);
            turning =
                    wait <= 0 ? executor.submit(this::turn) : executor.schedule(this::turn, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException busyOrStopping) {
            due.set(false);
        }
    }

    private void turn() {
        // A turn without news holds up none that come right after it. Told before the next turn may be asked for.
        if (byConnection.values().stream().anyMatch(Viewer::isDue)) {
            sentNanos = System.nanoTime();
        }
        due.set(false);
        long now = clock.millis();
        for (Viewer viewer : byConnection.values()) {
            viewer.closeIfDue(now);
            if (viewer.claim()) {
                executor.execute(() -> viewer.send(now));
            }
        }
    }
}
