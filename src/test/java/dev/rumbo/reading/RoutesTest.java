package dev.rumbo.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "the same drive                  | home 0 work 0 10000 | home 0 work 0 10000 | true",
                "another parking space           | home 0 work 0 10000 | home 250 work 250 10000 | true",
                "the next quarter                | home 0 work 0 10000 | home 0 work 350 10000 | false",
                "a little longer                 | home 0 work 0 10000 | home 0 work 0 11700 | true",
                "another way                     | home 0 work 0 10000 | home 0 work 0 12000 | false",
                "the way back                    | home 0 work 0 10000 | work 0 home 0 10000 | false",
            })
    void drivesGoTheSameWay(String name, String one, String other, boolean same) {
        assertThat(Routes.same(trip(one), trip(other))).isEqualTo(same);
        assertThat(Routes.same(trip(other), trip(one))).isEqualTo(same);
    }

    @Test
    void routesComeTheMostDrivenFirstThenTheLongest() {
        List<Routes.Route> routes = Routes.group(List.of(
                trip("home 0 work 0 10000"),
                trip("work 0 home 0 10000"),
                trip("home 0 shop 0 2000"),
                trip("home 50 work 0 10100"),
                trip("home 0 work 20 12000")));
        assertThat(routes.stream()
                        .map(route -> route.count() + " of " + route.medianMillimeters() / 1_000 + " m")
                        .collect(Collectors.joining(", ")))
                .isEqualTo("2 of 10000 m, 1 of 12000 m, 1 of 10000 m, 1 of 2000 m");
    }

    /** {@code from metres-north to metres-north length}. */
    private static dev.rumbo.trips.Trip trip(String text) {
        String[] parts = text.strip().split(" ");
        return SampleTrips.of(
                SampleTrips.place(parts[0], Integer.parseInt(parts[1])),
                SampleTrips.place(parts[2], Integer.parseInt(parts[3])),
                Long.parseLong(parts[4]));
    }
}
