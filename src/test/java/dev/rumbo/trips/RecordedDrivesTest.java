package dev.rumbo.trips;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What Rumbo makes of recorded drives, one line for each trip, gap and stop. A change of the rules shows as a change of the text
 * files, and the difference is what it does to real drives. To write them anew, then review {@code git diff}:
 *
 * <pre>./mvnw test -Dtest=RecordedDrivesTest -Dsnap</pre>
 */
class RecordedDrivesTest {

    private static final Path EXPECTED = Path.of("src/test/resources/tracks");

    @ParameterizedTest
    @CsvSource({"/drives/nds_blackbox", "/drives/twizy_session", "/drives/mobilitynet", "/tracks/mobilitynet_still"})
    void areUnderstoodAsBefore(String drives) throws IOException {
        Path expected = EXPECTED.resolve(drives.substring(drives.lastIndexOf('/') + 1) + ".txt");
        String found = described(drives + ".csv.gz");
        if (System.getProperty("snap") != null) {
            Files.writeString(expected, found);
        }
        assertThat(found).isEqualTo(Files.readString(expected));
    }

    private static String described(String resource) throws IOException {
        TripDetector detector = new TripDetector(TripRules.DEFAULT);
        List<String> lines = new ArrayList<>();
        try (InputStream drives = requireNonNull(RecordedDrivesTest.class.getResourceAsStream(resource), resource)) {
            for (Map.Entry<String, Track> device : Drives.read(drives).entrySet()) {
                Track track = device.getValue();
                lines.add(device.getKey() + ": " + verdicts(detector.verdicts(track)));
                lines.addAll(Described.dated(detector.detect(device.getKey(), track)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String verdicts(List<Verdict> verdicts) {
        List<String> counts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            counts.add(Collections.frequency(verdicts, verdict) + " " + verdict);
        }
        return String.join(", ", counts);
    }
}
