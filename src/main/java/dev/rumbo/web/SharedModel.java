package dev.rumbo.web;

import dev.rumbo.reading.SharedView;
import dev.rumbo.reading.Totals;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the page of a shared trip or day shows.
 *
 * @param path of the link
 * @param trip whether it is of one trip; else of a day
 * @param date by the clock of whose it is
 * @param rows drives, stops and gaps, by start
 * @param zone whose clock that is
 * @param endMillis from when on the link is of no use
 */
public record SharedModel(
        String path,
        boolean trip,
        LocalDate date,
        Totals totals,
        List<DayRow> rows,
        long fromMillis,
        long toMillis,
        String zone,
        long endMillis) {

    public SharedModel {
        rows = List.copyOf(rows);
    }

    static SharedModel of(SharedView seen, String path, boolean trip, String zone, long endMillis) {
        DayRow.Span span = new DayRow.Span(seen.startMillis(), seen.endMillis());
        List<DayRow> rows = Stream.of(
                        seen.day().trips().stream().map(drive -> DayRow.of(drive, span)),
                        seen.day().stops().stream().map(stop -> DayRow.of(stop, span)),
                        seen.day().gaps().stream().map(gap -> DayRow.of(gap, span)))
                .flatMap(part -> part)
                .sorted(Comparator.comparingLong(DayRow::startMillis).thenComparing(DayRow::id))
                .toList();
        return new SharedModel(
                path,
                trip,
                seen.day().date(),
                seen.totals(),
                rows,
                seen.startMillis(),
                seen.endMillis(),
                zone,
                endMillis);
    }

    public String mapPath() {
        return path + "/map.json";
    }

    public boolean isDriven() {
        return rows.stream().anyMatch(DayRow::isDrive);
    }

    public String legendAt(int limit) {
        return Chart.percent(limit + 1, DayModel.COLOR_BANDS);
    }
}
