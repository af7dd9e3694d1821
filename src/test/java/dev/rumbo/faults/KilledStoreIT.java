package dev.rumbo.faults;

import static org.awaitility.Awaitility.await;

import dev.rumbo.testsupport.Emulators;
import dev.rumbo.testsupport.RunningApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of DynamoDB Local under load, started again on the same files; it keeps leases and accounts too. */
@Tag("faults")
@ExtendWith(Emulators.class)
class KilledStoreIT {

    private static final Logger LOG = Logger.getLogger(KilledStoreIT.class);
    private static final Path BUILT = Path.of("docker", "emulators.d", "dynamodb", "target");
    private static final int KILLS = 6;
    private static final int LONGEST_LIFE_MILLIS = 3_000;
    private static final int LONGEST_ABSENCE_MILLIS = 8_000;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostThoughTheStoreIsKilledAgainAndAgain() throws Exception {
        Random random = new Random(Seed.of(getClass()));
        int port = freePort();
        Process store = started(port);
        try (RunningApplication application = new RunningApplication(
                        Path.of("target", "KilledStoreIT.log"),
                        AwsEnvironment.of(Emulators.kinesis(), URI.create("http://127.0.0.1:" + port)));
                Cars cars = new Cars(application, random.nextLong())) {
            cars.start();
            for (int i = 0; i < KILLS; i++) {
                cars.awaitAcknowledged(10);
                pause(random.nextInt(LONGEST_LIFE_MILLIS));
                store.destroyForcibly().waitFor();
                pause(random.nextInt(LONGEST_ABSENCE_MILLIS));
                store = started(port);
            }
            application.awaitReady();
            cars.finish();
            cars.assertUndisturbed(application);
            LOG.infof("%d kills of the store; %s", KILLS, cars);
        } finally {
            store.destroyForcibly();
        }
    }

    private Process started(int port) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        BUILT.resolve("classes") + ":" + BUILT.resolve("lib") + "/*",
                        "dev.rumbo.emulators.DynamoDb",
                        Integer.toString(port),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "KilledStoreIT-store.log").toFile()))
                .start();
        await().atMost(Duration.ofMinutes(1)).until(() -> answers(port));
        return process;
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
