package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.geo.Coordinate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaysTest {

    private static final Coordinate PLACE = new Coordinate(0, 0);
    private static final Reason EDGE = Reason.dataEdge(0);

    @Test
    void aTripAcrossMidnightIsSharedOutAndCountsOnTheDayItStarts() {
        Trip trip = trip("2026-03-02T22:50:00Z", "2026-03-02T23:20:00Z");
        ZoneId madrid = ZoneId.of("Europe/Madrid");
        assertThat(Days.totals(List.of(trip), madrid, LocalDate.of(2026, 3, 2)))
                .isEqualTo(new DayTotals(LocalDate.of(2026, 3, 2), 10_000_000, 0, 600, 0, 0, 1, 2000));
        assertThat(Days.totals(List.of(trip), madrid, LocalDate.of(2026, 3, 3)))
                .isEqualTo(new DayTotals(LocalDate.of(2026, 3, 3), 20_000_000, 0, 1200, 0, 0, 0, 2000));
        assertThat(Days.touched(trip, madrid)).containsExactly(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 3));
    }

    /** One trip that lasts for three days of UTC: each local day holds as many hours as it has. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Madrid, 2026-03-28, 24",
        "Europe/Madrid, 2026-03-29, 23",
        "Europe/Madrid, 2026-10-25, 25",
        "Australia/Lord_Howe, 2026-04-05, 24.5",
        "Asia/Kathmandu, 2026-04-05, 24",
        "UTC, 2026-04-05, 24",
    })
    void aDayHasTheHoursThatItsClocksGiveIt(ZoneId zone, LocalDate day, double hours) {
        Instant noon = day.atTime(12, 0).atZone(zone).toInstant();
        Trip trip = trip(
                noon.minusSeconds(36 * 3600).toString(),
                noon.plusSeconds(36 * 3600).toString());
        assertThat(Days.totals(List.of(trip), zone, day).drivingSeconds()).isEqualTo((int) (hours * 3600));
    }

    @Test
    void aTripThatEndsAtMidnightDoesNotTouchTheNextDay() {
        Trip trip = trip("2026-03-02T22:50:00Z", "2026-03-03T00:00:00Z");
        assertThat(Days.touched(trip, ZoneId.of("UTC"))).containsExactly(LocalDate.of(2026, 3, 2));
    }

    @Test
    void whatEndsOrBeginsAtMidnightIsOfOneDayAlone() {
        ZoneId utc = ZoneId.of("UTC");
        List<Trip> trips = List.of(
                trip("2026-03-02T23:30:00Z", "2026-03-03T00:00:00Z"),
                trip("2026-03-03T00:00:00Z", "2026-03-03T00:10:00Z"));
        assertThat(Days.totals(trips, utc, LocalDate.of(2026, 3, 2)))
                .isEqualTo(new DayTotals(LocalDate.of(2026, 3, 2), 30_000_000, 0, 1800, 0, 0, 1, 2000));
        assertThat(Days.totals(trips, utc, LocalDate.of(2026, 3, 3)))
                .isEqualTo(new DayTotals(LocalDate.of(2026, 3, 3), 10_000_000, 0, 600, 0, 0, 1, 2000));
        assertThat(Days.touched(trips.get(1), utc)).containsExactly(LocalDate.of(2026, 3, 3));
    }

    @Test
    void aGapHasNoTotals() {
        Gap gap = new Gap("d1", 0, 3_600_000, PLACE, PLACE, 5000, EDGE, EDGE);
        assertThat(Days.totals(List.of(gap), ZoneId.of("UTC"), LocalDate.EPOCH))
                .isEqualTo(DayTotals.none(LocalDate.EPOCH));
    }

    /** At a kilometre a minute. */
    private static Trip trip(String start, String end) {
        long from = Instant.parse(start).toEpochMilli();
        long to = Instant.parse(end).toEpochMilli();
        Slicer slicer = new Slicer(from, to);
        slicer.driving(from, to, (to - from) / 60.0);
        for (long at = from; at < to; at += Slicer.QUARTER_MILLIS) {
            slicer.speed(at, 2000);
        }
        slicer.speed(to, 2000);
        return new Trip(
                "d1",
                from,
                to,
                PLACE,
                PLACE,
                (to - from) * 1000 / 60,
                0,
                (int) ((to - from) / 1000),
                0,
                0,
                2000,
                2,
                false,
                Trip.DistanceSource.PATH,
                EDGE,
                EDGE,
                slicer.slices());
    }
}
