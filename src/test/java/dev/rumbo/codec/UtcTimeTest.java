package dev.rumbo.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {

    @Test
    void readsWhatTheJdkReads() {
        Random random = new Random(7);
        long from = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < 20_000; i++) {
            long seconds = from + (long) (random.nextDouble() * (to - from));
            Instant time =
                    Instant.ofEpochSecond(seconds, random.nextInt(4) == 0 ? 0 : 1_000_000L * random.nextInt(1_000));
            assertThat(UtcTime.parse(time.toString())).as(time.toString()).isEqualTo(time.toEpochMilli());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T14:05:10.5Z",
                "2024-02-29T00:00:00Z",
                "2000-02-29T23:59:59.25Z",
                "1990-01-01T00:00:00.007Z"
            })
    void readsShortFractionsAndLeapDays(String text) {
        assertThat(UtcTime.parse(text)).isEqualTo(Instant.parse(text).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-11-23T14:05:10",
                "2026-11-23T14:05Z",
                "2026-11-23T14:05:10+00:00",
                "2026-11-23t14:05:10Z",
                "2026-11-23T14:05:10.1234Z",
                "2026-11-23T14:05:10.Z",
                "2026-11-23T14:05:10.1-Z",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T23:60:00Z",
                "2026-11-23T23:59:60Z",
                "+026-11-23T14:05:10Z",
                "٢٠٢٦-11-23T14:05:10Z",
            })
    void leavesEverythingElseToTheJdk(String text) {
        assertThat(UtcTime.parse(text)).isEqualTo(UtcTime.NOT_COMMON);
    }
}
