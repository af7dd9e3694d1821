package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rumbo.geo.Coordinate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts as a trip, a stop or a gap. Drawings: {@link DrawnTrack}. */
class TripDetectorTest {

    private final TripDetector detector = new TripDetector(TripRules.DEFAULT);

    @Test
    void aDriveBetweenTwoStays() {
        assertTimeline("""
                start 08:00 every 5 s
                stay 20 min
                drive 12 km 15 min
                stay 30 min
                """, """
                STOP 08:00–08:20
                TRIP 08:20–08:35 12.0 km
                STOP 08:35–09:04
                """);
    }

    @Test
    void aDriveThatIsNotOverIsOpen() {
        assertTimeline("""
                start 08:00 every 5 s
                stay 20 min
                drive 12 km 15 min
                """, """
                STOP 08:00–08:20
                TRIP 08:20–08:34 11.9 km open
                """);
    }

    @Test
    void aPhoneThatLiesStillAndReportsMakesNoTrip() {
        assertTimeline("""
                start 08:00 every 60 s
                stay 30 h
                """, """
                STOP 08:00–13:59
                """);
    }

    @Test
    void aPhoneThatFallsSilentWhereItParksIsParkedThere() {
        assertTimeline("""
                start 08:00 every 5 s
                drive 12 km 15 min
                silence 9 h
                drive 12 km 15 min 270
                """, """
                TRIP 08:00–08:14 11.9 km
                STOP 08:14–17:15
                TRIP 17:15–17:29 11.9 km open
                """);
    }

    @Test
    void aTunnelIsPartOfTheTrip() {
        assertTimeline("""
                start 08:00 every 5 s
                drive 12 km 10 min
                silence 3 min
                moved 3 km
                drive 12 km 10 min
                stay 30 min
                """, """
                TRIP 08:00–08:23 27.0 km
                STOP 08:23–08:52
                """);
    }

    @Test
    void aSilenceDrivenThroughIsPartOfTheTripAndCountedApart() {
        assertTimeline("""
                start 08:00 every 5 s
                drive 12 km 10 min
                silence 30 min
                moved 40 km
                drive 12 km 10 min
                stay 30 min
                """, """
                TRIP 08:00–08:50 23.9 km + 40.1 km unknown
                STOP 08:50–09:19
                """);
    }

    @Test
    void hoursOfSilenceDrivenThroughAreATripOfUnknownPath() {
        assertTimeline("""
                start 08:00 every 5 s
                stay 30 min
                silence 2 h
                moved 200 km
                stay 30 min
                """, """
                STOP 08:00–08:29
                TRIP 08:29–10:30 0.0 km + 200.0 km unknown
                STOP 10:30–10:59
                """);
    }

    @Test
    void foundElsewhereAfterANightOfSilenceIsAGap() {
        assertTimeline("""
                start 20:00 every 5 s
                stay 30 min
                silence 10 h
                moved 5 km
                stay 30 min
                """, """
                STOP 20:00–20:29
                GAP 20:29–06:30 5.0 km
                STOP 06:30–06:59
                """);
    }

    @Test
    void foundElsewhereByTwoLonelyPositionsIsAGap() {
        assertTimeline("""
                start 08:00 every 5 s
                stay 20 min
                silence 3 min
                moved 1 km
                stay 20 min
                """, """
                STOP 08:00–08:19
                GAP 08:19–08:23 1.0 km
                STOP 08:23–08:42
                """);
    }

    @Test
    void walkingToAnotherStopIsNoTripButAChangeOfPlace() {
        assertTimeline("""
                start 08:00 every 5 s
                stay 20 min
                walk 400 m 5 min
                stay 20 min
                """, """
                STOP 08:00–08:20
                GAP 08:20–08:23 0.3 km
                STOP 08:23–08:44
                """);
    }

    @Test
    void aCrawlThroughTownInSilenceIsDrivenThrough() {
        assertTimeline("""
                start 08:00 every 5 s
                drive 6 km 10 min
                silence 20 min
                moved 6 km
                drive 6 km 10 min
                stay 30 min
                """, """
                TRIP 08:00–08:39 11.9 km + 6.1 km unknown
                STOP 08:39–09:09
                """);
    }

    @Test
    void aSilenceThatLeavesFiveMinutesToStandIsAStop() {
        assertTimeline("""
                start 08:00 every 5 s
                drive 6 km 10 min
                silence 5 min
                drive 6 km 10 min
                stay 30 min
                """, """
                TRIP 08:00–08:09 6.0 km
                STOP 08:09–08:15
                TRIP 08:15–08:24 6.0 km
                STOP 08:24–08:54
                """);
    }

