package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.lake.DuckDb;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive on a disk of its own that takes nothing more. */
@Tag("faults")
class FullArchiveIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path data;

    @TempDir
    Path disk;

    @Test
    void itIsSaidHoldsNobodyUpAndIsMadeGoodOnceThereIsRoom() throws Exception {
        try (Tmpfs archive = new Tmpfs(disk, 4)) {
            Path log = Files.createDirectories(Path.of("target")).resolve("FullArchiveIT.log");
            try (RunningApplication application = new RunningApplication(
                            log,
                            Map.of(
                                    "RUMBO_DATA_DIR",
                                    data.toString(),
                                    "RUMBO_ARCHIVE",
                                    disk.toString(),
                                    "RUMBO_ARCHIVE_INTERVAL",
                                    "1s"));
                    Cars cars = new Cars(application, Seed.of(getClass()))) {
                cars.start();
                cars.awaitAcknowledged(10);
                Path filler = fillUp();

                await().atMost(PATIENCE)
                        .until(() -> application.readiness().toString().contains("archive"));
                int acknowledged = cars.acknowledged();
                await().atMost(PATIENCE).until(() -> cars.acknowledged() > acknowledged + 10);
                assertThat(application.isReady()).isTrue();

                Files.delete(filler);
                cars.finish();
                cars.assertUndisturbed(application);
                await().atMost(PATIENCE)
                        .until(() -> !application.readiness().toString().contains("archive"));
                application.terminate();
            }
            assertThat(
                            DuckDb.query(
                                    disk,
                                    "SELECT DISTINCT count(*) FROM (SELECT DISTINCT device_id, time_millis FROM archive) GROUP BY device_id"))
                    .containsExactly(Integer.toString(Drive.POSITIONS.size()));
        }
    }

    private Path fillUp() throws IOException {
        Path filler = disk.resolve("filler");
        byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return filler;
        }
    }
}
