package dev.rumbo.trips;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A timeline in words, one line for each trip, gap or stop. */
final class Described {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Described() {}

    /** Such as {@code TRIP 08:12–08:40 21.4 km}. */
    static String timeline(Timeline timeline) {
        List<Line> lines = new ArrayList<>();
        timeline.stops()
                .forEach(stop ->
                        lines.add(new Line(stop.startMillis(), "STOP " + span(stop.startMillis(), stop.endMillis()))));
        timeline.segments().forEach(segment -> lines.add(new Line(segment.startMillis(), line(segment))));
        lines.sort(Comparator.comparingLong(Line::start));
        return String.join("\n", lines.stream().map(Line::text).toList());
    }

    /** Each segment with its day, its seconds and the rules that set its ends. */
    static List<String> dated(Timeline timeline) {
        return timeline.segments().stream()
                .map(segment -> "  "
                        + Instant.ofEpochMilli(segment.startMillis()).toString().substring(0, 10) + " "
                        + line(segment)
                        + (segment instanceof Trip trip
                                ? ", driving %d s, idle %d s, unknown %d s, top %.1f m/s, by %s"
                                        .formatted(
                                                trip.drivingSeconds(),
                                                trip.idleSeconds(),
                                                trip.unknownSeconds(),
                                                trip.maxSpeedCentimetersPerSecond() / 100.0,
                                                trip.distanceSource())
                                : "")
                        + ", from " + segment.startReason().rule() + " to "
                        + segment.endReason().rule())
                .toList();
    }

    /** All that is known of each segment but its place, times moved by a shift. */
    static List<String> segments(Timeline timeline, long shift) {
        return timeline.segments().stream()
                .map(segment -> line(segment) + " "
                        + Instant.ofEpochMilli(segment.startMillis() + shift) + " "
                        + Instant.ofEpochMilli(segment.endMillis() + shift) + " "
                        + segment.startReason().rule() + " "
                        + segment.endReason().rule()
                        + (segment instanceof Trip trip
                                ? " %d %d %d %d"
                                        .formatted(
                                                trip.distanceMillimeters() / 100,
                                                trip.drivingSeconds(),
                                                trip.idleSeconds(),
                                                trip.positionCount())
                                : ""))
                .toList();
    }

    private record Line(long start, String text) {}

    private static String line(Segment segment) {
        String span = span(segment.startMillis(), segment.endMillis());
        if (segment instanceof Trip trip) {
            return "TRIP " + span + " " + kilometers(trip.distanceMillimeters())
                    + (trip.unknownMillimeters() > 0 ? " + " + kilometers(trip.unknownMillimeters()) + " unknown" : "")
                    + (trip.open() ? " open" : "");
        }
        return "GAP " + span + " " + kilometers(((Gap) segment).unknownMillimeters());
    }

    private static String kilometers(long millimeters) {
        return String.format(Locale.ROOT, "%.1f km", millimeters / 1e6);
    }

    private static String span(long startMillis, long endMillis) {
        return CLOCK.format(Instant.ofEpochMilli(startMillis)) + "–" + CLOCK.format(Instant.ofEpochMilli(endMillis));
    }
}
