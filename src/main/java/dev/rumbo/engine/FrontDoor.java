package dev.rumbo.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.api.Problem;
import dev.rumbo.store.MovingStore;
import dev.rumbo.store.MovingStore.Door;
import dev.rumbo.store.StoreUnavailableException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Lets nobody in while the store is being moved: an application that is started on it answers 503, works at nothing, and begins by
 * itself once the move has come to its end.
 */
@Singleton
class FrontDoor {

    private static final Logger LOG = Logger.getLogger(FrontDoor.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    /** After the headers of security, before everything that reads. */
    private static final int PRIORITY = 90;

    private final MovingStore store;
    private final ObjectMapper json;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rumbo-front-door");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Door door;

    FrontDoor(Engine engine, ObjectMapper json) {
        this.store = engine.moving();
        this.json = json;
        door = store.door();
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    /**
     * Runs the work now, or as soon as the door opens.
     *
     * @param failed gets what the work throws later than now; the door stays shut then
     */
    void whenOpen(Runnable work, Consumer<RuntimeException> failed) {
        if (door == Door.OPEN) {
            timer.shutdown();
            work.run();
            return;
        }
        LOG.warnf(
                "%s Posts are answered with 503 until then; see docs/operating.md, Moving house.",
                door == Door.LEFT
                        ? "All that was stored here went to another engine, or is on its way."
                        : "What is stored elsewhere is on its way here.");
        var unused = timer.scheduleWithFixedDelay(() -> look(work, failed), 1, 1, TimeUnit.SECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    private void look(Runnable work, Consumer<RuntimeException> failed) {
        try {
            if (store.door() == Door.OPEN) {
                begin(work, failed);
            }
        } catch (StoreUnavailableException later) {
            LOG.debugf("Whether the move is over is not known: %s", later.getMessage());
        }
    }

    private void begin(Runnable work, Consumer<RuntimeException> failed) {
        timer.shutdown();
        try {
            work.run();
        } catch (RuntimeException failure) {
            failed.accept(failure);
            return;
        }
        door = Door.OPEN;
        LOG.info("The move is over: this application works now.");
    }

    private void admit(RoutingContext context) {
        if (door == Door.OPEN || context.normalizedPath().startsWith("/q/")) {
            context.next();
            return;
        }
        try {
            context.request().resume();
            context.response()
                    .setStatusCode(503)
                    .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS))
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(Problem.of(503, "all data is being moved; try again in a moment")));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    Door now() {
        return door;
    }
}
