package dev.rumbo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Working hours by the driver's clock. 2026-03-09 is a Monday. */
class WorkingHoursTest {

    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final EnumSet<DayOfWeek> WEEK = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);

    @ParameterizedTest
    @CsvSource({
        "08:00, 18:00, 2026-03-09T08:00, true",
        "08:00, 18:00, 2026-03-09T07:59:59, false",
        "08:00, 18:00, 2026-03-09T18:00, false",
        "08:00, 18:00, 2026-03-14T12:00, false",
        "22:00, 06:00, 2026-03-09T23:00, true",
        "22:00, 06:00, 2026-03-09T05:00, false",
        "22:00, 06:00, 2026-03-14T05:59, true",
        "22:00, 06:00, 2026-03-14T06:00, false",
        "00:00, 00:00, 2026-03-13T23:59, true",
        "00:00, 00:00, 2026-03-14T00:00, false",
    })
    void holdFromTheirStartToTheirEnd(LocalTime from, LocalTime to, LocalDateTime at, boolean inside) {
        assertThat(new WorkingHours(WEEK, from, to).contain(millis(at), ZONE)).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "2026-03-09T07:00, 2026-03-09T09:00, 2026-03-09T08:00, 2026-03-09T09:00",
                "2026-03-09T17:00, 2026-03-10T09:00, 2026-03-09T17:00, 2026-03-09T18:00",
                "2026-03-09T18:00, 2026-03-10T09:00, 2026-03-10T08:00, 2026-03-10T09:00",
                "2026-03-13T18:00, 2026-03-16T07:00, none, none",
                "2026-03-09T09:00, 2026-03-09T10:00, 2026-03-09T09:00, 2026-03-09T10:00",
            })
    void theirFirstStretchWithinASpan(LocalDateTime from, LocalDateTime to, LocalDateTime start, LocalDateTime end) {
        var found =
                new WorkingHours(WEEK, LocalTime.of(8, 0), LocalTime.of(18, 0)).first(millis(from), millis(to), ZONE);
        if (start == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).contains(new WorkingHours.Span(millis(start), millis(end)));
        }
    }

    private static long millis(LocalDateTime time) {
        return ZonedDateTime.of(time, ZONE).toInstant().toEpochMilli();
    }
}
