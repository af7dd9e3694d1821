package dev.rumbo.trips;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Harsh driving in recorded drives: as many events as a person would believe, and none from speeds that cannot tell. */
class HarshDrivesTest {

    @ParameterizedTest(name = "{0}: {1} trips tell {2} accelerations and {3} brakings")
    @CsvSource({"nds_blackbox, 7, 2, 0", "twizy_session, 0, 0, 0"})
    void areCountedWhereTheSpeedsCanTell(String name, int telling, int accelerations, int brakings) throws IOException {
        List<HarshEvent> found = new ArrayList<>();
        int told = 0;
        try (InputStream drives = requireNonNull(getClass().getResourceAsStream("/drives/" + name + ".csv.gz"))) {
            for (Map.Entry<String, Track> device : Drives.read(drives).entrySet()) {
                for (Optional<List<HarshEvent>> events : events(device.getKey(), device.getValue())) {
                    told += events.isPresent() ? 1 : 0;
                    events.ifPresent(found::addAll);
                }
            }
        }
        assertThat(told).isEqualTo(telling);
        assertThat(found.stream().filter(event -> event.metersPerSecondSquared() > 0))
                .hasSize(accelerations);
        assertThat(found.stream().filter(event -> event.metersPerSecondSquared() < 0))
                .hasSize(brakings);
    }

    private static List<Optional<List<HarshEvent>>> events(String device, Track track) {
        TripDetector detector = new TripDetector(TripRules.DEFAULT);
        List<Verdict> verdicts = detector.verdicts(track);
        List<Position> kept = new ArrayList<>();
        for (int i = 0; i < track.size(); i++) {
            if (verdicts.get(i) == Verdict.KEPT) {
                kept.add(track.get(i));
            }
        }
        Track route = Track.of(kept);
        return detector.detect(device, track).trips().stream()
                .map(trip -> HarshEvents.of(TripRules.DEFAULT, route.between(trip.startMillis(), trip.endMillis() + 1)))
                .toList();
    }
}
