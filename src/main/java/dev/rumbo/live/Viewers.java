package dev.rumbo.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.User;
import dev.rumbo.reading.FleetView;
import dev.rumbo.store.TrackStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.WebSocketConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All open sockets, each served in its turn. */
@ApplicationScoped
class Viewers {

    /** A viewer gets one message a turn at most: 20 a second, where 50 are allowed. */
    private static final long TURN_MILLIS = 50;

    static final int MOST = 1_000;

    private final ConcurrentMap<String, Viewer> byConnection = new ConcurrentHashMap<>();
    private final LiveFleet live;
    private final FleetView fleet;
    private final TrackStore tracks;
    private final ObjectMapper json;
    private final Clock clock;
    private final ScheduledExecutorService executor;
    private @Nullable Future<?> turns;

    @Inject
    Viewers(
            LiveFleet live,
            FleetView fleet,
            TrackStore tracks,
            ObjectMapper json,
            Clock clock,
            ScheduledExecutorService executor,
            MeterRegistry meters) {
        this.live = live;
        this.fleet = fleet;
        this.tracks = tracks;
        this.json = json;
        this.clock = clock;
        this.executor = executor;
        meters.gaugeMapSize("rumbo.live.viewers", Tags.empty(), byConnection);
    }

    void start(@Observes StartupEvent event) {
        turns = executor.scheduleWithFixedDelay(this::turn, TURN_MILLIS, TURN_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        if (turns != null) {
            turns.cancel(false);
        }
    }

    boolean isFull() {
        return byConnection.size() >= MOST;
    }

    void open(WebSocketConnection connection, User user) {
        Story story = new Story(user, live, fleet, tracks);
        byConnection.put(connection.id(), new Viewer(connection, story, json, clock.millis()));
    }

    void closed(WebSocketConnection connection) {
        byConnection.remove(connection.id());
    }

    private void turn() {
        long now = clock.millis();
        for (Viewer viewer : byConnection.values()) {
            viewer.closeIfDue(now);
            if (viewer.claim()) {
                executor.execute(() -> viewer.send(now));
            }
        }
    }
}
