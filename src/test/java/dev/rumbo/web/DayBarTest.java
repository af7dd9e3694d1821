package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Trip;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DayBarTest {

    private static final Coordinate PLACE = new Coordinate(0, 0);
    private static final Reason REASON = new Reason(Reason.Rule.DATA_EDGE, 0, 0, 0, 0);

    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Instant LONG_AFTER = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void noonIsInTheMiddleOfADayOf24Hours() {
        assertThat(tick(LocalDate.of(2026, 11, 23), 12)).isEqualTo("50.000%");
    }

    @Test
    void noonComesEarlierOnTheDayThatLosesAnHour() {
        assertThat(tick(LocalDate.of(2026, 3, 29), 12)).isEqualTo("47.826%");
    }

    @Test
    void noonComesLaterOnTheDayThatGainsAnHour() {
        assertThat(tick(LocalDate.of(2026, 10, 25), 12)).isEqualTo("52.000%");
    }

    @Test
    void aStopOverMidnightIsCutAtTheDay() {
        DayRow night = row(DayRow.Kind.STOP, "2026-11-22T20:00:00Z", "2026-11-23T05:00:00Z");
        DayBar bar = DayBar.of(LocalDate.of(2026, 11, 23), MADRID, List.of(night), LONG_AFTER);
        assertThat(bar.marks()).containsExactly(new DayBar.Mark(night.id(), DayRow.Kind.STOP, "0.000%", "25.000%"));
    }

    @Test
    void theSilentQuartersOfADriveAreNotDrawnAsDriven() {
        long start = Instant.parse("2026-11-23T05:06:00Z").toEpochMilli();
        long quarter = start - start % 900_000;
        List<Trip.Slice> slices = List.of(
                new Trip.Slice(quarter, 5_000_000, 0, 540, 0, 0, 1_500),
                new Trip.Slice(quarter + 900_000, 0, 20_000_000, 100, 0, 800, 0),
                new Trip.Slice(quarter + 1_800_000, 0, 20_000_000, 0, 0, 900, 0),
                new Trip.Slice(quarter + 2_700_000, 2_000_000, 0, 300, 60, 0, 1_500));
        Trip trip = new Trip(
                "device",
                start,
                start + 3_060_000,
                PLACE,
                PLACE,
                7_000_000,
                40_000_000,
                940,
                60,
                2_060,
                1_500,
                10,
                false,
                Trip.DistanceSource.PATH,
                REASON,
                REASON,
                slices);
        DayRow drive = DayRow.of(trip, new DayRow.Span(start, start + 86_400_000));
        assertThat(DayBar.of(LocalDate.of(2026, 11, 23), ZoneOffset.UTC, List.of(drive), LONG_AFTER)
                        .marks())
                .containsExactly(
                        new DayBar.Mark(drive.id(), DayRow.Kind.GAP, "21.875%", "2.083%"),
                        new DayBar.Mark(drive.id(), DayRow.Kind.DRIVE, "21.250%", "0.625%"),
                        new DayBar.Mark(drive.id(), DayRow.Kind.DRIVE, "23.958%", "0.833%"));
    }

    @Test
    void theMomentShowsOnItsOwnDayOnly() {
        Instant now = Instant.parse("2026-11-23T05:00:00Z");
        assertThat(DayBar.of(LocalDate.of(2026, 11, 23), MADRID, List.of(), now).now())
                .contains("25.000%");
        assertThat(DayBar.of(LocalDate.of(2026, 11, 22), MADRID, List.of(), now).now())
                .isEmpty();
    }

    private static String tick(LocalDate date, int hour) {
        return DayBar.of(date, MADRID, List.of(), LONG_AFTER).ticks().stream()
                .filter(tick -> tick.hour() == hour)
                .findFirst()
                .orElseThrow()
                .x();
    }

    private static DayRow row(DayRow.Kind kind, String start, String end) {
        return new DayRow(
                kind,
                "device.1",
                "device",
                Instant.parse(start).toEpochMilli(),
                Instant.parse(end).toEpochMilli(),
                false,
                false,
                0,
                PLACE,
                PLACE,
                REASON,
                REASON,
                Optional.empty());
    }
}
