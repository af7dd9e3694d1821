package dev.rumbo.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A trip as a row of a table, for spreadsheets: local times without an offset beside those in UTC.
 *
 * @param cells texts, times, numbers or null, as many as {@link #HEADER} has names
 */
record TripRow(List<@Nullable Object> cells) {

    static final List<String> HEADER = List.of(
            "start",
            "end",
            "localStart",
            "localEnd",
            "distanceMeters",
            "unknownMeters",
            "drivingSeconds",
            "idleSeconds",
            "unknownSeconds",
            "averageSpeedMps",
            "maxSpeedMps",
            "fromLat",
            "fromLon",
            "toLat",
            "toLon",
            "positionCount",
            "name",
            "purpose",
            "deviceId",
            "id");

    static TripRow of(TripJson trip, ZoneId zone) {
        return new TripRow(Arrays.asList(
                trip.start().toString(),
                trip.end().toString(),
                local(trip.start(), zone),
                local(trip.end(), zone),
                trip.distanceMeters(),
                trip.unknownMeters(),
                trip.drivingSeconds(),
                trip.idleSeconds(),
                trip.unknownSeconds(),
                trip.averageSpeedMps(),
                trip.maxSpeedMps(),
                trip.from().lat(),
                trip.from().lon(),
                trip.to().lat(),
                trip.to().lon(),
                trip.positionCount(),
                CsvCells.harmless(trip.name()),
                trip.purpose(),
                CsvCells.harmless(trip.deviceId()),
                CsvCells.harmless(trip.id())));
    }

    /** As text, with what would break a row or a formula taken out of play. */
    String csv() {
        StringBuilder line = new StringBuilder();
        for (Object cell : cells) {
            line.append(line.isEmpty() ? "" : ",").append(csv(cell));
        }
        return line.toString();
    }

    private static String csv(@Nullable Object cell) {
        if (cell instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (cell instanceof LocalDateTime time) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        return CsvCells.cell(cell == null ? "" : cell.toString());
    }

    private static LocalDateTime local(Instant time, ZoneId zone) {
        return LocalDateTime.ofInstant(time, zone);
    }
}
