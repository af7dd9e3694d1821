package dev.rumbo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Geodesy;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the circle that hides a zone lies. */
class CircleTest {

    private static final String SECRET = "00112233445566778899aabbccddeeff";
    private static final Coordinate HOME = new Coordinate(-349_058_123, -561_913_456);

    @Test
    void coversTheWholeZoneWhereverThatIs() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Zone zone = new Zone(
                    "z",
                    "Home",
                    Coordinate.ofDegrees(random.nextDouble() * 160 - 80, random.nextDouble() * 360 - 180),
                    100 + random.nextInt(1_901));
            Circle circle = Circle.around(zone, secret(random));
            double apart = Geodesy.meters(zone.center(), circle.center());
            int reach = Circle.offsetMeters(zone.radiusMeters());
            assertThat(apart).as("offset of %s", zone).isLessThanOrEqualTo(reach + 1.0);
            assertThat(circle.radiusMeters()).isEqualTo(zone.radiusMeters() + reach + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "199, 100", "200, 200", "399, 200", "800, 800", "1599, 800", "2000, 1600"})
    void theOffsetIsAtLeastHalfTheRadius(int radius, int reach) {
        assertThat(Circle.offsetMeters(radius)).isEqualTo(reach);
    }

    @Test
    void aZoneThatIsSetAgainOrWidenedALittleIsHiddenByTheSameCircle() {
        Coordinate first =
                Circle.around(new Zone("a", "Home", HOME, 200), SECRET).center();
        assertThat(Circle.around(new Zone("b", "Again", HOME, 200), SECRET).center())
                .isEqualTo(first);
        assertThat(Circle.around(new Zone("c", "Wider", HOME, 390), SECRET).center())
                .isEqualTo(first);
    }

    @Test
    void driversDoNotShareAnOffset() {
        assertThat(Circle.around(new Zone("a", "Home", HOME, 200), "ff".repeat(32))
                        .center())
                .isNotEqualTo(
                        Circle.around(new Zone("a", "Home", HOME, 200), SECRET).center());
    }

    private static String secret(Random random) {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }
}
