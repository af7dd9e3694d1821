package dev.rumbo.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.simulator.Drives;
import dev.rumbo.trips.Position;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverDaysTest {

    private static final DriverDays DAYS = new DriverDays(Drives.shipped("twizy_session"), DemoAccounts.ZONE);

    /** A silence between two trips. */
    private static final long PAUSE_MILLIS = 600_000;

    @ParameterizedTest(name = "{0} has several trips, each beginning where the one before ended")
    @ValueSource(strings = {"2026-11-23", "2026-11-22", "2027-03-28", "2026-02-15"})
    void aDayHangsTogether(String date) {
        List<Position> day = day(LocalDate.parse(date));
        List<Position> starts = new ArrayList<>();
        for (int i = 1; i < day.size(); i++) {
            Position before = day.get(i - 1);
            Position next = day.get(i);
            assertThat(next.timeMillis()).isGreaterThan(before.timeMillis());
            if (next.timeMillis() - before.timeMillis() > PAUSE_MILLIS) {
                starts.add(next);
                assertThat(meters(before, next)).isLessThan(150);
            }
        }
        assertThat(starts).hasSizeBetween(3, 6);
    }

    @Test
    void theDayBeginsInItsFirstHour() {
        LocalDate date = LocalDate.of(2026, 11, 24);
        long midnight = date.atStartOfDay(DemoAccounts.ZONE).toInstant().toEpochMilli();

        assertThat(day(date).get(0).timeMillis()).isBetween(midnight, midnight + 3_600_000);
    }

    @Test
    void whereverOneBeginsTheFollowingPositionsAreTheSame() {
        List<Position> day = day(LocalDate.of(2026, 11, 23));
        for (int cut : List.of(1, 500, 3_000, 7_777)) {
            Iterator<Position> from = DAYS.from(day.get(cut).timeMillis());
            assertThat(Stream.generate(from::next).limit(100)).isEqualTo(day.subList(cut, cut + 100));
        }
    }

    private static List<Position> day(LocalDate date) {
        long from = date.atStartOfDay(DemoAccounts.ZONE).toInstant().toEpochMilli();
        long until =
                date.plusDays(1).atStartOfDay(DemoAccounts.ZONE).toInstant().toEpochMilli();
        List<Position> day = new ArrayList<>();
        for (Iterator<Position> positions = DAYS.from(from); ; ) {
            Position next = positions.next();
            if (next.timeMillis() >= until) {
                return day;
            }
            day.add(next);
        }
    }

    private static double meters(Position a, Position b) {
        return Geodesic.WGS84.Inverse(
                        a.coordinate().latitude(),
                        a.coordinate().longitude(),
                        b.coordinate().latitude(),
                        b.coordinate().longitude())
                .s12;
    }
}
