package dev.rumbo.trips;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the detector over recorded drives and writes its trips in the format that the scoring tools read.
 *
 * <p>Arguments: a directory for the results, then any number of {@code NAME.csv.gz}; each becomes {@code NAME.csv} there.
 */
public final class ScoreDrives {

    private ScoreDrives() {}

    public static void main(String[] args) throws IOException {
        Path results = Files.createDirectories(Path.of(args[0]));
        for (int i = 1; i < args.length; i++) {
            Path drives = Path.of(args[i]);
            Map<String, Track> tracks = Drives.read(drives);
            String name = drives.getFileName().toString().replace(".gz", "");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(results.resolve(name)))) {
                out.println("device_id,trip_start,trip_end,distance_m,moving_s");
                TripDetector detector = new TripDetector(TripRules.DEFAULT);
                tracks.forEach((device, track) ->
                        detector.detect(device, track).trips().forEach(trip -> out.println(row(trip))));
            }
        }
    }

    private static String row(Trip trip) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%.3f,%d",
                trip.deviceId(),
                Instant.ofEpochMilli(trip.startMillis()),
                Instant.ofEpochMilli(trip.endMillis()),
                trip.distanceMillimeters() / 1000.0,
                trip.drivingSeconds());
    }
}
