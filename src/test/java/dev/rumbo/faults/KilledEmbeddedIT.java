package dev.rumbo.faults;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class KilledEmbeddedIT extends KilledApplication {

    @TempDir
    Path folder;

    @Override
    Map<String, String> environment() {
        return Map.of("RUMBO_ENGINE", "embedded", "RUMBO_DATA_DIR", folder.toString());
    }
}
