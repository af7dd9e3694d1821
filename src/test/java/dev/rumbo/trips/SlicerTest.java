package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlicerTest {

    private static final long QUARTER = 900_000;

    @Test
    void aLegAcrossAQuarterHourIsSharedOutByTime() {
        Slicer slicer = new Slicer(QUARTER - 100_000, QUARTER + 300_000);
        slicer.driving(QUARTER - 100_000, QUARTER + 300_000, 400);
        assertThat(slicer.slices())
                .containsExactly(
                        new Trip.Slice(0, 100_000, 0, 100, 0, 0, 0), new Trip.Slice(QUARTER, 300_000, 0, 300, 0, 0, 0));
    }

    @Test
    void theThreeKindsOfSecondsAddUpHoweverTheyRound() {
        Slicer slicer = new Slicer(0, 4_501);
        slicer.driving(0, 1_500, 10);
        slicer.idle(1_500, 3_000, 0);
        slicer.unknown(3_000, 4_501, 20);
        Trip.Slice slice = slicer.slices().get(0);
        assertThat(List.of(slice.drivingSeconds(), slice.idleSeconds(), slice.unknownSeconds()))
                .containsExactlyInAnyOrder(2, 1, 2);
        assertThat(slice.unknownMillimeters()).isEqualTo(20_000);
    }

    @Test
    void distancesRoundWhereTheyAreCumulated() {
        Slicer slicer = new Slicer(0, 3 * QUARTER);
        slicer.driving(0, 3 * QUARTER, 0.010);
        assertThat(slicer.slices().stream().map(Trip.Slice::distanceMillimeters))
                .containsExactly(3L, 4L, 3L);
    }

    @Test
    void whatEndsOnAQuarterHourHasNoSliceAfterIt() {
        Slicer slicer = new Slicer(0, QUARTER);
        slicer.driving(0, QUARTER, 0);
        slicer.speed(QUARTER, 700);
        assertThat(slicer.slices()).containsExactly(new Trip.Slice(0, 0, 0, 900, 0, 0, 700));
    }

    @Test
    void beforeTheEpochQuartersCountBackward() {
        Slicer slicer = new Slicer(-1_000, 1_000);
        slicer.driving(-1_000, 1_000, 2);
        assertThat(slicer.slices())
                .containsExactly(new Trip.Slice(-QUARTER, 1000, 0, 1, 0, 0, 0), new Trip.Slice(0, 1000, 0, 1, 0, 0, 0));
    }
}
