package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpeedsTest {

    /** A ten-thousandth of a degree of latitude at the equator, in metres. */
    private static final double STEP_METERS = 11.057;

    @Test
    void aReportedSpeedStands() {
        assertThat(Speeds.of(northward(10, 1_000, 700)).at(5)).isEqualTo(7);
    }

    @Test
    void aPhoneThatReportsNoneIsJudgedByItsWay() {
        assertThat(Speeds.of(northward(60, 1_000, Position.ABSENT)).at(30)).isCloseTo(STEP_METERS, within(0.05));
    }

    @Test
    void acrossASilenceNobodyKnows() {
        Speeds speeds = Speeds.of(northward(3, 61_000, 700));
        assertThat(speeds.mean(0, 1)).isNaN();
    }

    @Test
    void aSilenceKeepsBothItsEndsAndItsSpeedUnknown() {
        Track track = Track.of(IntStream.range(0, 200)
                .mapToObj(i -> at(i * 1_000L + (i < 100 ? 0 : 90_000), i, 700))
                .toList());
        List<List<Number>> run = new RouteLine(track, Speeds.of(track))
                .runs(1_000, Optional.empty())
                .get(0);
        assertThat(run).extracting(point -> point.get(3)).containsExactly(0L, 99L, 190L, 289L);
        assertThat(run).extracting(point -> point.get(2)).containsExactly(7.0, null, 7.0, 7.0);
    }

    @Test
    void theProfileKeepsTheTopSpeedOfEachBucketAndLeavesSilencesOut() {
        Track track = Track.of(List.of(at(0, 0, 500), at(1_000, 1, 2_500), at(2_000, 2, 900), at(120_000, 3, 100)));
        Profile profile = Profile.of(track, Speeds.of(track), 10);
        assertThat(profile.seconds()).containsExactly(0L, 120L);
        assertThat(profile.speeds()).containsExactly(25.0, 1.0);
        assertThat(profile.altitudes()).containsExactly(null, null);
    }

    @Test
    void theAxisOfTheHistogramLeavesRoomForItsUnit() {
        assertThat(labels(3_500)).containsExactly(0, 10, 20);
        assertThat(labels(12_500)).containsExactly(0, 20, 40, 60, 80, 100);
        assertThat(labels(300)).containsExactly(0);
    }

    /** The limits that are written, of a drive that was once as fast as this. */
    private static List<Integer> labels(int speedKmhHundredths) {
        int speed = Math.round(speedKmhHundredths / 3.6f);
        return SpeedHistogram.of(northward(3, 1_000, speed), Units.KILOMETERS).bands().stream()
                .filter(SpeedHistogram.Band::labelled)
                .map(SpeedHistogram.Band::from)
                .toList();
    }

    private static Track northward(int count, long everyMillis, int speed) {
        return Track.of(IntStream.range(0, count)
                .mapToObj(i -> at(i * everyMillis, i, speed))
                .toList());
    }

    private static Position at(long millis, int step, int speed) {
        return new Position(millis, step * 1_000, 0, speed, Position.ABSENT, Position.ABSENT, Position.ABSENT);
    }
}
