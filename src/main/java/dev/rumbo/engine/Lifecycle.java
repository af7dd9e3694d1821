package dev.rumbo.engine;

import dev.rumbo.security.FirstRun;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.tracking.PositionListener;
import dev.rumbo.tracking.TrackingMetrics;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Starts the consumer once everything is there, and stops it before anything goes. */
@Singleton
class Lifecycle {

    private final PositionStream stream;
    private final TripTracker tracker;
    private final FirstRun firstRun;
    private final String host;
    private final int port;
    private final boolean demo;

    Lifecycle(
            PositionStream stream,
            TrackStore tracks,
            AccountStore accounts,
            @All List<PositionListener> listeners,
            MeterRegistry metrics,
            FirstRun firstRun,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "rumbo.demo", defaultValue = "false") boolean demo) {
        this.stream = stream;
        this.tracker = new TripTracker(
                tracks.forUpdates(),
                accounts,
                new TripDetector(TripRules.DEFAULT),
                listeners,
                new TrackingMetrics(metrics));
        this.firstRun = firstRun;
        this.host = host;
        this.port = port;
        this.demo = demo;
    }

    void start(@Observes StartupEvent event) {
        stream.start(tracker);
        if (!demo) {
            firstRun.begin("http://" + ("0.0.0.0".equals(host) ? "localhost" : host) + ":" + port);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stream.stop();
    }
}
