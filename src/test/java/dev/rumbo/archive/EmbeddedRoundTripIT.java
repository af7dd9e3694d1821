package dev.rumbo.archive;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRoundTripIT extends RoundTripContract {

    @TempDir
    Path folder;

    @Override
    Map<String, String> environment() {
        return Map.of("RUMBO_DATA_DIR", folder.toString());
    }
}
