package dev.rumbo.reading;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A day, a week from Monday on, a month or a year.
 *
 * @param start its first day
 */
public record Period(BucketSize size, LocalDate start) {

    /** The one that holds a day. */
    public static Period of(BucketSize size, LocalDate day) {
        return new Period(size, size.startOf(day));
    }

    /** Its last day. */
    public LocalDate end() {
        return size.next(start).minusDays(1);
    }

    public Period previous() {
        return of(size, start.minusDays(1));
    }

    public Period next() {
        return new Period(size, size.next(start));
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end());
    }

    /** The last day of the period before that is fair to compare with: while this one runs, as far as this one came. */
    public LocalDate comparableEnd(LocalDate today) {
        LocalDate end = previous().end();
        LocalDate sameDay = previous().start().plusDays(ChronoUnit.DAYS.between(start, today));
        return contains(today) && sameDay.isBefore(end) ? sameDay : end;
    }

    /** Into what a chart of it is divided; a day has its hours instead. */
    public BucketSize parts() {
        return size == BucketSize.YEAR ? BucketSize.MONTH : BucketSize.DAY;
    }
}
