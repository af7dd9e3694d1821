package dev.rumbo.engine;

import dev.rumbo.jobs.JobRunner;
import dev.rumbo.security.FirstRun;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.tracking.TripTracker;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts the consumer and the jobs once everything is there, and stops them before anything goes. */
@Singleton
class Lifecycle {

    private static final Logger LOG = Logger.getLogger(Lifecycle.class);

    private final FrontDoor door;
    private final PositionStream stream;
    private final TripTracker tracker;
    private final Archiving archiving;
    private final JobRunner jobs;
    private final ShardScaling scaling;
    private final FirstRun firstRun;
    private final String host;
    private final int port;
    private final boolean demo;

    Lifecycle(
            FrontDoor door,
            PositionStream stream,
            TripTracker tracker,
            Archiving archiving,
            JobRunner jobs,
            ShardScaling scaling,
            FirstRun firstRun,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "rumbo.demo", defaultValue = "false") boolean demo) {
        this.door = door;
        this.stream = stream;
        this.tracker = tracker;
        this.archiving = archiving;
        this.jobs = jobs;
        this.scaling = scaling;
        this.firstRun = firstRun;
        this.host = host;
        this.port = port;
        this.demo = demo;
    }

    void start(@Observes StartupEvent event) {
        door.whenOpen(
                this::begin,
                failure -> {
                    // As a start does that fails at once: whoever runs it begins it again.
                    LOG.error("The door is open, and this application cannot begin", failure);
                    Quarkus.asyncExit(1);
                },
                () -> {
                    // Begun again, it waits at the door.
                    LOG.error("All that is stored is being moved, and this application ends; see docs/operating.md,"
                            + " Moving house");
                    Quarkus.asyncExit(1);
                });
    }

    private void begin() {
        archiving.start(stream, tracker);
        stream.start(tracker);
        jobs.start();
        scaling.start();
        if (!demo) {
            firstRun.begin("http://" + ("0.0.0.0".equals(host) ? "localhost" : host) + ":" + port);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        door.stop();
        scaling.stop();
        jobs.stop();
        stream.stop();
        archiving.close();
    }
}
