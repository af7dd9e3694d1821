package dev.rumbo.reading;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Trip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Trips as tests of statistics need them. */
final class SampleTrips {

    private static final int E7_PER_METER = 90;
    private static final long QUARTER_MILLIS = 900_000;
    private static final Reason REASON = new Reason(Reason.Rule.DWELL, 600, 700, 0, 0);

    private SampleTrips() {}

    static Coordinate place(String name, int metersNorth) {
        int longitude = switch (name) {
            case "home" -> -562_000_000;
            case "work" -> -561_000_000;
            default -> -561_800_000;
        };
        return new Coordinate(-349_000_000 + metersNorth * E7_PER_METER, longitude);
    }

    static Trip of(Coordinate from, Coordinate to, long meters) {
        return trip(Instant.parse("2026-03-10T12:00:00Z"), Instant.parse("2026-03-10T12:10:00Z"), from, to, meters);
    }

    /** Driven all the time at one speed. */
    static Trip of(String start, String end, long meters) {
        return trip(Instant.parse(start), Instant.parse(end), place("home", 0), place("work", 0), meters);
    }

    private static Trip trip(Instant start, Instant end, Coordinate from, Coordinate to, long meters) {
        long length = end.toEpochMilli() - start.toEpochMilli();
        List<Trip.Slice> slices = new ArrayList<>();
        int seconds = 0;
        for (long quarter = start.toEpochMilli() / QUARTER_MILLIS * QUARTER_MILLIS;
                quarter < end.toEpochMilli();
                quarter += QUARTER_MILLIS) {
            long begin = Math.max(quarter, start.toEpochMilli());
            long millis = Math.min(quarter + QUARTER_MILLIS, end.toEpochMilli()) - begin;
            slices.add(
                    new Trip.Slice(quarter, meters * 1_000 * millis / length, 0, (int) (millis / 1_000), 0, 0, 1_500));
            seconds += (int) (millis / 1_000);
        }
        return new Trip(
                "phone",
                start.toEpochMilli(),
                end.toEpochMilli(),
                from,
                to,
                meters * 1_000,
                0,
                seconds,
                0,
                0,
                1_500,
                100,
                false,
                Trip.DistanceSource.SPEED,
                REASON,
                REASON,
                slices);
    }
}
