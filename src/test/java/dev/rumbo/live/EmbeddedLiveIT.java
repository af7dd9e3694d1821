package dev.rumbo.live;

import dev.rumbo.testsupport.RunningApplication;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLiveIT extends LiveContract {

    @TempDir
    static Path folder;

    @Override
    Map<String, String> environment() {
        return Map.of("RUMBO_DATA_DIR", folder.toString());
    }

    @Override
    RunningApplication another(RunningApplication first) {
        return first;
    }
}
