package dev.rumbo.trips;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Rumbo makes of recorded drives. A change of the rules shows here as a change of the text files beside the drives; {@link
 * #main} writes them anew, and the difference is what the change does.
 */
class RecordedDrivesTest {

    @ParameterizedTest
    @ValueSource(strings = {"nds_blackbox", "twizy_session", "mobilitynet", "mobilitynet_still"})
    void areUnderstoodAsBefore(String name) throws IOException {
        try (InputStream expected = resource(name + ".txt")) {
            assertThat(described(name)).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Argument: the directory of the drives. */
    public static void main(String[] args) throws IOException {
        for (String name : List.of("nds_blackbox", "twizy_session", "mobilitynet", "mobilitynet_still")) {
            Files.writeString(Path.of(args[0], name + ".txt"), described(name));
        }
    }

    private static String described(String name) throws IOException {
        TripDetector detector = new TripDetector(TripRules.DEFAULT);
        List<String> lines = new ArrayList<>();
        try (InputStream drives = resource(name + ".csv.gz")) {
            for (Map.Entry<String, Track> device : Drives.read(drives).entrySet()) {
                lines.add(device.getKey());
                Timeline timeline = detector.detect(device.getKey(), device.getValue());
                lines.addAll(Described.dated(timeline));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static InputStream resource(String name) {
        return requireNonNull(RecordedDrivesTest.class.getResourceAsStream("/tracks/" + name), name);
    }
}
