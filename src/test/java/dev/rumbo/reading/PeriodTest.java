package dev.rumbo.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "DAY   | 2026-03-10 | 2026-03-10 2026-03-10 | 2026-03-09 2026-03-09 | 2026-03-11",
                "WEEK  | 2026-03-10 | 2026-03-09 2026-03-15 | 2026-03-02 2026-03-08 | 2026-03-16",
                "MONTH | 2026-03-10 | 2026-03-01 2026-03-31 | 2026-02-01 2026-02-28 | 2026-04-01",
                "YEAR  | 2026-03-10 | 2026-01-01 2026-12-31 | 2025-01-01 2025-12-31 | 2027-01-01",
            })
    void aPeriodHasItsNeighbors(BucketSize size, LocalDate day, String own, String before, LocalDate next) {
        Period period = Period.of(size, day);
        assertThat(period.start() + " " + period.end()).isEqualTo(own);
        assertThat(period.previous().start() + " " + period.previous().end()).isEqualTo(before);
        assertThat(period.next().start()).isEqualTo(next);
    }

    @ParameterizedTest(name = "{0} of {1}, seen on {2}")
    @CsvSource({
        "MONTH, 2026-03-10, 2026-03-10, 2026-02-10",
        "MONTH, 2026-03-10, 2026-03-31, 2026-02-28",
        "MONTH, 2026-03-10, 2026-04-01, 2026-02-28",
        "YEAR, 2026-03-10, 2026-03-10, 2025-03-10",
        "DAY, 2026-03-10, 2026-03-10, 2026-03-09",
    })
    void aRunningPeriodIsComparedWithAsMuchOfTheOneBefore(
            BucketSize size, LocalDate day, LocalDate today, LocalDate end) {
        assertThat(Period.of(size, day).comparableEnd(today)).isEqualTo(end);
    }
}
