package dev.rumbo.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClocksTest {

    private static final int NANOS_PER_MILLI = 1_000_000;

    /** What the API tells of times has milliseconds at most, and so has what is kept of them. */
    @Test
    void theTimeHasMilliseconds() {
        Clock clock = new Clocks().clock();

        assertThat(Stream.generate(clock::instant).limit(1_000))
                .extracting(Instant::getNano)
                .allMatch(nanos -> nanos % NANOS_PER_MILLI == 0);
    }
}
