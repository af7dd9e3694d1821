package dev.rumbo.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinateTest {

    @ParameterizedTest
    @CsvSource({
        " 12.3456789,    -98.7654321,   123456789,  -987654321",
        "-34.90580004,   -56.19134996, -349058000,  -561913500",
        " 90,             180,          900000000,  1800000000",
        "-90,            -180,         -900000000, -1800000000",
        "  0.00000005,     0,                   1,           0",
        " -0.00000005,     0,                   0,           0",
    })
    void degreesAreRoundedHalfUpToATenMillionth(double latitude, double longitude, int latitudeE7, int longitudeE7) {
        Coordinate coordinate = Coordinate.ofDegrees(latitude, longitude);

        assertThat(coordinate).isEqualTo(new Coordinate(latitudeE7, longitudeE7));
        assertThat(coordinate.latitude()).isEqualTo(latitudeE7 / 1e7);
        assertThat(coordinate.longitude()).isEqualTo(longitudeE7 / 1e7);
    }

    @ParameterizedTest
    @CsvSource({
        " 900000001,           0, 90.0000001",
        "-900000001,           0, -90.0000001",
        "         0,  1800000001, 180.0000001",
        "         0, -1800000001, -180.0000001",
    })
    void whatIsNotOnEarthIsRefusedWithItsDegrees(int latitudeE7, int longitudeE7, String told) {
        assertThatThrownBy(() -> new Coordinate(latitudeE7, longitudeE7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("was " + told);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 180.0000000001, -181})
    void degreesThatAreNoneAreRefusedBeforeTheyAreRounded(double degrees) {
        assertThatThrownBy(() -> Coordinate.ofDegrees(0, degrees)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Coordinate.ofDegrees(degrees, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
