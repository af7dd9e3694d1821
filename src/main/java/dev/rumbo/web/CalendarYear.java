package dev.rumbo.web;

import dev.rumbo.reading.BucketSize;
import dev.rumbo.reading.Statistics;
import dev.rumbo.reading.Totals;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A year of days, coloured by how far or how long was driven.
 *
 * @param hours whether by time instead of by distance
 * @param weekdays in the order of the viewer's country
 * @param limits the least that the second, third and fourth shade stand for, in millimetres or seconds: a quarter of the
 *     driven days has each shade; fewer limits where days are alike
 * @param subject parameters that say whose year it is
 */
public record CalendarYear(
        Year year,
        boolean hours,
        List<DayOfWeek> weekdays,
        List<Month> months,
        List<Long> limits,
        Totals total,
        long drivenDays,
        Map<String, String> subject) {

    private static final int LEVELS = 4;

    public CalendarYear {
        weekdays = List.copyOf(weekdays);
        months = List.copyOf(months);
        limits = List.copyOf(limits);
        subject = Map.copyOf(subject);
    }

    /** A month: whole weeks, with nothing where a day belongs to its neighbour. */
    public record Month(YearMonth month, List<List<Optional<Day>>> weeks, Totals totals, String path) {

        public Month {
            weeks = List.copyOf(weeks);
        }
    }

    /** @param level 0 without a drive, else 1 to 4 */
    public record Day(LocalDate date, Totals totals, int level, boolean today, String path) {

        public int number() {
            return date.getDayOfMonth();
        }
    }

    /** @param days one bucket for each day of the year */
    static CalendarYear of(
            Year year,
            boolean hours,
            LocalDate today,
            Locale locale,
            Statistics.Result days,
            Map<String, String> subject) {
        List<Long> limits = limits(days.buckets().stream()
                .mapToLong(day -> amount(day.totals(), hours))
                .filter(amount -> amount > 0));
        DayOfWeek first = WeekFields.of(locale).getFirstDayOfWeek();
        List<Month> months = new ArrayList<>();
        for (int month = 1; month <= 12; month++) {
            months.add(month(year.atMonth(month), hours, first, today, days.buckets(), limits, subject));
        }
        List<DayOfWeek> weekdays = new ArrayList<>();
        for (int i = 0; i < DayOfWeek.values().length; i++) {
            weekdays.add(first.plus(i));
        }
        return new CalendarYear(
                year,
                hours,
                weekdays,
                months,
                limits,
                days.total(),
                days.buckets().stream()
                        .filter(day -> amount(day.totals(), hours) > 0)
                        .count(),
                subject);
    }

    private static Month month(
            YearMonth month,
            boolean hours,
            DayOfWeek first,
            LocalDate today,
            List<Statistics.Bucket> days,
            List<Long> limits,
            Map<String, String> subject) {
        List<List<Optional<Day>>> weeks = new ArrayList<>();
        Totals sum = Totals.NONE;
        LocalDate end = month.atEndOfMonth().with(TemporalAdjusters.nextOrSame(first.minus(1)));
        for (LocalDate week = month.atDay(1).with(TemporalAdjusters.previousOrSame(first));
                week.isBefore(end);
                week = week.plusDays(7)) {
            List<Optional<Day>> cells = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                LocalDate date = week.plusDays(i);
                if (!YearMonth.from(date).equals(month)) {
                    cells.add(Optional.empty());
                    continue;
                }
                Totals totals = days.get(date.getDayOfYear() - 1).totals();
                sum = sum.plus(totals);
                int level = level(amount(totals, hours), limits);
                cells.add(Optional.of(
                        new Day(date, totals, level, date.equals(today), "/days/" + date + DayModel.query(subject))));
            }
            weeks.add(List.copyOf(cells));
        }
        String path = StatsModel.path(BucketSize.MONTH, month.atDay(1), subject);
        return new Month(month, weeks, sum, path);
    }

    /** The quartiles of the driven days; fewer where many are the same. */
    static List<Long> limits(LongStream amounts) {
        List<Long> sorted = amounts.sorted().boxed().toList();
        List<Long> limits = new ArrayList<>();
        for (int i = 1; i < LEVELS && !sorted.isEmpty(); i++) {
            limits.add(sorted.get(Math.min(sorted.size() - 1, sorted.size() * i / LEVELS)));
        }
        return limits.stream().distinct().toList();
    }

    static int level(long amount, List<Long> limits) {
        return amount <= 0
                ? 0
                : 1 + (int) limits.stream().filter(limit -> amount >= limit).count();
    }

    private static long amount(Totals totals, boolean hours) {
        return hours ? totals.drivingSeconds() : totals.distanceMillimeters();
    }

    /** An amount as the shades compare it. */
    public String show(Format format, long amount) {
        return hours ? format.duration(amount) : format.distance(amount);
    }

    /** The shades that the days have, with the least that each stands for; the first has none. */
    public List<Shade> shades() {
        List<Shade> shades = new ArrayList<>();
        for (int level = 1; level <= limits.size() + 1; level++) {
            shades.add(new Shade(level, limits.get(Math.max(0, level - 2))));
        }
        return shades;
    }

    /** @param limit the least of the shade; of the first one, what its days are below */
    public record Shade(int level, long limit) {}

    public boolean isEmpty() {
        return drivenDays == 0;
    }

    public String pathToPrevious() {
        return path(year.minusYears(1), hours);
    }

    public String pathToNext() {
        return path(year.plusYears(1), hours);
    }

    public String pathToDistance() {
        return path(year, false);
    }

    public String pathToHours() {
        return path(year, true);
    }

    public String statsPath() {
        return StatsModel.path(BucketSize.YEAR, year.atDay(1), subject);
    }

    private String path(Year other, boolean byHours) {
        Map<String, String> parameters = new LinkedHashMap<>(subject);
        parameters.put("year", other.toString());
        if (byHours) {
            parameters.put("show", "hours");
        }
        return "/calendar" + DayModel.query(parameters);
    }
}