    @Test
    void aTrafficJamDoesNotCutATrip() {
        assertTimeline("""
                start 08:00 every 5 s
                drive 12 km 10 min
                stay 7 min
                drive 12 km 10 min
                stay 30 min
                """, """
                TRIP 08:00–08:27 24.0 km
                STOP 08:27–08:56
                """);
    }

    @Test
    void anErrandOfSixMinutesCutsATripThatTurnsBack() {
        assertTimeline("""
                start 08:00 every 5 s
                drive 6 km 10 min
                stay 6 min
                drive 6 km 10 min 270
                stay 30 min
                """, """
                TRIP 08:00–08:09 6.0 km
                STOP 08:09–08:16
                TRIP 08:16–08:25 5.9 km
                STOP 08:25–08:55
                """);
    }

    @Test
    void theWayOnFootToTheCarIsNotDriven() {
        assertTimeline("""
                start 08:00 every 5 s
                stay 20 min
                walk 400 m 5 min
                drive 12 km 15 min
                walk 400 m 5 min
                stay 30 min
                """, """
                STOP 08:00–08:24
                TRIP 08:24–08:40 12.1 km
                STOP 08:40–09:14
                """);
    }

    @Test
    void wildAndInexactPositionsAddNoDistance() {
        assertTimeline("""
                start 08:00 every 5 s
                drive 6 km 10 min
                wild 40 km
                wild 41 km
                inexact 900 m
                drive 6 km 10 min
                stay 30 min
                """, """
                TRIP 08:00–08:20 12.0 km
                STOP 08:20–08:50
                """);
    }

    @Test
    void aBurstOfReflectionsAddsNoDistance() {
        Track track = DrawnTrack.of("""
                start 08:00 every 2 s
                drive 6 km 10 min
                wild 80 m
                wild 85 m
                wild 80 m
                drive 6 km 10 min
                """);
        assertThat(detector.verdicts(track).subList(300, 303)).containsOnly(Verdict.SPIKE);
        assertThat(detector.detect("d1", track).trips().get(0).distanceMillimeters() / 1e6)
                .isCloseTo(12.0, within(0.12));
    }

    @Test
    void aLeapThatIsNotTakenBackIsBelieved() {
        Track track = DrawnTrack.of("""
                start 08:00 every 2 s
                drive 6 km 10 min
                moved 100 m
                drive 6 km 10 min
                """);
        assertThat(detector.verdicts(track)).containsOnly(Verdict.KEPT);
    }

    /** A car that brakes hard, turns at once and accelerates as hard goes no further off than its tyres let it. */
    @Test
    void hardDrivingIsNoSpike() {
        Track track = DrawnTrack.of("""
                start 08:00 every 5 s
                drive 2 km 60 s
                drive 5 m 5 s
                drive 2 km 60 s 270
                drive 5 m 5 s
                drive 2 km 60 s
                """);
        assertThat(detector.verdicts(track)).containsOnly(Verdict.KEPT);
    }

    @Test
    void aParkedPhoneSeenElsewhereForTwoMinutesHasNotMoved() {
        assertTimeline("""
                start 08:00 every 30 s
                stay 4 min
                wild 160 m
                wild 160 m
                wild 160 m
                wild 160 m
                stay 20 min
                """, """
                STOP 08:00–08:25
                """);
    }

    @Test
    void manoeuvringInACarParkIsNoTrip() {
        assertTimeline("""
                start 08:00 every 5 s
                stay 20 min
                drive 120 m 1 min
                stay 20 min
                """, """
                STOP 08:00–08:40
                """);
    }

    @Test
    void aTrackerThatReportsEveryTwoMinutesIsEnough() {
        assertTimeline("""
                start 08:00 every 120 s
                stay 30 min
                drive 30 km 30 min
                stay 30 min
                """, """
                STOP 08:00–08:30
                TRIP 08:30–09:00 30.0 km
                STOP 09:00–09:28
                """);
    }

    @Test
    void standingAtLightsIsIdleTimeInsideTheTrip() {
        Trip trip = detect("""
                        start 08:00 every 5 s
                        drive 6 km 10 min
                        stay 2 min
                        drive 6 km 10 min
                        stay 30 min
                        """).trips().get(0);
        assertThat(trip.idleSeconds()).isBetween(110, 130);
        assertThat(trip.drivingSeconds()).isBetween(1190, 1210);
    }

    /** Some receivers repeat a place for many seconds and then leap: the leap's seconds are not three measurements. */
    @Test
    void oneLeapBetweenRepeatedPlacesIsNoTopSpeed() {
        assertThat(repeating(Position.ABSENT).maxSpeedCentimetersPerSecond()).isBetween(1900, 2200);
    }

