package dev.rumbo.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.trips.Trip;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 10 March 2026 is a Tuesday; Montevideo is three hours behind UTC. */
class HabitsTest {

    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final LocalDate DAY = LocalDate.of(2026, 3, 10);

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-10T12:00:00Z | 2026-03-10T13:00:00Z | Tue 9 3600 | 0",
                "2026-03-10T12:30:00Z | 2026-03-10T13:30:00Z | Tue 9 1800, Tue 10 1800 | 0",
                "2026-03-11T00:30:00Z | 2026-03-11T01:30:00Z | Tue 21 1800, Tue 22 1800 | 1800",
                "2026-03-10T08:30:00Z | 2026-03-10T09:30:00Z | Tue 5 1800, Tue 6 1800 | 1800",
                "2026-03-11T02:30:00Z | 2026-03-11T03:30:00Z | Tue 23 1800 | 1800",
                "2026-03-10T02:30:00Z | 2026-03-10T03:30:00Z | Tue 0 1800 | 1800",
            })
    void drivingFallsIntoLocalHoursOfTheDaysAskedFor(String start, String end, String cells, long night) {
        DrivingPattern pattern = DrivingPattern.of(List.of(SampleTrips.of(start, end, 60_000)), ZONE, DAY, DAY);
        List<String> driven = new ArrayList<>();
        for (int day = 0; day < 7; day++) {
            for (int hour = 0; hour < 24; hour++) {
                long seconds = pattern.cells().get(day).get(hour).drivingSeconds();
                if (seconds > 0) {
                    driven.add((day == 1 ? "Tue " : day + " ") + hour + " " + seconds);
                }
            }
        }
        assertThat(String.join(", ", driven)).isEqualTo(cells);
        assertThat(pattern.night().drivingSeconds()).isEqualTo(night);
    }

    @Test
    void hoursAndWeekdaysSumToTheSame() {
        List<Trip> trips = List.of(
                SampleTrips.of("2026-03-10T12:10:00Z", "2026-03-10T14:55:00Z", 90_000),
                SampleTrips.of("2026-03-11T20:00:00Z", "2026-03-11T20:20:00Z", 9_000));
        DrivingPattern pattern = DrivingPattern.of(trips, ZONE, DAY, DAY.plusDays(1));
        long byDay = 0;
        for (int day = 0; day < 7; day++) {
            byDay += pattern.ofWeekday(day).drivingSeconds();
        }
        long byHour = 0;
        for (int hour = 0; hour < 24; hour++) {
            byHour += pattern.ofHour(hour).drivingSeconds();
        }
        assertThat(byDay).isEqualTo(byHour).isEqualTo((165 + 20) * 60);
        assertThat(DrivingPattern.longest(trips)).contains(trips.get(0));
    }

    @Test
    void placesComeTheMostVisitedFirst() {
        List<Trip> trips = List.of(
                SampleTrips.of(SampleTrips.place("home", 0), SampleTrips.place("work", 0), 1),
                SampleTrips.of(SampleTrips.place("work", 0), SampleTrips.place("home", 40), 1),
                SampleTrips.of(SampleTrips.place("work", 0), SampleTrips.place("home", -40), 1));
        assertThat(Destinations.visited(trips))
                .extracting(Destinations.Place::arrivals)
                .containsExactly(2, 1);
    }
}
