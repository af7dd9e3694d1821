package dev.rumbo.engine;

import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.security.FactorKey;
import dev.rumbo.sqlite.DataFolder;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.AuditStore;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.InvitationStore;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.SecondFactorStore;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.ViewStore;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.traces.OpenTelemetryTraces;
import dev.rumbo.traces.Traces;
import dev.rumbo.traces.TracesConfig;
import dev.rumbo.traces.WatchedStream;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Opens the engine that the configuration names, and offers its ports to whoever asks. */
class Engines {

    private static final Logger LOG = Logger.getLogger(Engines.class);

    @Produces
    @Singleton
    Engine open(EngineConfig config, AwsEngineConfig aws, MeterRegistry metrics, Clock clock) {
        LOG.infof("Engine: %s", config.engine());
        return switch (config.engine()) {
            case EMBEDDED -> EmbeddedEngine.open(config.dataDir(), clock);
            case AWS -> AwsEngine.open(aws, metrics, clock);
        };
    }

    void close(@Disposes Engine engine) {
        engine.close();
    }

    @Produces
    @Singleton
    PositionStream stream(Engine engine, Traces traces) {
        return new WatchedStream(engine.stream(), traces);
    }

    @Produces
    @Singleton
    Traces traces(
            TracesConfig config, Engine engine, @ConfigProperty(name = "quarkus.application.version") String version) {
        return config.endpoint()
                .map(endpoint -> OpenTelemetryTraces.open(endpoint, config.ratio(), engine.worker(), version))
                .orElse(Traces.NOWHERE);
    }

    void close(@Disposes Traces traces) {
        traces.close();
    }

    @Produces
    @Singleton
    TrackStore tracks(Engine engine, RequestReads reads) {
        return RequestReads.within(engine.tracks(), reads);
    }

    @Produces
    @Singleton
    AccountStore accounts(Engine engine) {
        return engine.accounts();
    }

    @Produces
    @Singleton
    ImportStore imports(Engine engine) {
        return engine.imports();
    }

    @Produces
    @Singleton
    AuditStore audit(Engine engine) {
        return engine.audit();
    }

    @Produces
    @Singleton
    PrivacyStore privacy(Engine engine) {
        return engine.privacy();
    }

    @Produces
    @Singleton
    InvitationStore invitations(Engine engine) {
        return engine.invitations();
    }

    @Produces
    @Singleton
    SecondFactorStore secondFactors(Engine engine) {
        return engine.secondFactors();
    }

    @Produces
    @Singleton
    ShareStore shares(Engine engine) {
        return engine.shares();
    }

    @Produces
    @Singleton
    ViewStore views(Engine engine) {
        return engine.views();
    }

    /** The aws engine has no place of its own for a key. */
    @Produces
    @Singleton
    FactorKey factorKey(EngineConfig config, @ConfigProperty(name = "rumbo.second-factor.key") Optional<String> text) {
        return FactorKey.of(
                text,
                config.engine() == EngineConfig.Kind.EMBEDDED
                        ? Optional.of(config.dataDir().resolve(DataFolder.KEY))
                        : Optional.empty());
    }

    @Produces
    @Singleton
    OperationsStore operations(Engine engine) {
        return engine.operations();
    }
}
