package dev.rumbo.simulator;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** One position as a line of the shipped drives and of the ledger; an empty cell was not recorded. */
final class DriveCsv {

    static final String HEADER = "device_id,timestamp_iso8601_utc,lat,lon,speed_mps,accuracy_m,altitude,heading";

    private static final int COLUMNS = 8;

    private DriveCsv() {}

    /** A line's device and position. */
    record Row(String device, Position position) {}

    /** @throws IllegalArgumentException where the line is not of this form */
    static Row parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            throw new IllegalArgumentException("a line must have " + COLUMNS + " cells, was " + line);
        }
        Coordinate place = Coordinate.ofDegrees(Double.parseDouble(cells[2]), Double.parseDouble(cells[3]));
        int course = scaled(cells[7], 1);
        int accuracy = scaled(cells[5], 1);
        return new Row(
                cells[0],
                new Position(
                        Instant.parse(cells[1]).toEpochMilli(),
                        place.latitudeE7(),
                        place.longitudeE7(),
                        scaled(cells[4], 2),
                        course == Position.ABSENT ? course : Math.floorMod(course, 3600),
                        scaled(cells[6], 1),
                        // An accuracy of 0 means not stated, in these recordings as in the contract.
                        accuracy == 0 ? Position.ABSENT : accuracy));
    }

    static String format(String device, Position position) {
        return String.join(
                ",",
                device,
                position.time().toString(),
                decimal(position.latitudeE7(), 7),
                decimal(position.longitudeE7(), 7),
                decimal(position.speedCentimetersPerSecond(), 2),
                decimal(position.accuracyDecimeters(), 1),
                decimal(position.altitudeDecimeters(), 1),
                decimal(position.courseDecidegrees(), 1));
    }

    /** Exactly the stored value, without an exponent; empty where it is absent. */
    static String decimal(int value, int decimals) {
        return value == Position.ABSENT
                ? ""
                : BigDecimal.valueOf(value, decimals).toPlainString();
    }

    private static int scaled(String cell, int decimals) {
        if (cell.isEmpty()) {
            return Position.ABSENT;
        }
        return new BigDecimal(cell)
                .movePointRight(decimals)
                .setScale(0, RoundingMode.HALF_UP)
                .intValueExact();
    }
}
