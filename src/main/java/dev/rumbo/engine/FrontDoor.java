package dev.rumbo.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.api.Problem;
import dev.rumbo.instances.Instances;
import dev.rumbo.store.MovingStore;
import dev.rumbo.store.MovingStore.Door;
import dev.rumbo.store.StoreUnavailableException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Lets nobody in while the store is being moved: an application that is started on it answers 503, works at nothing, and begins by
 * itself once the move has come to its end.
 *
 * <p>Whoever moves the house writes the door first and looks who runs afterwards; an instance says that it runs first and reads the door
 * afterwards. So whenever both come at once, one sees the other (decision 0115).
 */
@Singleton
class FrontDoor {

    private static final Logger LOG = Logger.getLogger(FrontDoor.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    /** After the headers of security, before everything that reads. */
    private static final int PRIORITY = 90;

    /** An instance that nobody heard of for a while, as it did not reach the store, may have been taken for one that is gone. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final MovingStore store;
    private final Instances instances;
    private final Duration lookAgain;
    private final ObjectMapper json;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rumbo-front-door");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Door door;

    @Inject
    FrontDoor(Engine engine, Instances instances, ObjectMapper json) {
        this(engine.moving(), instances, LOOK_AGAIN, json);
    }

    FrontDoor(MovingStore store, Instances instances, Duration lookAgain, ObjectMapper json) {
        this.store = store;
        this.instances = instances;
        this.lookAgain = lookAgain;
        this.json = json;
        door = enter();
    }

    private Door enter() {
        instances.enter();
        boolean open = false;
        try {
            Door found = store.door();
            open = found == Door.OPEN;
            return found;
        } finally {
            if (!open) {
                instances.leave();
            }
        }
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    /**
     * Runs the work now, or as soon as the door opens.
     *
     * @param failed gets what the work throws later than now; the door stays shut then
     * @param shut is run once where the door is found shut after it was open; nobody is let in from then on
     */
    void whenOpen(Runnable work, Consumer<RuntimeException> failed, Runnable shut) {
        if (door == Door.OPEN) {
            work.run();
            watch(shut);
            return;
        }
        LOG.warnf(
                "%s Posts are answered with 503 until then; see docs/operating.md, Moving house.",
                door == Door.LEFT
                        ? "All that was stored here went to another engine, or is on its way."
                        : "What is stored elsewhere is on its way here.");
        look(work, failed, shut);
    }

    void stop() {
        timer.shutdownNow();
    }

    private void look(Runnable work, Consumer<RuntimeException> failed, Runnable shut) {
        var unused = timer.schedule(
                () -> {
                    if (ask(() -> store.door() == Door.OPEN && enter() == Door.OPEN, false)) {
                        begin(work, failed, shut);
                    } else {
                        look(work, failed, shut);
                    }
                },
                1,
                TimeUnit.SECONDS);
    }

    private void begin(Runnable work, Consumer<RuntimeException> failed, Runnable shut) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            failed.accept(failure);
            return;
        }
        door = Door.OPEN;
        LOG.info("The move is over: this application works now.");
        watch(shut);
    }

    private void watch(Runnable shut) {
        var unused = timer.schedule(
                () -> {
                    if (ask(this::isStillOpen, true)) {
                        watch(shut);
                    } else {
                        shut.run();
                    }
                },
                lookAgain.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private boolean isStillOpen() {
        door = store.door();
        return door == Door.OPEN;
    }

    private static boolean ask(BooleanSupplier question, boolean otherwise) {
        try {
            return question.getAsBoolean();
        } catch (StoreUnavailableException later) {
            LOG.debugf("Whether the house is being moved is not known: %s", later.getMessage());
        } catch (RuntimeException defect) {
            LOG.error("Whether the house is being moved is not known", defect);
        }
        return otherwise;
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
