package dev.rumbo.trips;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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
        timeline.segments().forEach(segment -> lines.add(new Line(segment.startMillis(), line(segment, 0))));
        lines.sort(Comparator.comparingLong(Line::start));
        return String.join("\n", lines.stream().map(Line::text).toList());
    }

    /** One line for each trip, gap and stop, with all that was measured and the rules that set its ends. */
    static List<String> dated(Timeline timeline) {
        List<Line> lines = new ArrayList<>();
        timeline.segments().forEach(segment -> lines.add(new Line(segment.startMillis(), dated(segment))));
        timeline.stops()
                .forEach(stop -> lines.add(new Line(
                        stop.startMillis(),
                        "STOP " + dates(stop.startMillis(), stop.endMillis())
                                + ends(stop.startReason(), stop.endReason()))));
        lines.sort(Comparator.comparingLong(Line::start));
        return lines.stream().map(line -> "  " + line.text()).toList();
    }

    private static String dated(Segment segment) {
        String dates = dates(segment.startMillis(), segment.endMillis());
        String ends = ends(segment.startReason(), segment.endReason());
        if (segment instanceof Trip trip) {
            return "TRIP " + dates
                    + (trip.open() ? " open" : "")
                    + " %.3f km by %s, %.3f km unknown, driving %d s, idle %d s, unknown %d s, top %.2f m/s, %d positions"
                            .formatted(
                                    trip.distanceMillimeters() / 1e6,
                                    trip.distanceSource(),
                                    trip.unknownMillimeters() / 1e6,
                                    trip.drivingSeconds(),
                                    trip.idleSeconds(),
                                    trip.unknownSeconds(),
                                    trip.maxSpeedCentimetersPerSecond() / 100.0,
                                    trip.positionCount())
                    + ends;
        }
        return "GAP  " + dates + " %.3f km unknown".formatted(((Gap) segment).unknownMillimeters() / 1e6) + ends;
    }

    private static String dates(long startMillis, long endMillis) {
        return Instant.ofEpochMilli(startMillis) + " to " + Instant.ofEpochMilli(endMillis);
    }

    private static String ends(Reason start, Reason end) {
        return ", from %s (%.1f) to %s (%.1f)".formatted(start.rule(), start.value(), end.rule(), end.value());
    }

    /** All that is known of each segment but its place, times moved by a shift. */
    static List<String> segments(Timeline timeline, long shift) {
        return timeline.segments().stream()
                .map(segment -> line(segment, shift) + " "
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

    private static String line(Segment segment, long shift) {
        String span = span(segment.startMillis() + shift, segment.endMillis() + shift);
        if (segment instanceof Trip trip) {
            return "TRIP " + span + " " + kilometers(trip.distanceMillimeters())
                    + (trip.unknownMillimeters() > 0 ? " + " + kilometers(trip.unknownMillimeters()) + " unknown" : "")
                    + (trip.open() ? " open" : "")
                    + edits(trip.edits());
        }
        return "GAP " + span + " " + kilometers(((Gap) segment).unknownMillimeters());
    }

    /** Such as {@code 'Errand' BUSINESS by 3 7}: the numbers are the corrections'. */
    private static String edits(Edits edits) {
        return (edits.name().isEmpty() ? "" : " '" + edits.name() + "'")
                + (edits.purpose() == Edits.Purpose.NONE ? "" : " " + edits.purpose())
                + (edits.corrections().isEmpty() ? "" : " by")
                + edits.corrections().stream().map(id -> " " + id.sequence()).collect(Collectors.joining());
    }

    private static String kilometers(long millimeters) {
        return String.format(Locale.ROOT, "%.1f km", millimeters / 1e6);
    }

    private static String span(long startMillis, long endMillis) {
        return CLOCK.format(Instant.ofEpochMilli(startMillis)) + "–" + CLOCK.format(Instant.ofEpochMilli(endMillis));
    }
}
