package dev.rumbo.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "2024-02-29T12:34:56.007Z",
                "2026-03-10T09:00:00.120Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59Z",
                "2026-03-10T09:00:00.000001Z",
                "2026-03-10T09:00:00.123456789Z"
            })
    void instantsAreWrittenAsTheyAreUsually(String text) {
        assertThat(InstantText.write(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void soIsAnyOther() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 100_000; i++) {
            Instant instant = Instant.ofEpochMilli(random.nextLong(-70_000_000_000_000L, 260_000_000_000_000L));
            assertThat(InstantText.write(instant)).isEqualTo(instant.toString());
        }
    }
}
