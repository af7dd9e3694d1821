package dev.rumbo.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** Which engine runs, and where it keeps its data. */
@ConfigMapping(prefix = "rumbo")
public interface EngineConfig {

    /** What stands behind the ports of stream and store. */
    @WithDefault("embedded")
    Kind engine();

    /** The folder of the embedded engine; created if missing. */
    @WithDefault("data")
    Path dataDir();

    /** The engines there are. */
    enum Kind {
        /** One process, one folder. */
        EMBEDDED,
        /** Kinesis and DynamoDB. */
        AWS
    }
}
