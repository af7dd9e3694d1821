package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded engine on a disk that takes nothing more, under load. */
@Tag("faults")
class DiskFaultsIT {

    private static final Logger LOG = Logger.getLogger(DiskFaultsIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path OUTPUT = Path.of("target", "DiskFaultsIT.log");

    @TempDir
    Path folder;

    @Test
    void aFullDiskIsAnswered503AndSaidUntilThereIsRoomAgain() throws Exception {
        try (Tmpfs disk = new Tmpfs(folder, 24);
                RunningApplication application = started();
                Cars cars = new Cars(application, Seed.of(getClass()))) {
            cars.start();
            cars.awaitAcknowledged(10);
            Path filler = fillUp();

            assertRefusedAndSaid(application, cars);

            Files.delete(filler);
            await().atMost(PATIENCE).until(application::isReady);
            verify(application, cars);
        }
    }

    @Test
    void aDiskThatTakesNoWriteIsAnswered503AndSaidUntilItTakesThemAgain() throws Exception {
        try (RunningApplication application = started();
                Cars cars = new Cars(application, Seed.of(getClass()))) {
            cars.start();
            cars.awaitAcknowledged(10);
            limitFiles(application, "1");

            assertRefusedAndSaid(application, cars);

            limitFiles(application, "unlimited");
            await().atMost(PATIENCE).until(application::isReady);
            verify(application, cars);
        }
    }

    @Test
    void aLogThatAnotherHoldsIsAnswered503AndSaidUntilItIsLetGo() throws Exception {
        try (RunningApplication application = started();
                Cars cars = new Cars(application, Seed.of(getClass()))) {
            cars.start();
            cars.awaitAcknowledged(10);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("log.db"));
                    Statement statement = other.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 10000");
                statement.execute("BEGIN IMMEDIATE");

                assertRefusedAndSaid(application, cars);

                statement.execute("ROLLBACK");
            }
            await().atMost(PATIENCE).until(application::isReady);
            verify(application, cars);
        }
    }

    @Test
    void aReadOnlyDiskIsRefusedAtTheStartWithTheReason() throws Exception {
        try (Tmpfs disk = new Tmpfs(folder, 24)) {
            try (RunningApplication application = started();
                    Cars cars = new Cars(application, Seed.of(getClass()))) {
                cars.start();
                cars.awaitAcknowledged(10);
                application.terminate();
                disk.remount("ro");
                long before = Files.size(OUTPUT);

                application.startAgain();

                await().atMost(PATIENCE).until(() -> !application.isAlive());
                assertThat(Files.readString(OUTPUT).substring((int) before)).containsIgnoringCase("read-only");
                disk.remount("rw");
                application.restart();
                verify(application, cars);
            }
        }
    }

    private RunningApplication started() throws IOException {
        return new RunningApplication(OUTPUT, Map.of("RUMBO_DATA_DIR", folder.toString()));
    }

    private static void assertRefusedAndSaid(RunningApplication application, Cars cars) throws Exception {
        int before = cars.refused();
        await().atMost(PATIENCE).until(() -> cars.refused() > before);
        await().atMost(Duration.ofSeconds(5)).until(() -> !application.isReady());
        int acknowledged = cars.acknowledged();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> !application.isReady() && cars.acknowledged() == acknowledged);
    }

    /** All of it is there, in the process that saw the fault and in one that was started after a kill. */
    private static void verify(RunningApplication application, Cars cars) throws Exception {
        cars.awaitAcknowledged(5);
        cars.finish();
        cars.assertUndisturbed(application);
        application.kill();
        application.restart();
        cars.assertUndisturbed(application);
        LOG.infof("%s", cars);
    }

    private Path fillUp() throws IOException {
        Path filler = folder.resolve("filler");
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static void limitFiles(RunningApplication application, String bytes) throws Exception {
        int exit = new ProcessBuilder("prlimit", "--pid", Long.toString(application.pid()), "--fsize=" + bytes + ":")
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }
}
