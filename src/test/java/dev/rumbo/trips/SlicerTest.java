package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** A trip that is merged of two has the quarters of both, whatever lies between them. */
    @Test
    void theQuartersOfAnotherTripAreAddedToTheOnesOfTheSameTime() {
        Slicer slicer = new Slicer(0, 3 * QUARTER);
        slicer.driving(0, QUARTER, 1_000);
        slicer.unknown(QUARTER, 2 * QUARTER, 50);
        slicer.add(new Trip.Slice(2 * QUARTER, 7_000, 3_000, 500, 300, 100, 1_200));
        slicer.add(new Trip.Slice(2 * QUARTER, 0, 0, 0, 0, 0, 900));
        assertThat(slicer.slices())
                .containsExactly(
                        new Trip.Slice(0, 1_000_000, 0, 900, 0, 0, 0),
                        new Trip.Slice(QUARTER, 0, 50_000, 0, 0, 900, 0),
                        new Trip.Slice(2 * QUARTER, 7_000, 3_000, 500, 300, 100, 1_200));
    }

    /** Legs come in any order and end where quarters do. */
    @Test
    void aLegIsOfTheQuarterThatHoldsIt() {
        Slicer slicer = new Slicer(0, 2 * QUARTER);
        slicer.idle(QUARTER, 2 * QUARTER, 3);
        slicer.driving(0, QUARTER, 5);
        slicer.driving(QUARTER, QUARTER, 1_000);
        slicer.speed(QUARTER, 800);
        slicer.speed(QUARTER - 1, 600);
        assertThat(slicer.slices())
                .containsExactly(
                        new Trip.Slice(0, 5_000, 0, 900, 0, 0, 600), new Trip.Slice(QUARTER, 3_000, 0, 0, 900, 0, 800));
    }

    @ParameterizedTest(name = "{0} ms driving, {1} idle, {2} unknown")
    @CsvSource({
        "1500, 1500, 0,    2, 1, 0",
        "1500, 0, 1500,    2, 0, 1",
        "0, 1500, 1500,    0, 2, 1",
        "1400, 1600, 0,    1, 2, 0",
        "1600, 1700, 1700, 1, 2, 2",
        "999, 1, 0,        1, 0, 0",
        "400, 0, 0,        0, 0, 0",
        "500, 0, 0,        1, 0, 0",
    })
    void theKindThatIsOwedMostGetsTheSecond(
            long driving, long idle, long unknown, int drivingSeconds, int idleSeconds, int unknownSeconds) {
        Slicer slicer = new Slicer(0, driving + idle + unknown);
        slicer.driving(0, driving, 0);
        slicer.idle(driving, driving + idle, 0);
        slicer.unknown(driving + idle, driving + idle + unknown, 0);
        assertThat(slicer.slices())
                .containsExactly(new Trip.Slice(0, 0, 0, drivingSeconds, idleSeconds, unknownSeconds, 0));
    }

    /** Half seconds that one quarter took too many, the next has fewer. */
    @Test
    void whatIsOwedIsOwedToTheNextQuarter() {
        Slicer slicer = new Slicer(QUARTER - 1_000, QUARTER + 1_000);
        slicer.driving(QUARTER - 1_000, QUARTER - 400, 0);
        slicer.idle(QUARTER - 400, QUARTER + 200, 0);
        slicer.driving(QUARTER + 200, QUARTER + 1_000, 0);
        assertThat(slicer.slices())
                .containsExactly(new Trip.Slice(0, 0, 0, 1, 0, 0, 0), new Trip.Slice(QUARTER, 0, 0, 0, 1, 0, 0));
    }
}
