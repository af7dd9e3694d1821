package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.geo.Coordinate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentIdTest {

    private static final Coordinate PLACE = new Coordinate(0, 0);

    @ParameterizedTest
    @CsvSource({"car, 1764000000000", "car, 0", "car, -1", "a.b, 1764000000000"})
    void itIsDeviceAndStartAndReadBack(String device, long startMillis) {
        Gap gap =
                new Gap(device, startMillis, startMillis + 1, PLACE, PLACE, 0, Reason.dataEdge(0), Reason.dataEdge(0));
        assertThat(SegmentId.parse(gap.id())).contains(new SegmentId(device, startMillis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "car", ".1", "car.", "car.01", "car.+1", "car.A", "car.ä", "car.zzzzzzzzzzzzzz"})
    void nothingElseIsOne(String text) {
        assertThat(SegmentId.parse(text)).isEmpty();
    }
}
