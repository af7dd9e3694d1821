package dev.rumbo.reading;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** The periods into which statistics are summed. */
public enum BucketSize {
    DAY(ChronoUnit.DAYS),
    /** From Monday to Sunday. */
    WEEK(ChronoUnit.WEEKS),
    MONTH(ChronoUnit.MONTHS),
    YEAR(ChronoUnit.YEARS);

    private final ChronoUnit unit;

    BucketSize(ChronoUnit unit) {
        this.unit = unit;
    }

    /** The first day of the period that holds {@code day}. */
    public LocalDate startOf(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    /** How many periods the days from {@code from} to {@code to}, both included, touch. */
    long count(LocalDate from, LocalDate to) {
        return unit.between(startOf(from), startOf(to)) + 1;
    }

    LocalDate next(LocalDate start) {
        return start.plus(1, unit);
    }
}
