package dev.rumbo.stream.sqlite;

import dev.rumbo.stream.SamplePosts;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Publishes numbered posts until it is killed, and prints each number once the log acknowledged it. */
final class PublishingProcess {

    static final int DEVICES = 5;

    private PublishingProcess() {}

    /** @param args data folder, first number */
    public static void main(String[] args) throws InterruptedException {
        SqliteLog log = new SqliteLog(
                new SqliteLogConfig(Path.of(args[0]), 4, Duration.ofHours(24), 1 << 20),
                shard -> Optional.empty(),
                Clock.systemUTC());
        Semaphore inFlight = new Semaphore(64);
        for (int number = Integer.parseInt(args[1]); ; number++) {
            int published = number;
            inFlight.acquire();
            log.publish(SamplePosts.post("device-" + published % DEVICES, published))
                    .thenRun(() -> {
                        System.out.println(published);
                        inFlight.release();
                    });
        }
    }
}
