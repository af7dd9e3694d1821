package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.lake.DuckDb;
import dev.rumbo.testsupport.RunningApplication;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class KilledEmbeddedIT extends KilledApplication {

    @TempDir
    Path folder;

    @Override
    Map<String, String> environment() {
        return Map.of(
                "RUMBO_ENGINE",
                "embedded",
                "RUMBO_DATA_DIR",
                folder.resolve("data").toString(),
                "RUMBO_ARCHIVE",
                archive().toString(),
                "RUMBO_ARCHIVE_INTERVAL",
                "1s");
    }

    private Path archive() {
        return folder.resolve("archive");
    }

    /** The archive, whose writer was killed as often. */
    @Override
    void verifyBeside(RunningApplication application) throws Exception {
        application.terminate();

        assertThat(
                        DuckDb.query(
                                archive(),
                                "SELECT DISTINCT count(*) FROM (SELECT DISTINCT device_id, time_millis FROM archive) GROUP BY device_id"))
                .containsExactly(Integer.toString(Drive.POSITIONS.size()));
    }
}
