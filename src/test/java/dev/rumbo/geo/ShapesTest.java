package dev.rumbo.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.geo.Shapes.Run;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShapesTest {

    @Test
    void aStraightLineKeepsItsEnds() {
        int[] latitudes = {0, 0, 0, 0, 0};
        int[] longitudes = {0, 1000, 2000, 3000, 4000};
        assertThat(Shapes.simplify(latitudes, longitudes, 1)).containsExactly(0, 4);
    }

    @Test
    void aCornerStaysAndAWobbleBelowTheToleranceGoes() {
        int[] latitudes = {0, 100, 0, 0, 50_000};
        int[] longitudes = {0, 50_000, 100_000, 150_000, 150_000};
        assertThat(Shapes.simplify(latitudes, longitudes, 5)).containsExactly(0, 3, 4);
    }

    @Test
    void across180thMeridianALineIsStraight() {
        int[] latitudes = {0, 0, 0};
        int[] longitudes = {1_799_990_000, -1_799_999_000, -1_799_990_000};
        assertThat(Shapes.simplify(latitudes, longitudes, 1)).containsExactly(0, 2);
    }

    @Test
    void fewOrEqualPositionsAreFine() {
        assertThat(Shapes.simplify(new int[0], new int[0], 1)).isEmpty();
        assertThat(Shapes.simplify(new int[] {7}, new int[] {7}, 1)).containsExactly(0);
        assertThat(Shapes.simplify(new int[] {7, 7, 7}, new int[] {7, 7, 7}, 1)).containsExactly(0, 2);
    }

    /** However long and winding: whatever is left out lies within the tolerance of what is drawn. */
    @Test
    void nothingLeftOutLiesFurtherOffThanTheTolerance() {
        int size = 28_800;
        int[] latitudes = new int[size];
        int[] longitudes = new int[size];
        Random random = new Random(1);
        double heading = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < size; i++) {
            heading += random.nextGaussian() * 0.1;
            x += 1000 * Math.sin(heading);
            y += 1000 * Math.cos(heading);
            latitudes[i] = (int) y;
            longitudes[i] = (int) x;
        }
        int[] kept = Shapes.simplify(latitudes, longitudes, 10);
        assertThat(kept.length).isLessThan(size / 3);
        for (int k = 1; k < kept.length; k++) {
            assertThat(kept[k]).isGreaterThan(kept[k - 1]);
            for (int i = kept[k - 1]; i <= kept[k]; i++) {
                assertThat(offMeters(latitudes, longitudes, kept[k - 1], kept[k], i))
                        .isLessThan(10.1);
            }
        }
    }

    @Test
    void onlyLegsThatTouchTheBoxAreKept() {
        int[] latitudes = {0, 0, 0, 0, 0, 0};
        int[] longitudes = {0, 100, 200, 300, 400, 500};
        assertThat(Shapes.clip(latitudes, longitudes, new Box(-10, 210, 10, 290)))
                .containsExactly(new Run(2, 3));
        assertThat(Shapes.clip(latitudes, longitudes, new Box(10, 0, 20, 500))).isEmpty();
        assertThat(Shapes.clip(latitudes, longitudes, new Box(-10, -10, 10, 600)))
                .containsExactly(new Run(0, 5));
    }

    @Test
    void aRouteThatLeavesAndReturnsGivesTwoRuns() {
        int[] latitudes = {0, 0, 100, 100, 0, 0};
        int[] longitudes = {0, 100, 100, 300, 300, 400};
        assertThat(Shapes.clip(latitudes, longitudes, new Box(-50, 0, 50, 400)))
                .containsExactly(new Run(0, 2), new Run(3, 5));
    }

    @Test
    void aBoxMaySpanThe180thMeridian() {
        int[] latitudes = {0, 0, 0};
        int[] longitudes = {1_799_999_900, -1_799_999_900, -1_799_000_000};
        Box box = new Box(-10, 1_799_999_950, 10, -1_799_999_950);
        assertThat(Shapes.clip(latitudes, longitudes, box)).containsExactly(new Run(0, 1));
    }

    @Test
    void aBoxIsNotUpsideDown() {
        assertThatThrownBy(() -> new Box(10, 0, -10, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("south must not exceed north, was 10 > -10");
    }

    private static double offMeters(int[] latitudes, int[] longitudes, int from, int to, int i) {
        double ax = longitudes[from];
        double ay = latitudes[from];
        double dx = longitudes[to] - ax;
        double dy = latitudes[to] - ay;
        double px = longitudes[i] - ax;
        double py = latitudes[i] - ay;
        double length = dx * dx + dy * dy;
        double t = length == 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length));
        return Math.hypot(px - t * dx, py - t * dy) * 0.01113;
    }
}
