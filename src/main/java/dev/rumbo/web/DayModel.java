package dev.rumbo.web;

import dev.rumbo.reading.DayView;
import dev.rumbo.reading.Totals;
import dev.rumbo.trips.Trip;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the day page shows.
 *
 * @param today in the zone of the day
 * @param rows drives, stops and gaps, by start
 * @param firstStartMillis start of the first drive that starts in the day
 * @param lastEndMillis end of the last drive that ends in the day
 * @param query what every link to another day carries along: empty, or from "?" on
 */
public record DayModel(
        LocalDate date,
        LocalDate today,
        Totals totals,
        List<DayRow> rows,
        DayBar bar,
        OptionalLong firstStartMillis,
        OptionalLong lastEndMillis,
        String query) {

    public DayModel {
        rows = List.copyOf(rows);
    }

    static DayModel of(DayView day, LocalDate today, String query) {
        DayRow.Span span = new DayRow.Span(
                day.date().atStartOfDay(day.timeZone()).toInstant().toEpochMilli(),
                day.date().plusDays(1).atStartOfDay(day.timeZone()).toInstant().toEpochMilli());
        List<DayRow> rows = Stream.of(
                        day.trips().stream().map(trip -> DayRow.of(trip, span)),
                        day.stops().stream().map(stop -> DayRow.of(stop, span)),
                        day.gaps().stream().map(gap -> DayRow.of(gap, span)))
                .flatMap(part -> part)
                .sorted(Comparator.comparingLong(DayRow::startMillis).thenComparing(DayRow::id))
                .toList();
        return new DayModel(
                day.date(),
                today,
                day.totals(),
                rows,
                DayBar.of(day.date(), day.timeZone(), rows),
                day.trips().stream()
                        .mapToLong(Trip::startMillis)
                        .filter(millis -> !span.startsAfter(millis))
                        .min(),
                day.trips().stream()
                        .mapToLong(Trip::endMillis)
                        .filter(millis -> !span.endsBefore(millis))
                        .max(),
                query);
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public boolean isToday() {
        return date.equals(today);
    }

    public long stopCount() {
        return rows.stream().filter(DayRow::isStop).count();
    }

    public String path() {
        return pathTo(date);
    }

    public String pathToPrevious() {
        return pathTo(date.minusDays(1));
    }

    public String pathToNext() {
        return pathTo(date.plusDays(1));
    }

    public String pathToToday() {
        return pathTo(today);
    }

    /** Where the map's data is. */
    public String mapPath() {
        return "/days/" + date + "/map.json" + query;
    }

    private String pathTo(LocalDate other) {
        return "/days/" + other + query;
    }
}
