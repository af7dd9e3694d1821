package dev.rumbo.faults;

import dev.rumbo.testsupport.RunningApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * The promise of {@code 202}, with a real process and a recorded drive: killed, ended or stopped at random moments while
 * phones post, and started again on the same data, the application holds every position that was acknowledged, none twice,
 * and the trips of a process to which nothing happened.
 */
abstract class KilledApplication {

    private static final Logger LOG = Logger.getLogger(KilledApplication.class);

    /** {@code ./mvnw verify} is content with few, the profile {@code faults} asks for many. */
    private static final int BLOWS = Integer.getInteger("faults.blows", 3);

    private static final int LONGEST_LIFE_MILLIS = 1_500;
    private static final int LONGEST_STANDSTILL_MILLIS = 4_000;

    private enum Blow {
        KILL,
        KILL_WHILE_STARTING,
        TERMINATE,
        STOP
    }

    /** What chooses the engine. */
    abstract Map<String, String> environment();

    /** What else has to be as if nothing had happened. */
    void verifyBeside(RunningApplication application) throws Exception {}

    @Test
    void everyAcknowledgedPositionSurvivesAndTheTripsAreThoseOfAnUndisturbedRun() throws Exception {
        Random random = new Random(Seed.of(getClass()));
        Map<Blow, Integer> blows = new EnumMap<>(Blow.class);
        Path log = Files.createDirectories(Path.of("target")).resolve(getClass().getSimpleName() + ".log");
        try (RunningApplication application = new RunningApplication(log, environment());
                Cars cars = new Cars(application, random.nextLong())) {
            cars.start();
            for (int i = 0; i < BLOWS; i++) {
                cars.awaitAcknowledged(1);
                Blow blow = i == 0 ? Blow.KILL : Blow.values()[random.nextInt(Blow.values().length)];
                blows.merge(blow, 1, Integer::sum);
                strike(application, blow, random);
            }
            cars.finish();
            cars.assertUndisturbed(application);
            verifyBeside(application);
            LOG.infof("%s: %s; %s", getClass().getSimpleName(), blows, cars);
        }
    }

    private static void strike(RunningApplication application, Blow blow, Random random) throws Exception {
        pause(random.nextInt(LONGEST_LIFE_MILLIS));
        switch (blow) {
            case KILL -> application.kill();
            case KILL_WHILE_STARTING -> {
                application.startAgain();
                pause(random.nextInt(2 * LONGEST_LIFE_MILLIS));
                application.kill();
            }
            case TERMINATE -> application.terminate();
            case STOP -> {
                application.signal("STOP");
                pause(random.nextInt(LONGEST_STANDSTILL_MILLIS));
                application.signal("CONT");
                application.awaitReady();
                return;
            }
        }
        application.restart();
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