    @Test
    void theTopSpeedIsTheToldOneWhereItsUnitIsRight() {
        assertThat(repeating(1750).maxSpeedCentimetersPerSecond()).isEqualTo(1750);
        assertThat(repeating(7200).maxSpeedCentimetersPerSecond()).isBetween(1900, 2200);
        assertThat(repeating(0).maxSpeedCentimetersPerSecond()).isBetween(1900, 2200);
    }

    /** 20 m/s, seen every ten seconds and repeated every second; once it is late by five. */
    private Trip repeating(int speed) {
        List<Position> positions = new ArrayList<>();
        for (int second = 0; second < 100; second++) {
            int seen = (second < 65 ? second : second + 5) / 10;
            Coordinate place = Coordinate.ofDegrees(0, 200 * seen / 111_320.0);
            positions.add(new Position(
                    second * 1000L,
                    place.latitudeE7(),
                    place.longitudeE7(),
                    speed,
                    Position.ABSENT,
                    Position.ABSENT,
                    Position.ABSENT));
        }
        return detector.detect("d1", Track.of(positions)).trips().get(0);
    }

    @Test
    void everyBorderHasItsReason() {
        Trip trip = detect("""
                        start 08:00 every 5 s
                        stay 20 min
                        drive 12 km 15 min
                        silence 2 h
                        stay 1 min
                        """).trips().get(0);
        assertThat(trip.startReason().rule()).isEqualTo(Reason.Rule.DWELL);
        assertThat(trip.startReason().value()).isGreaterThan(trip.startReason().threshold());
        assertThat(trip.startReason().toMillis()).isEqualTo(trip.startMillis());
        assertThat(trip.endReason().rule()).isEqualTo(Reason.Rule.SILENCE);
        assertThat(trip.endReason().fromMillis()).isEqualTo(trip.endMillis());
    }

    @Test
    void aStopTellsTheDurationThatMadeItOne() {
        Trip errand = detect("""
                        start 08:00 every 5 s
                        drive 6 km 10 min
                        stay 6 min
                        drive 6 km 10 min 270
                        stay 30 min
                        """).trips().get(0);
        assertThat(errand.endReason().threshold()).isEqualTo(TripRules.DEFAULT.errandSeconds());
        assertThat(errand.endReason().value()).isBetween(300.0, 420.0);
        Trip stay = detect("""
                        start 08:00 every 5 s
                        drive 6 km 10 min
                        stay 11 min
                        drive 6 km 10 min 270
                        stay 30 min
                        """).trips().get(0);
        assertThat(stay.endReason().threshold()).isEqualTo(TripRules.DEFAULT.dwellSeconds());
    }

    @Test
    void whatIsFilteredIsMarkedWithItsReason() {
        Track track = DrawnTrack.of("""
                start 08:00 every 5 s
                drive 1 km 1 min
                wild 40 km
                inexact 900 m
                drive 1 km 1 min
                """);
        List<Verdict> verdicts = detector.verdicts(track);
        assertThat(verdicts.get(12)).isEqualTo(Verdict.UNREACHABLE);
        assertThat(verdicts.get(13)).isEqualTo(Verdict.INACCURATE);
        assertThat(verdicts.stream().filter(Verdict.KEPT::equals)).hasSize(24);
    }

    @Test
    void noPositionsNoTimeline() {
        assertThat(detector.detect("d1", Track.EMPTY)).isEqualTo(new Timeline("d1", List.of(), List.of()));
    }

    /** A device that was parked and reporting for ten days: what a new position needs to be known of it is bounded. */
    @Test
    void aNewPositionOfALongParkedDeviceNeedsOnlyTheLastHours() {
        Track track = DrawnTrack.of("""
                start 08:00 every 60 s
                stay 240 h
                """);
        int last = track.size() - 1;
        Track window = track.slice(last - 6 * 60, last + 1);
        assertThat(recompute(window, track.timeMillis(last))).hasValueSatisfying(splice -> {
            assertThat(splice.segments()).isEmpty();
            assertThat(splice.fromMillis()).isGreaterThanOrEqualTo(window.timeMillis(0));
        });
        assertThat(recompute(window.slice(330, 361), track.timeMillis(last))).isEmpty();
    }

    /** With one new position, the last of the device. */
    private Optional<Splice> recompute(Track window, long newMillis) {
        return detector.recompute("d1", window, false, true, newMillis, newMillis, Corrections.NONE);
    }

    private void assertTimeline(String drawing, String expected) {
        assertThat(Described.timeline(detect(drawing))).isEqualTo(expected.stripTrailing());
    }

    private Timeline detect(String drawing) {
        return detector.detect("d1", DrawnTrack.of(drawing));
    }
}
