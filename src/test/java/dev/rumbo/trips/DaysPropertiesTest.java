package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The days of a time zone sum to the trips, whatever its clocks do: made-up trips around the days on which they did it. */
class DaysPropertiesTest {

    private static final TripDetector DETECTOR = new TripDetector(TripRules.DEFAULT);
    private static final long HOUR = 3_600_000L;

    @ParameterizedTest(name = "{0} around {1}: {2}")
    @CsvSource({
        "UTC, 2026-01-01, no change",
        "Europe/Madrid, 2026-03-29, a day of 23 hours",
        "Europe/Madrid, 2026-10-25, a day of 25 hours",
        "Europe/Dublin, 2026-10-25, winter is the exception",
        "Asia/Kolkata, 2026-06-01, half an hour off",
        "Asia/Kathmandu, 2026-06-01, three quarters off",
        "Pacific/Chatham, 2026-04-05, three quarters off and a day of 25 hours",
        "Australia/Lord_Howe, 2026-04-05, clocks go back by half an hour",
        "America/St_Johns, 2006-10-29, clocks went back at one minute past midnight",
        "Africa/Cairo, 2026-04-24, a day that begins at one o'clock",
        "Pacific/Apia, 2011-12-30, a day that never was",
        "Pacific/Kwajalein, 1993-08-21, a day that never was",
        "America/Caracas, 2007-12-09, clocks went back by half an hour for good",
        "Asia/Pyongyang, 2018-05-05, clocks went forward by half an hour for good",
        "America/Montevideo, 1974-03-10, an offset of an hour and a half ahead of itself",
        "Europe/Lisbon, 1992-09-27, one zone left for another",
    })
    void sumToTheTrips(ZoneId zone, LocalDate around, String what) {
        for (long seed = 0; seed < 8; seed++) {
            List<Trip> trips = trips(seed, around.atStartOfDay(zone).toInstant());
            TreeSet<LocalDate> days = new TreeSet<>();
            trips.forEach(trip -> days.addAll(Days.touched(trip, zone)));
            long distance = 0;
            long unknown = 0;
            long seconds = 0;
            int count = 0;
            int top = 0;
            for (LocalDate day : days) {
                DayTotals totals = Days.totals(trips, zone, day);
                long lasts = Duration.between(
                                day.atStartOfDay(zone), day.plusDays(1).atStartOfDay(zone))
                        .toSeconds();
                int moved = totals.drivingSeconds() + totals.idleSeconds() + totals.unknownSeconds();
                assertThat(moved).as("%s lasts %d s", day, lasts).isBetween(0, (int) lasts);
                distance += totals.distanceMillimeters();
                unknown += totals.unknownMillimeters();
                seconds += moved;
                count += totals.tripCount();
                top = Math.max(top, totals.maxSpeedCentimetersPerSecond());
            }
            assertThat(distance)
                    .isEqualTo(
                            trips.stream().mapToLong(Trip::distanceMillimeters).sum());
            assertThat(unknown)
                    .isEqualTo(
                            trips.stream().mapToLong(Trip::unknownMillimeters).sum());
            assertThat(seconds)
                    .isEqualTo(trips.stream()
                            .mapToLong(
                                    trip -> (long) trip.drivingSeconds() + trip.idleSeconds() + trip.unknownSeconds())
                            .sum());
            assertThat(count).isEqualTo(trips.size());
            assertThat(top)
                    .isEqualTo(trips.stream()
                            .mapToInt(Trip::maxSpeedCentimetersPerSecond)
                            .max()
                            .orElse(0));
        }
    }

    /** Trips before and after an instant, shifted by whole hours. */
    private static List<Trip> trips(long seed, Instant around) {
        List<Position> positions = RandomTracks.of(seed);
        Position middle = positions.get(new Random(seed).nextInt(positions.size()));
        long shift = Math.floorDiv(around.toEpochMilli() - middle.timeMillis(), HOUR) * HOUR;
        List<Position> shifted = new ArrayList<>();
        for (Position position : positions) {
            shifted.add(new Position(
                    position.timeMillis() + shift,
                    position.latitudeE7(),
                    position.longitudeE7(),
                    position.speedCentimetersPerSecond(),
                    position.courseDecidegrees(),
                    position.altitudeDecimeters(),
                    position.accuracyDecimeters()));
        }
        return DETECTOR.detect("d1", Track.of(shifted)).trips();
    }
}
