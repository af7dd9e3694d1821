package dev.rumbo.web;

import dev.rumbo.privacy.MaskedTrip;
import dev.rumbo.reading.DayView;
import dev.rumbo.reading.Totals;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Trip;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the day page shows.
 *
 * @param todayDate in the zone of the day
 * @param rows drives, stops and gaps, by start
 * @param firstStartMillis start of the first drive that starts in the day
 * @param lastEndMillis end of the last drive that ends in the day
 * @param nearest the last earlier or first later day with a drive, looked up for an empty day only
 * @param standing where a device was last heard of before the day, looked up for a day without any row of it only
 * @param masked private drives of which the viewer is told time and totals
 * @param deviceNames by id, where the day has rows of several
 * @param parameters of the address, which every link to another day carries along
 */
public record DayModel(
        LocalDate date,
        LocalDate todayDate,
        Totals totals,
        List<DayRow> rows,
        DayBar bar,
        OptionalLong firstStartMillis,
        OptionalLong lastEndMillis,
        Optional<LocalDate> nearest,
        Optional<Position> standing,
        List<MaskedTrip> masked,
        Map<String, String> deviceNames,
        Map<String, String> parameters) {

    /** Parameters of the address by which the forms of {@link DayCorrections} tell what they did. */
    static final String DONE = "done";

    static final String REFUSED = "refused";
    static final String UNDONE = "undone";

    /** By which those of {@link DayPlaces} do. */
    static final String PLACE = "place";

    /** The line that the page unfolds itself, for whoever has no script that asks for it. */
    static final String ROW = "row";

    static final int COLOR_BANDS = 7;

    public DayModel {
        rows = List.copyOf(rows);
        masked = List.copyOf(masked);
        deviceNames = Map.copyOf(deviceNames);
        parameters = Map.copyOf(parameters);
    }

    static DayModel of(
            DayView day,
            Instant now,
            Optional<LocalDate> nearest,
            Optional<Position> standing,
            Map<String, String> deviceNames,
            Map<String, String> parameters) {
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
                LocalDate.ofInstant(now, day.timeZone()),
                day.totals(),
                rows,
                DayBar.of(day.date(), day.timeZone(), rows, now),
                day.trips().stream()
                        .mapToLong(Trip::startMillis)
                        .filter(millis -> !span.startsAfter(millis))
                        .min(),
                day.trips().stream()
                        .mapToLong(Trip::endMillis)
                        .filter(millis -> !span.endsBefore(millis))
                        .max(),
                nearest,
                standing,
                day.masked(),
                deviceNames,
                parameters);
    }

    /** Of a row's device where the day has several; empty where there is nothing to tell apart. */
    public String deviceName(DayRow row) {
        return deviceNames.getOrDefault(row.deviceId(), "");
    }

    /** Of which the day has rows. */
    public List<String> deviceIds() {
        return rows.stream().map(DayRow::deviceId).distinct().toList();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Whether something was driven, or at least moved unseen. */
    public boolean hasDrives() {
        return rows.stream().anyMatch(row -> !row.isStop());
    }

    public boolean isDriven() {
        return rows.stream().anyMatch(DayRow::isDrive);
    }

    public boolean isToday() {
        return date.equals(todayDate);
    }

    public long stopCount() {
        return rows.stream().filter(DayRow::isStop).count();
    }

    public String pathToPrevious() {
        return pathTo(date.minusDays(1));
    }

    public String pathToNext() {
        return pathTo(date.plusDays(1));
    }

    public String pathToToday() {
        return pathTo(todayDate);
    }

    public String pathToYesterday() {
        return pathTo(todayDate.minusDays(1));
    }

    public boolean isYesterday() {
        return date.equals(todayDate.minusDays(1));
    }

    /** To the last day with a drive, which is looked up only when somebody asks. */
    public String pathToLast() {
        return "/days/last" + query(parameters);
    }

    /** This day where there is no other that holds anything. */
    public String pathToNearest() {
        return pathTo(nearest.orElse(date));
    }

    /** Where the map's data is. */
    public String mapPath() {
        return "/days/" + date + "/map.json" + query(parameters);
    }

    public boolean isNearestEarlier() {
        return nearest.filter(other -> other.isBefore(date)).isPresent();
    }

    /** The drive of the same device before one, to merge it with; empty where there is none on this day. */
    public String driveBefore(DayRow drive) {
        return neighbor(drive, -1);
    }

    /** The drive of the same device after one. */
    public String driveAfter(DayRow drive) {
        return neighbor(drive, 1);
    }

    private String neighbor(DayRow drive, int by) {
        List<String> drives = rows.stream()
                .filter(row -> row.isDrive() && row.deviceId().equals(drive.deviceId()))
                .map(DayRow::id)
                .toList();
        int at = drives.indexOf(drive.id()) + by;
        return at >= 0 && at < drives.size() ? drives.get(at) : "";
    }

    /** Where the forms that correct a drive lead. */
    public String correctionsPath() {
        return "/days/" + date + "/corrections";
    }

    /** Where the forms that name places lead. */
    public String placesPath() {
        return "/days/" + date + "/places";
    }

    /** This day with a line unfolded. */
    public String pathToRow(DayRow row) {
        Map<String, String> with = new HashMap<>(parameters);
        with.put(ROW, row.id());
        return "/days/" + date + query(with) + "#" + row.id();
    }

    /** Where a script finds what the line unfolds. */
    public String restPath(DayRow row) {
        return "/days/" + date + "/rows/" + row.id() + query(parameters);
    }

    /** Where the limit of a band of colour stands beneath the legend, in percent. */
    public String legendAt(int limit) {
        return String.format(Locale.ROOT, "%.2f%%", 100.0 * (limit + 1) / COLOR_BANDS);
    }

    private String pathTo(LocalDate other) {
        return "/days/" + other + query(parameters);
    }

    /** From "?" on; empty where there are no parameters. */
    static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .sorted()
                        .collect(Collectors.joining("&", "?", ""));
    }
}
