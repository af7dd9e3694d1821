package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.trips.Barriers.Barrier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a track may be cut, and what decided it. Drawings: {@link DrawnTrack}. */
class BarriersTest {

    private static final TripRules RULES = TripRules.DEFAULT;

    @Test
    void everyFullHourInOnePlaceIsOneAndNamesThePositionsThatShowIt() {
        Track track = DrawnTrack.of("""
                start 08:10 every 7 s
                stay 195 min
                """);

        List<Barrier> barriers = Barriers.of(RULES, track, true, true);

        assertThat(barriers).extracting(barrier -> time(track, barrier)).containsExactly("09:00", "10:00", "11:00");
        assertThat(barriers).allSatisfy(barrier -> {
            Reason reason = barrier.reason(RULES);
            assertThat(reason.rule()).isEqualTo(Reason.Rule.DWELL);
            assertThat(reason.threshold()).isEqualTo(RULES.barrierDwellSeconds());
            assertThat(reason.value()).isEqualTo((reason.toMillis() - reason.fromMillis()) / 1000.0);
            assertThat(reason.fromMillis()).isBetween(barrier.fromMillis(), barrier.fromMillis() + 7_000);
            assertThat(reason.toMillis()).isBetween(barrier.toMillis() - 7_000, barrier.toMillis());
            for (long decided : List.of(reason.fromMillis(), reason.toMillis())) {
                assertThat(track.timeMillis(track.indexOf(decided))).isEqualTo(decided);
            }
        });
    }

    /** Half of the window is enough, and no less. */
    @Test
    void whereTheDeviceReportsForTooShortATimeThereIsNone() {
        assertThat(barriers("start 08:45 every 5 s", "stay 35 min")).isEqualTo(1);
        assertThat(barriers("start 08:55 every 5 s", "stay 14 min")).isZero();
        assertThat(barriers("start 08:50 every 300 s", "stay 25 min")).isEqualTo(1);
        assertThat(barriers("start 08:50 every 420 s", "stay 28 min")).isZero();
    }

    @Test
    void whereTheDeviceMovesThereIsNone() {
        assertThat(barriers("start 08:30 every 5 s", "drive 90 m 60 min")).isEqualTo(1);
        assertThat(barriers("start 08:30 every 5 s", "drive 240 m 60 min")).isZero();
        assertThat(barriers("start 08:30 every 5 s", "drive 240 m 60 min 0")).isZero();
        assertThat(barriers("start 08:30 every 5 s", "stay 25 min", "inexact 900 m", "stay 35 min"))
                .isEqualTo(1);
    }

    @Test
    void aSilenceOfMoreThanAnHourIsOne() {
        Track track = DrawnTrack.of("""
                start 08:10 every 5 s
                drive 6 km 10 min
                silence 61 min
                drive 6 km 10 min
                """);

        List<Barrier> barriers = Barriers.of(RULES, track, true, true);

        assertThat(barriers).hasSize(1);
        Reason reason = barriers.get(0).reason(RULES);
        assertThat(reason.rule()).isEqualTo(Reason.Rule.SILENCE);
        assertThat(reason.threshold()).isEqualTo(3600);
        assertThat(reason.value()).isEqualTo(3665);
        assertThat(reason.toMillis()).isEqualTo(track.timeMillis(barriers.get(0).index()));
        assertThat(barriers("start 08:10 every 5 s", "drive 6 km 10 min", "silence 59 min", "drive 6 km 10 min"))
                .isZero();
    }

    /** What lies outside the track could still undo it. */
    @Test
    void nearTheEdgeOfAWindowItIsNotCertain() {
        Track track = DrawnTrack.of("""
                start 08:41 every 5 s
                stay 38 min
                """);
        assertThat(Barriers.of(RULES, track, true, true)).hasSize(1);
        assertThat(Barriers.of(RULES, track, false, true)).isEmpty();
        assertThat(Barriers.of(RULES, track, true, false)).isEmpty();
    }

    private static int barriers(String... drawing) {
        return Barriers.of(RULES, DrawnTrack.of(String.join("\n", drawing)), true, true)
                .size();
    }

    private static String time(Track track, Barrier barrier) {
        return Instant.ofEpochMilli(track.timeMillis(barrier.index()))
                .toString()
                .substring(11, 16);
    }
}
