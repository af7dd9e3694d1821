package dev.rumbo.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveUpgradeCheckTest {

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        ", localhost:8080, false",
        "http://localhost:8080, localhost:8080, false",
        "https://Rumbo.example, rumbo.example, false",
        "https://evil.example, rumbo.example, true",
        "http://localhost:9090, localhost:8080, true",
        "null, rumbo.example, true",
        "https://rumbo.example.evil.example, rumbo.example, true"
    })
    void aSocketFromAnotherSiteIsForeign(String origin, String host, boolean foreign) {
        assertThat(LiveUpgradeCheck.isForeign(origin, host)).isEqualTo(foreign);
    }
}
