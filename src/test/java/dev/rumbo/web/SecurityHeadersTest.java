package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecurityHeadersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://tile.openstreetmap.org/{z}/{x}/{y}.png | https://tile.openstreetmap.org",
                "https://{s}.tiles.example:8443/{z}/{x}/{y}.png | https://*.tiles.example:8443",
                "/tiles/{z}/{x}/{y}.png | ''",
                "none | ''"
            })
    void onlyTheTilesOriginIsAllowed(String tileUrl, String origin) {
        assertThat(SecurityHeaders.origin(tileUrl)).isEqualTo(origin);
    }
}
