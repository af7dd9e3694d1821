package dev.rumbo.web;

import dev.rumbo.trips.Trip;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The day as one bar: what was done when, placed in percent of the local day, which has 23, 24 or 25 hours.
 *
 * @param startMillis the local midnight that begins the day
 * @param endMillis the one that ends it
 * @param marks in drawing order: drives lie over stops, stops over silences; one row may have several
 * @param ticks every third hour of the clock
 * @param now where the present moment lies, in percent, where it lies in the day
 */
public record DayBar(long startMillis, long endMillis, List<Mark> marks, List<Tick> ticks, Optional<String> now) {

    private static final int HOURS = 24;
    private static final int HOURS_BETWEEN_TICKS = 3;

    public DayBar {
        marks = List.copyOf(marks);
        ticks = List.copyOf(ticks);
    }

    /**
     * A span of the bar.
     *
     * @param x where it begins, in percent
     * @param width its length, in percent
     */
    public record Mark(String id, DayRow.Kind kind, String x, String width) {

        public boolean isDrive() {
            return kind == DayRow.Kind.DRIVE;
        }
    }

    /**
     * An hour of the clock.
     *
     * @param x where it lies, in percent
     */
    public record Tick(int hour, String x) {

        public boolean isFirst() {
            return hour == 0;
        }

        public boolean isLast() {
            return hour == HOURS;
        }

        /** Whether a narrow screen can do without its figure. */
        public boolean isMinor() {
            return hour % 6 != 0;
        }
    }

    static DayBar of(LocalDate date, ZoneId zone, List<DayRow> rows, Instant now) {
        long start = startMillis(date, zone);
        long length = startMillis(date.plusDays(1), zone) - start;
        List<Mark> marks = new ArrayList<>();
        for (DayRow.Kind kind : List.of(DayRow.Kind.GAP, DayRow.Kind.STOP, DayRow.Kind.DRIVE)) {
            for (DayRow row : rows) {
                for (Part part : parts(row)) {
                    long from = Math.max(part.fromMillis(), start);
                    long to = Math.min(part.toMillis(), start + length);
                    if (part.kind() == kind && from < to) {
                        marks.add(new Mark(row.id(), kind, percent(from - start, length), percent(to - from, length)));
                    }
                }
            }
        }
        List<Tick> ticks = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour += HOURS_BETWEEN_TICKS) {
            Instant at = date.atTime(hour, 0).atZone(zone).toInstant();
            ticks.add(new Tick(hour, percent(at.toEpochMilli() - start, length)));
        }
        ticks.add(new Tick(HOURS, percent(1, 1)));
        long passed = now.toEpochMilli() - start;
        Optional<String> at = passed >= 0 && passed < length ? Optional.of(percent(passed, length)) : Optional.empty();
        return new DayBar(start, start + length, marks, ticks, at);
    }

    public long lengthSeconds() {
        return (endMillis - startMillis) / 1_000;
    }

    private record Part(DayRow.Kind kind, long fromMillis, long toMillis) {}

    /** A row, and of a drive its quarter hours apart in which mostly nothing was heard of the car. */
    private static List<Part> parts(DayRow row) {
        List<Part> parts = new ArrayList<>();
        long from = row.startMillis();
        DayRow.Kind kind = row.kind();
        for (Trip.Slice slice : row.trip().map(Trip::slices).orElse(List.of())) {
            boolean silent = slice.unknownSeconds() > slice.drivingSeconds() + slice.idleSeconds();
            DayRow.Kind next = silent ? DayRow.Kind.GAP : DayRow.Kind.DRIVE;
            if (next != kind) {
                if (from < slice.quarterStartMillis()) {
                    parts.add(new Part(kind, from, slice.quarterStartMillis()));
                    from = slice.quarterStartMillis();
                }
                kind = next;
            }
        }
        parts.add(new Part(kind, from, row.endMillis()));
        return parts;
    }

    private static long startMillis(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static String percent(long part, long whole) {
        return String.format(Locale.ROOT, "%.3f%%", 100.0 * part / whole);
    }
}
