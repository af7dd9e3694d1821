package dev.rumbo.web;

import dev.rumbo.reading.BucketSize;
import dev.rumbo.reading.Destinations;
import dev.rumbo.reading.DrivingLedger;
import dev.rumbo.reading.DrivingPattern;
import dev.rumbo.reading.Period;
import dev.rumbo.reading.Routes;
import dev.rumbo.reading.Totals;
import dev.rumbo.trips.Trip;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the page of a period shows.
 *
 * @param today in the owner's time zone
 * @param totals of the period
 * @param before of the period before, as far as it can be compared
 * @param partial whether the period still runs, so that only a part of the one before is compared
 * @param bars how far in each part
 * @param routes driven more than once, the most driven first
 * @param places where drives ended more than once, the most visited first
 * @param subject parameters that say whose statistics these are
 */
public record StatsModel(
        Period period,
        LocalDate today,
        Totals totals,
        Totals before,
        boolean partial,
        List<Bar> bars,
        DrivingPattern pattern,
        Optional<Trip> longest,
        List<Routes.Route> routes,
        List<Destinations.Place> places,
        List<DrivingLedger.Day> ledger,
        Map<String, String> subject) {

    static final int CHART_PX = 160;
    private static final int MOST_LISTED = 5;
    private static final int LEVELS = 4;
    private static final int LABELED_DAYS = 5;

    public StatsModel {
        bars = List.copyOf(bars);
        routes = List.copyOf(routes.subList(0, Math.min(MOST_LISTED, routes.size())));
        places = List.copyOf(places.subList(0, Math.min(MOST_LISTED, places.size())));
        ledger = List.copyOf(ledger);
        subject = Map.copyOf(subject);
    }

    /**
     * A column of the chart.
     *
     * @param start first day of the part; of an hour, its day
     * @param hour of the local clock; only where the period is a day
     * @param distanceMillimeters of the part
     * @param beforeMillimeters of the same part of the period before
     * @param labeled whether its name stands beneath
     * @param path where it leads
     */
    public record Bar(
            LocalDate start,
            Optional<Integer> hour,
            long distanceMillimeters,
            long beforeMillimeters,
            long drivingSeconds,
            boolean labeled,
            String path,
            String x,
            String middle,
            String width,
            int height,
            int beforeHeight) {

        public int y() {
            return CHART_PX - height;
        }

        public int beforeY() {
            return CHART_PX - beforeHeight;
        }
    }

    /** A part before it has its place in the chart. */
    record Part(LocalDate start, Optional<Integer> hour, long millimeters, long before, long seconds, String path) {}

    static List<Bar> bars(List<Part> parts) {
        long most = parts.stream()
                .mapToLong(part -> Math.max(part.millimeters(), part.before()))
                .max()
                .orElse(1);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            bars.add(new Bar(
                    part.start(),
                    part.hour(),
                    part.millimeters(),
                    part.before(),
                    part.seconds(),
                    labeled(part, parts.size()),
                    part.path(),
                    Chart.percent(i + 0.1, parts.size()),
                    Chart.percent(i + 0.5, parts.size()),
                    Chart.percent(0.8, parts.size()),
                    Chart.pixels((double) part.millimeters(), (double) most, CHART_PX),
                    Chart.pixels((double) part.before(), (double) most, CHART_PX)));
        }
        return bars;
    }

    private static boolean labeled(Part part, int parts) {
        if (part.hour().isPresent()) {
            return part.hour().get() % 3 == 0;
        }
        int day = part.start().getDayOfMonth();
        return parts <= 12 || day == 1 || day % LABELED_DAYS == 0;
    }

    public boolean isEmpty() {
        return totals.distanceMillimeters() == 0 && totals.tripCount() == 0 && totals.drivingSeconds() == 0;
    }

    public boolean isDay() {
        return period.size() == BucketSize.DAY;
    }

    public boolean isWeek() {
        return period.size() == BucketSize.WEEK;
    }

    public boolean isYear() {
        return period.size() == BucketSize.YEAR;
    }

    /** 0 to 23. */
    public List<Integer> hoursOfDay() {
        return IntStream.range(0, 24).boxed().toList();
    }

    /** @param index 0 for Monday */
    public DayOfWeek weekday(int index) {
        return DayOfWeek.of(index + 1);
    }

    public List<BucketSize> sizes() {
        return List.of(BucketSize.values());
    }

    /** The same day in a period of another size. */
    public String pathTo(BucketSize size) {
        return path(size, period.contains(today) ? today : period.start());
    }

    public String pathToPrevious() {
        return path(period.size(), period.previous().start());
    }

    public String pathToNext() {
        return path(period.size(), period.next().start());
    }

    public boolean isCurrent() {
        return period.contains(today);
    }

    public String pathToNow() {
        return path(period.size(), today);
    }

    public String word() {
        return word(period.size());
    }

    /** As the address has it. */
    public static String word(BucketSize size) {
        return size.name().toLowerCase(Locale.ROOT);
    }

    public String dayPath(LocalDate day) {
        return "/days/" + day + DayModel.query(subject);
    }

    public String calendarPath() {
        Map<String, String> parameters = new LinkedHashMap<>(subject);
        parameters.put("year", String.valueOf(period.start().getYear()));
        return "/calendar" + DayModel.query(parameters);
    }

    /** The shade of a cell of the week's pattern: 0 without driving, else 1 to 4. */
    public int level(DrivingPattern.Amount amount) {
        return amount.drivingSeconds() == 0
                ? 0
                : (int) Math.ceil((double) LEVELS * amount.drivingSeconds() / pattern.mostSeconds());
    }

    private String path(BucketSize size, LocalDate day) {
        return path(size, day, subject);
    }

    static String path(BucketSize size, LocalDate day, Map<String, String> subject) {
        Map<String, String> parameters = new LinkedHashMap<>(subject);
        parameters.put("period", word(size));
        parameters.put("date", day.toString());
        return "/stats" + DayModel.query(parameters);
    }
}
