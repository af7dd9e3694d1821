package dev.rumbo.engine;

import dev.rumbo.instances.Instances;
import dev.rumbo.jobs.AccountClosing;
import dev.rumbo.jobs.ArchiveReplay;
import dev.rumbo.jobs.DailySweeps;
import dev.rumbo.jobs.FleetRebuild;
import dev.rumbo.jobs.JobRunner;
import dev.rumbo.jobs.Operations;
import dev.rumbo.jobs.PositionErasing;
import dev.rumbo.jobs.RetentionSweep;
import dev.rumbo.jobs.StreamReplay;
import dev.rumbo.ops.Storage;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.tracking.Corrector;
import dev.rumbo.tracking.DeviceRebuild;
import dev.rumbo.tracking.DeviceRetention;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.tracking.OtherProducers;
import dev.rumbo.tracking.PositionListener;
import dev.rumbo.tracking.PositionRemover;
import dev.rumbo.tracking.RangeErasure;
import dev.rumbo.tracking.TrackingMetrics;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.tracking.UndoableImports;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What works on the ports: the consumer of the stream, and the jobs beside it. */
class Wiring {

    @Produces
    @Singleton
    Corrector corrector(TrackStore tracks, FleetRules rules) {
        return new Corrector(tracks, rules);
    }

    @Produces
    @Singleton
    PositionRemover remover(TrackStore tracks, FleetRules rules) {
        return new PositionRemover(tracks, rules);
    }

    @Produces
    @Singleton
    PlaceBook places(Engine engine) {
        return new PlaceBook(engine.places());
    }

    @Produces
    @Singleton
    FleetRules rules(OperationsStore operations, TrackStore tracks, Clock clock) {
        return new FleetRules(operations, tracks, clock);
    }

    @Produces
    @Singleton
    TripTracker tracker(
            Engine engine,
            TrackStore tracks,
            AccountStore accounts,
            ImportStore imports,
            FleetRules rules,
            @All List<PositionListener> listeners,
            MeterRegistry metrics,
            @ConfigProperty(name = "rumbo.other-producers", defaultValue = "refused") OtherProducers producers) {
        return new TripTracker(
                tracks.forUpdates(),
                accounts,
                new UndoableImports(imports),
                rules,
                listeners,
                new TrackingMetrics(metrics),
                engine.tripEnds(),
                producers);
    }

    @Produces
    @Singleton
    PositionArchive archive(Archiving archiving) {
        return archiving.archive();
    }

    @Produces
    @Singleton
    JobRunner jobs(
            Engine engine,
            OperationsStore operations,
            TrackStore tracks,
            AccountStore accounts,
            PositionStream stream,
            FleetRules rules,
            TripTracker tracker,
            ImportStore imports,
            PositionRemover remover,
            PositionArchive archive,
            @All List<PositionListener> listeners,
            Clock clock) {
        return new JobRunner(
                operations,
                stream,
                new FleetRebuild(tracks, accounts, rules, new DeviceRebuild(tracks, rules)),
                new StreamReplay(stream, tracker),
                new ArchiveReplay(archive, tracks, tracker),
                new AccountClosing(
                        accounts,
                        tracks,
                        engine.places(),
                        engine.privacy(),
                        engine.secondFactors(),
                        engine.shares(),
                        engine.views(),
                        archive,
                        tracker,
                        listeners),
                new PositionErasing(
                        accounts,
                        tracks,
                        engine.shares(),
                        tracker,
                        new RangeErasure(tracks, imports, remover, listeners, clock),
                        archive),
                new RetentionSweep(
                        engine.privacy(),
                        accounts,
                        tracks,
                        tracker,
                        new DeviceRetention(tracks, imports, rules),
                        archive,
                        clock),
                new DailySweeps(engine.privacy(), operations, clock),
                engine.worker(),
                clock);
    }

    @Produces
    @Singleton
    Instances instances(
            Engine engine, @ConfigProperty(name = "quarkus.application.version") String version, Clock clock) {
        return new Instances(engine.worker(), version, engine.binding(), clock);
    }

    @Produces
    @Singleton
    Storage storage(Engine engine) {
        return engine.storage();
    }

    @Produces
    @Singleton
    Operations operations(
            OperationsStore store, TrackStore tracks, TripTracker tracker, JobRunner runner, Clock clock) {
        return new Operations(store, tracks, tracker, runner, clock);
    }
}
