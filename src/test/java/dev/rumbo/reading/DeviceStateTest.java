package dev.rumbo.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.trips.Position;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceStateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");

    @ParameterizedTest(name = "{0} s old at {1} cm/s: {2}")
    @CsvSource({
        "0, 150, DRIVING",
        "60, 150, DRIVING",
        "61, 150, STOPPED",
        "0, 149, STOPPED",
        "0, , STOPPED",
        "599, 3000, STOPPED",
        "600, 3000, OFFLINE",
        "600, 0, OFFLINE",
        "-300, 1000, DRIVING"
    })
    void theStateFollowsFromAgeAndSpeed(int ageSeconds, Integer speed, DeviceState state) {
        Position last = new Position(
                NOW.minusSeconds(ageSeconds).toEpochMilli(),
                0,
                0,
                speed == null ? Position.ABSENT : speed,
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT);

        assertThat(DeviceState.of(last, NOW)).isEqualTo(state);
    }
}
