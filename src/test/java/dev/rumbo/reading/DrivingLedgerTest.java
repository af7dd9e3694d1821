package dev.rumbo.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.trips.Trip;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrivingLedgerTest {

    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no driving                | '' | ''",
                "one drive                 | 08:00-09:00 | 10 08:00-09:00 drives 60 breaks 0/0 stretch 60",
                "a halt is no break        | 08:00-09:00 09:14-10:00 | 10 08:00-10:00 drives 106 breaks 0/0 stretch 106",
                "a short break             | 08:00-09:00 09:15-10:00 | 10 08:00-10:00 drives 105 breaks 1/15 stretch 105",
                "a full break              | 08:00-09:00 09:45-10:00 | 10 08:00-10:00 drives 75 breaks 1/45 stretch 60",
                "a break in two parts      | 08:00-10:00 10:15-12:00 12:30-13:00 | 10 08:00-13:00 drives 255 breaks 2/45 stretch 225",
                "two parts the wrong way   | 08:00-10:00 10:30-12:00 12:15-13:00 | 10 08:00-13:00 drives 255 breaks 2/45 stretch 255",
                "the break is due          | 08:00-13:00 | 10 08:00-13:00 drives 300 breaks 0/0 stretch 300 due 12:30",
                "due with halts            | 08:00-12:00 12:10-13:00 | 10 08:00-13:00 drives 290 breaks 0/0 stretch 290 due 12:40",
                "nine hours are full       | 06:00-10:00 10:45-14:45 15:30-17:00 | 10 06:00-17:00 drives 570 breaks 2/90 stretch 240 full 16:30",
                "over midnight             | 22:00-27:00 | 10 22:00-00:00 drives 120 breaks 0/0 stretch 120, 11 00:00-03:00 drives 180 breaks 0/0 stretch 300 due 02:30",
                "a night ends the stretch  | 20:00-23:00 32:00-34:00 | 10 20:00-23:00 drives 180 breaks 0/0 stretch 180, 11 08:00-10:00 drives 120 breaks 0/0 stretch 120",
            })
    void theDaysAreToldWithTheirBreaksAndMarks(String name, String drives, String expected) {
        List<Trip> trips = drives.isBlank()
                ? List.of()
                : Arrays.stream(drives.split(" ")).map(DrivingLedgerTest::trip).toList();
        assertThat(DrivingLedger.of(trips, UTC, LocalDate.parse("2026-03-10"), LocalDate.parse("2026-03-11")).stream()
                        .map(DrivingLedgerTest::told)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(expected);
    }

    /** Hours beyond 24 are of the next day. */
    private static Trip trip(String span) {
        String[] ends = span.split("-");
        return SampleTrips.of(at(ends[0]), at(ends[1]), 1_000);
    }

    private static String at(String time) {
        int hours = Integer.parseInt(time.substring(0, 2));
        return Instant.parse("2026-03-10T00:00:00Z")
                .plusSeconds(hours * 3_600L + Integer.parseInt(time.substring(3)) * 60L)
                .toString();
    }

    private static String told(DrivingLedger.Day day) {
        return "%d %s-%s drives %d breaks %d/%d stretch %d%s%s"
                .formatted(
                        day.date().getDayOfMonth(),
                        clock(day.firstStartMillis()),
                        clock(day.lastEndMillis()),
                        day.drivingSeconds() / 60,
                        day.breakCount(),
                        day.breakSeconds() / 60,
                        day.longestStretchSeconds() / 60,
                        mark(" due ", day.breakDueMillis()),
                        mark(" full ", day.dayFullMillis()));
    }

    private static String mark(String word, OptionalLong millis) {
        return millis.isPresent() ? word + clock(millis.getAsLong()) : "";
    }

    private static String clock(long millis) {
        return Instant.ofEpochMilli(millis).toString().substring(11, 16);
    }
}
