package dev.rumbo.engine;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which engine runs, and where the embedded one keeps its data. Not a mapping, which would claim all of {@code rumbo.*}. */
@Singleton
class EngineConfig {

    /** The engines there are. */
    enum Kind {
        /** One process, one folder. */
        EMBEDDED,
        /** Kinesis and DynamoDB. */
        AWS
    }

    private final Kind engine;
    private final Path dataDir;

    /**
     * @param engine what stands behind the ports of stream and store
     * @param dataDir the folder of the embedded engine; created if missing
     */
    EngineConfig(
            @ConfigProperty(name = "rumbo.engine", defaultValue = "embedded") Kind engine,
            @ConfigProperty(name = "rumbo.data-dir", defaultValue = "data") Path dataDir) {
        this.engine = engine;
        this.dataDir = dataDir;
    }

    Kind engine() {
        return engine;
    }

    Path dataDir() {
        return dataDir;
    }
}
