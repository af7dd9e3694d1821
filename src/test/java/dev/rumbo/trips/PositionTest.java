package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.geo.Coordinate;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PositionTest {

    @Test
    void whatIsStoredAsIntegersIsReadInUnits() {
        Position position = new Position(1_764_000_000_123L, 433_623_000, -84_115_000, 1_389, 2_705, -15, 48);
        assertThat(position.time()).isEqualTo(Instant.ofEpochMilli(1_764_000_000_123L));
        assertThat(position.speedMetersPerSecond()).hasValue(13.89);
        assertThat(position.courseDegrees()).hasValue(270.5);
        assertThat(position.altitudeMeters()).hasValue(-1.5);
        assertThat(position.accuracyMeters()).hasValue(4.8);
    }

    @Test
    void whatAPhoneDidNotSendIsAbsentAndNotZero() {
        Position position = Position.of(Instant.EPOCH, new Coordinate(0, 0));
        assertThat(position.speedMetersPerSecond()).isEqualTo(OptionalDouble.empty());
        assertThat(position.courseDegrees()).isEqualTo(OptionalDouble.empty());
        assertThat(position.altitudeMeters()).isEqualTo(OptionalDouble.empty());
        assertThat(position.accuracyMeters()).isEqualTo(OptionalDouble.empty());
    }
}
