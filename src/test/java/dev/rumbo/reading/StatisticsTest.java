package dev.rumbo.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.trips.DayTotals;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {

    private static final List<DayTotals> DAYS =
            List.of(day("2025-12-28", 1), day("2025-12-29", 2), day("2026-01-01", 4), day("2026-02-01", 8));

    @ParameterizedTest(name = "by {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "WEEK | 2025-12-22 1 m, 2025-12-29 6 m, 2026-01-05 0 m, 2026-01-12 0 m, 2026-01-19 0 m, 2026-01-26 8 m",
                "MONTH | 2025-12-01 3 m, 2026-01-01 4 m, 2026-02-01 8 m",
                "YEAR | 2025-01-01 3 m, 2026-01-01 12 m"
            })
    void daysAreSummedByPeriodAndEmptyPeriodsShow(BucketSize size, String expected) {
        assertThat(sum("2025-12-28", "2026-02-01", size)).isEqualTo(expected);
    }

    @Test
    void aDayIsItsOwnBucket() {
        assertThat(sum("2025-12-28", "2025-12-30", BucketSize.DAY))
                .startsWith("2025-12-28 1 m, 2025-12-29 2 m, 2025-12-30 0 m");
    }

    @ParameterizedTest
    @CsvSource({"DAY", "WEEK", "MONTH", "YEAR"})
    void theBucketsSumToTheTotal(BucketSize size) {
        Statistics.Result result =
                Statistics.sum(DAYS, LocalDate.parse("2025-12-28"), LocalDate.parse("2026-02-01"), size);

        assertThat(result.buckets().stream().map(Statistics.Bucket::totals).reduce(Totals.NONE, Totals::plus))
                .isEqualTo(result.total());
        assertThat(result.total()).isEqualTo(new Totals(15_000, 0, 60, 4, 0, 4, 800));
    }

    @Test
    void aSpanOfMillenniaHoldsOnlyTheBucketsInWhichSomethingWasDriven() {
        Statistics.Result result =
                Statistics.sum(DAYS, LocalDate.parse("0001-01-01"), LocalDate.parse("9999-12-31"), BucketSize.DAY);

        assertThat(result.buckets()).hasSize(DAYS.size());
    }

    private static String sum(String from, String to, BucketSize size) {
        return Statistics.sum(DAYS, LocalDate.parse(from), LocalDate.parse(to), size).buckets().stream()
                .map(bucket -> bucket.start() + " " + bucket.totals().distanceMillimeters() / 1000 + " m")
                .collect(Collectors.joining(", "));
    }

    private static DayTotals day(String date, int meters) {
        return new DayTotals(LocalDate.parse(date), meters * 1000L, 0, meters * 4, 1, 0, 1, meters * 100);
    }
}
