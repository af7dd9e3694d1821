package dev.rumbo.bench;

import dev.rumbo.trips.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How fast a started server works off five million positions that wait in its log as posts of 50, and what they take on the disk
 * afterwards, log included. {@code bench/speed backlog} runs it.
 */
final class Backlog {

    private static final int DEVICES = 1_000;
    private static final int POSITIONS = 5_000_000;
    private static final int POST = 50;

    private Backlog() {}

    /** @param arguments the packaged application's jar, an empty folder, and how many rounds */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
            run(Path.of(arguments[0]), Path.of(arguments[1]).resolve("data" + round));
        }
    }

    private static void run(Path jar, Path folder) throws IOException, InterruptedException, SQLException {
        List<Server.Device> devices;
        try (Server server = new Server(jar, folder, Map.of())) {
            devices = server.newDevices(DEVICES);
        }
        long from = System.currentTimeMillis() - Duration.ofDays(30).toMillis();
        List<Iterator<Position>> drives = FleetRequests.drives(DEVICES).stream()
                .map(plan -> plan.from(from))
                .toList();
        try (Prefilled log = new Prefilled(folder)) {
            for (int written = 0; written < POSITIONS; written += POST) {
                int device = written / POST % DEVICES;
                log.post(devices.get(device).id(), drives.get(device), POST);
            }
        }
        try (Server server = new Server(jar, folder, Map.of())) {
            long first = server.stored();
            long start = System.nanoTime();
            double processor = server.processorSeconds();
            server.awaitStored(POSITIONS);
            double seconds = (System.nanoTime() - start) / 1e9;
            TimeUnit.SECONDS.sleep(2);
            System.out.printf(
                    Locale.ROOT,
                    "backlog of %,d positions: %,.0f per second (%,d were stored before the first look), %.1f us of processor time each;"
                            + " most memory %d MB; disk %.1f MB per million positions%n",
                    POSITIONS,
                    (POSITIONS - first) / seconds,
                    first,
                    (server.processorSeconds() - processor) * 1e6 / (POSITIONS - first),
                    server.peakMegabytes(),
                    server.folderMegabytes() / (POSITIONS / 1e6));
        }
    }
}
