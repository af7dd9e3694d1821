package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The outline that stands in for tiles. */
class CoastlineTest {

    private static final int HALF_ROUND = 180 * 100;

    /** Leaflet draws such a step as a line across the whole map. */
    @Test
    void noLineGoesTheLongWayRoundTheEarth() throws IOException {
        int[][] lines = new ObjectMapper()
                .readValue(
                        Path.of("src/main/resources/META-INF/resources/map/coastline.json")
                                .toFile(),
                        int[][].class);

        assertThat(lines).isNotEmpty();
        for (int[] line : lines) {
            for (int step = 3; step < line.length; step += 2) {
                assertThat(line[step]).isBetween(-HALF_ROUND, HALF_ROUND);
            }
        }
    }
}
