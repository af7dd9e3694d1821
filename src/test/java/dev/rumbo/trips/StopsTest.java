package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.geo.Coordinate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopsTest {

    private static final Coordinate HOME = new Coordinate(1, 1);
    private static final Coordinate WORK = new Coordinate(2, 2);
    private static final Reason SILENCE = new Reason(Reason.Rule.SILENCE, 300, 900, 10, 20);

    private final Position first = Position.of(Instant.ofEpochMilli(0), HOME);
    private final Position last = Position.of(Instant.ofEpochMilli(100), WORK);

    @Test
    void liesBeforeBetweenAndAfterSegments() {
        Segment there = gap(10, 20, HOME, WORK);
        Segment back = gap(50, 60, WORK, HOME);
        assertThat(Stops.all("d1", List.of(there, back), first, last))
                .containsExactly(
                        new Stop("d1", 0, 10, HOME, Reason.dataEdge(0), SILENCE),
                        new Stop("d1", 20, 50, WORK, SILENCE, SILENCE),
                        new Stop("d1", 60, 100, HOME, SILENCE, Reason.dataEdge(100)));
    }

    @Test
    void isLeftOutWhereOneSegmentBeginsAsTheOtherEnds() {
        assertThat(Stops.between(gap(0, 50, HOME, WORK), gap(50, 100, WORK, HOME)))
                .isEmpty();
        assertThat(Stops.before(first, gap(0, 50, HOME, WORK))).isEmpty();
        assertThat(Stops.after(gap(50, 100, HOME, WORK), last)).isEmpty();
    }

    @Test
    void isTheWholeTimeOfADeviceThatNeverMoved() {
        assertThat(Stops.all("d1", List.of(), first, last))
                .containsExactly(new Stop("d1", 0, 100, HOME, Reason.dataEdge(0), Reason.dataEdge(100)));
    }

    private static Gap gap(long start, long end, Coordinate from, Coordinate to) {
        return new Gap("d1", start, end, from, to, 1, SILENCE, SILENCE);
    }
}
