package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.testsupport.RunningApplication;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine's clock jumps by hours, forwards and back, under load; by libfaketime (Debian's package faketime). */
@Tag("faults")
abstract class ClockFaults {

    private static final Logger LOG = Logger.getLogger(ClockFaults.class);
    private static final int JUMPS = 8;
    private static final int MOST_HOURS = 30;

    @TempDir
    Path folder;

    /** What chooses the engine. */
    abstract Map<String, String> environment();

    @Test
    void nothingIsLostOrLateWhenTheClockJumps() throws Exception {
        FakeClock.require();
        Random random = new Random(Seed.of(getClass()));
        Path clock = folder.resolve("clock");
        FakeClock.set(clock, 0);
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(FakeClock.environment(clock));
        Path output = Path.of("target", getClass().getSimpleName() + ".log");
        try (RunningApplication application = new RunningApplication(output, environment);
                Cars cars = new Cars(application, random.nextLong())) {
            cars.start();
            for (int i = 0; i < JUMPS; i++) {
                cars.awaitAcknowledged(25);
                FakeClock.set(clock, (random.nextInt(2 * MOST_HOURS + 1) - MOST_HOURS) * 60);
            }
            cars.awaitAcknowledged(10);
            application.awaitReady();
            // Back by more than a day, with positions in every buffer: what waits must not wait for the old hour.
            FakeClock.set(clock, -3 * MOST_HOURS * 60);
            cars.finish();
            cars.assertUndisturbed(application);
            assertThat(application.isReady()).isTrue();
            LOG.infof("%s: %d jumps of up to %d hours; %s", getClass().getSimpleName(), JUMPS + 1, MOST_HOURS, cars);
        }
    }
}
