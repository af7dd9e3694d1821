package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.geo.Coordinate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TownsTest {

    @ParameterizedTest
    @CsvSource({
        "-34.9058, -56.1913, Montevideo",
        "37.3898824, -122.0839925, Mountain View",
        "33.986225, -6.725523, Salé Al Jadida",
        "34.02, -6.83, Rabat",
        "78.2232, 15.6267, Longyearbyen",
        "-16.7880, 179.99, ''",
        "-30.0, -100.0, ''",
        "90, 0, ''"
    })
    void thePlaceIsNamedAfterItsTown(double latitude, double longitude, String town) {
        assertThat(new Towns().near(Coordinate.ofDegrees(latitude, longitude))).isEqualTo(town);
    }
}
