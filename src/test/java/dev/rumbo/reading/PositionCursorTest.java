package dev.rumbo.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rumbo.trips.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionCursorTest {

    @Test
    void aPositionComesBackWhole() {
        Position position =
                new Position(-12_345_678_901L, -349_058_000, -561_913_000, 0, 3599, Position.ABSENT, Position.ABSENT);

        assertThat(Positions.PositionCursor.parse(Positions.PositionCursor.of(position)))
                .isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.2.3", "1.2.3.4.5.6.!", "1.2.3.4.5.6.zzzzzzzzzzzz", "......"})
    void anotherTextIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Positions.PositionCursor.parse(text));
    }
}
