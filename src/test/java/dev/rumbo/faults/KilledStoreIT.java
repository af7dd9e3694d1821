package dev.rumbo.faults;

import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.RunningApplication;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** DynamoDB is killed under load and started again on the same files. */
@Tag("faults")
@ExtendWith(Emulators.class)
class KilledStoreIT {

    private static final Logger LOG = Logger.getLogger(KilledStoreIT.class);
    private static final int TIMES = 6;
    private static final int LONGEST_LIFE_MILLIS = 3_000;
    private static final int LONGEST_ABSENCE_MILLIS = 8_000;

    @TempDir
    Path folder;

    /** {@code kill -9}; it keeps leases and accounts too. */
    @Test
    void nothingIsLostThoughTheStoreIsKilledAgainAndAgain() throws Exception {
        try (EmulatorProcess store = EmulatorProcess.dynamoDb(folder)) {
            run(store);
        }
    }

    private static void run(EmulatorProcess store) throws Exception {
        Random random = new Random(Seed.of(KilledStoreIT.class));
        try (RunningApplication application = new RunningApplication(
                        Path.of("target", "KilledStoreIT.log"), AwsEnvironment.of(Emulators.kinesis(), store.uri()));
                Cars cars = new Cars(application, random.nextLong())) {
            cars.start();
            for (int i = 0; i < TIMES; i++) {
                cars.awaitAcknowledged(10);
                pause(random.nextInt(LONGEST_LIFE_MILLIS));
                store.kill();
                pause(random.nextInt(LONGEST_ABSENCE_MILLIS));
                store.startAgain();
            }
            application.awaitReady();
            cars.finish();
            cars.assertUndisturbed(application);
            LOG.infof("%d kills; %s", TIMES, cars);
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
