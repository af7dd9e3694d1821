package dev.rumbo.web;

import dev.rumbo.reading.Statistics;
import dev.rumbo.reading.Totals;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The month in the date picker: whole weeks, each day coloured by how far was driven.
 *
 * @param weekdays in the order of the user's country
 * @param weeks of seven days
 * @param parameters which every link carries along
 */
public record CalendarMonth(
        YearMonth month,
        LocalDate shown,
        List<DayOfWeek> weekdays,
        List<List<Cell>> weeks,
        Map<String, String> parameters) {

    private static final int DAYS_IN_WEEK = 7;
    private static final int LEVELS = 4;

    public CalendarMonth {
        weekdays = List.copyOf(weekdays);
        weeks = List.copyOf(weeks);
        parameters = Map.copyOf(parameters);
    }

    /**
     * A day.
     *
     * @param inMonth false for the days that fill the first and last week
     * @param level 0 without a drive, else 1 to 4 by distance, 4 for the month's longest day
     */
    public record Cell(
            LocalDate date, boolean inMonth, boolean shown, boolean today, Totals totals, int level, String path) {

        public int day() {
            return date.getDayOfMonth();
        }
    }

    /** The first day that the month's weeks show. */
    static LocalDate from(YearMonth month, Locale locale) {
        return month.atDay(1).with(TemporalAdjusters.previousOrSame(firstDay(locale)));
    }

    /** The last day that they show. */
    static LocalDate to(YearMonth month, Locale locale) {
        return month.atEndOfMonth()
                .with(TemporalAdjusters.nextOrSame(firstDay(locale).minus(1)));
    }

    /** @param days one bucket per day from {@link #from} to {@link #to} */
    static CalendarMonth of(
            YearMonth month,
            LocalDate shown,
            LocalDate today,
            List<Statistics.Bucket> days,
            Map<String, String> parameters) {
        long most = days.stream()
                .mapToLong(day -> day.totals().distanceMillimeters())
                .max()
                .orElse(0);
        String query = DayModel.query(parameters);
        List<List<Cell>> weeks = new ArrayList<>();
        List<DayOfWeek> weekdays = new ArrayList<>();
        for (int first = 0; first < days.size(); first += DAYS_IN_WEEK) {
            List<Cell> week = new ArrayList<>();
            for (Statistics.Bucket day : days.subList(first, first + DAYS_IN_WEEK)) {
                LocalDate date = day.start();
                long distance = day.totals().distanceMillimeters();
                week.add(new Cell(
                        date,
                        YearMonth.from(date).equals(month),
                        date.equals(shown),
                        date.equals(today),
                        day.totals(),
                        distance == 0 ? 0 : (int) Math.ceil((double) LEVELS * distance / most),
                        "/days/" + date + query));
                if (weekdays.size() < DAYS_IN_WEEK) {
                    weekdays.add(date.getDayOfWeek());
                }
            }
            weeks.add(List.copyOf(week));
        }
        return new CalendarMonth(month, shown, weekdays, weeks, parameters);
    }

    public String pathToPrevious() {
        return pathTo(month.minusMonths(1));
    }

    public String pathToNext() {
        return pathTo(month.plusMonths(1));
    }

    /** The day that is shown, with the picker open at a month. */
    private String pathTo(YearMonth other) {
        String query = DayModel.query(parameters);
        return "/days/" + shown + query + (query.isEmpty() ? "?" : "&") + "month=" + other;
    }

    private static DayOfWeek firstDay(Locale locale) {
        return WeekFields.of(locale).getFirstDayOfWeek();
    }
}
