package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.trips.Correction.Change;
import dev.rumbo.trips.Correction.Delete;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Correction.Merge;
import dev.rumbo.trips.Correction.Split;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user's word does to what was found. Drawings: {@link DrawnTrack}; corrections are counted from 1. */
class CorrectionsTest {

    /** There, on and back. */
    private static final String DAY = """
            start 08:00 every 5 s
            drive 12 km 10 min
            stay 20 min
            drive 12 km 10 min
            stay 20 min
            drive 12 km 10 min 270
            stay 30 min
            """;

    @Test
    void withoutAnyItIsAsItWasFound() {
        assertDay("""
                TRIP 08:00–08:10 12.0 km
                STOP 08:10–08:30
                TRIP 08:30–08:40 12.0 km
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """);
    }

    @Test
    void aMergeMakesOneTripOfAllThatItSpeaksAbout() {
        assertDay("""
                TRIP 08:00–08:40 24.0 km by 1
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """, merge("08:05", "08:35"));
        assertDay("""
                TRIP 08:00–09:10 36.0 km by 1 2
                STOP 09:10–09:39
                """, merge("08:05", "08:35"), merge("08:35", "09:05"));
    }

    @Test
    void whatAMergeJoinsAddsUpAndTheStopInBetweenIsIdle() {
        Trip trip = detect(DAY, merge("08:05", "08:35")).trips().get(0);
        assertThat(trip.idleSeconds()).isBetween(1_180, 1_230);
        assertThat(trip.drivingSeconds()).isBetween(1_170, 1_210);
        assertThat(trip.unknownSeconds()).isZero();
        assertThat(trip.positionCount()).isEqualTo((trip.endMillis() - trip.startMillis()) / 5_000 + 1);
    }

    @Test
    void aGapInBetweenIsDrivenOnAnUnknownWay() {
        String drawing = """
                start 08:00 every 5 s
                drive 12 km 10 min
                silence 8 h
                moved 5 km
                drive 12 km 10 min
                """;
        assertTimeline(drawing, """
                TRIP 08:00–08:09 11.9 km
                GAP 08:09–16:10 5.1 km
                TRIP 16:10–16:19 11.9 km open
                """);
        assertTimeline(drawing, """
                TRIP 08:00–16:19 23.8 km + 5.1 km unknown open by 1
                """, merge("08:05", "16:15"));
        Trip trip = detect(drawing, merge("08:05", "16:15")).trips().get(0);
        assertThat(trip.unknownSeconds()).isBetween(28_800, 28_810);
        assertThat(trip.idleSeconds()).isLessThan(10);
    }

    @Test
    void aMergeOfNoTwoTripsSaysNothing() {
        assertDay(described(), merge("08:01", "08:09"));
        assertDay(described(), merge("08:15", "08:25"));
        assertDay(described(), merge("08:15", "08:35"));
    }

    @Test
    void aSplitCutsAtTheFirstPositionThatItDoesNotPrecede() {
        assertDay("""
                TRIP 08:00–08:05 6.0 km by 1
                TRIP 08:05–08:10 6.0 km by 1
                STOP 08:10–08:30
                TRIP 08:30–08:40 12.0 km
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """, split("08:05"));
        List<Trip> trips = detect(DAY, new Split(millis("08:05") + 1)).trips();
        assertThat(trips.get(0).endMillis()).isEqualTo(millis("08:05") + 5_000);
        assertThat(trips.get(1).startMillis()).isEqualTo(millis("08:05") + 5_000);
        assertThat(trips.get(0).endReason()).isEqualTo(Reason.user(millis("08:05") + 1, millis("08:05") + 5_000));
        assertThat(trips.get(1).startReason()).isEqualTo(trips.get(0).endReason());
    }

    @Test
    void twoSplitsMakeThreeTripsHoweverShort() {
        assertDay("""
                TRIP 08:00–08:05 6.0 km by 2
                TRIP 08:05–08:05 0.2 km by 1 2
                TRIP 08:05–08:10 5.8 km by 1
                STOP 08:10–08:30
                TRIP 08:30–08:40 12.0 km
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """, new Split(millis("08:05") + 10_000), split("08:05"));
    }

    @Test
    void aSplitAtAnEndOfATripOrOutsideSaysNothing() {
        assertDay(described(), split("08:00"));
        assertDay(described(), split("08:20"));
        Trip first = detect(DAY).trips().get(0);
        assertDay(described(), new Split(first.endMillis()));
    }

    @Test
    void ofAMergeAndASplitTheNewerStands() {
        assertDay("""
                TRIP 08:00–08:40 24.0 km by 2
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """, split("08:05"), merge("08:02", "08:35"));
        assertDay("""
                TRIP 08:00–08:05 6.0 km by 2
                TRIP 08:05–08:40 18.0 km by 1 2
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """, merge("08:02", "08:35"), split("08:05"));
        assertDay("""
                TRIP 08:00–08:10 12.0 km by 2
                STOP 08:10–08:30
                TRIP 08:30–08:40 12.0 km by 2
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """, merge("08:02", "08:35"), split("08:20"));
    }

    @Test
    void aDeleteTakesAwayWhatItCoversByHalf() {
        String without = """
                STOP 08:00–08:30
                TRIP 08:30–08:40 12.0 km
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """;
        Trip first = detect(DAY).trips().get(0);
        long half = (first.endMillis() - first.startMillis() + 1) / 2;
        assertDay(without, delete("08:00", "08:10"));
        assertDay(without, new Delete(first.startMillis(), first.startMillis() + half));
        assertDay(described(), new Delete(first.startMillis(), first.startMillis() + half - 1));
        assertDay(described(), delete("08:10", "08:30"));
    }

    @Test
    void ofADeleteAndAMergeBothHold() {
        assertDay("""
                TRIP 08:00–09:10 24.0 km by 2
                STOP 09:10–09:39
                """, delete("08:30", "08:40"), merge("08:05", "09:05"));
    }

    @Test
    void aNameIsOfTheTripsThatItIsAbout() {
        assertDay("""
                TRIP 08:00–08:10 12.0 km 'Work' by 1
                STOP 08:10–08:30
                TRIP 08:30–08:40 12.0 km
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """, name("08:00", "08:10", "Work"));
        assertDay("""
                TRIP 08:00–08:05 6.0 km 'Work' by 1 2
                TRIP 08:05–08:10 6.0 km 'Work' by 1 2
                STOP 08:10–08:30
                TRIP 08:30–08:40 12.0 km
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """, name("08:00", "08:10", "Work"), split("08:05"));
        assertDay("""
                TRIP 08:00–08:40 24.0 km 'Work' by 1 2
                STOP 08:40–09:00
                TRIP 09:00–09:10 12.0 km
                STOP 09:10–09:39
                """, name("08:00", "08:10", "Work"), merge("08:05", "08:35"));
    }

    @Test
    void ofTwoNamesTheNewerStandsAndAnEmptyOneTakesItAway() {
        assertFirst(
                "TRIP 08:00–08:10 12.0 km 'Gym' by 2", name("08:00", "08:10", "Work"), name("08:00", "08:11", "Gym"));
        assertFirst(
                "TRIP 08:00–08:10 12.0 km 'Gym' by 2", name("08:00", "08:11", "Work"), name("08:00", "08:10", "Gym"));
        assertFirst("TRIP 08:00–08:10 12.0 km by 2", name("08:00", "08:10", "Work"), name("08:00", "08:10", ""));
    }

    @Test
    void aPurposeAndANameDoNotTouchOneAnother() {
        assertFirst(
                "TRIP 08:00–08:10 12.0 km 'Work' BUSINESS by 1 2",
                name("08:00", "08:10", "Work"),
                mark("08:00", "08:10", Edits.Purpose.BUSINESS));
        assertFirst(
                "TRIP 08:00–08:10 12.0 km 'Work' PRIVATE by 1 3",
                name("08:00", "08:10", "Work"),
                mark("08:00", "08:10", Edits.Purpose.BUSINESS),
                mark("08:00", "08:10", Edits.Purpose.PRIVATE));
    }

    @ParameterizedTest(name = "about {0} to {1} ms: speaks about 100 to 200 {2}")
    @CsvSource({
        "0, 100, false",
        "0, 101, true",
        "150, 160, true",
        "199, 300, true",
        "200, 300, false",
    })
    void whatOverlapsASpanSpeaksAboutAPartOfIt(long from, long to, boolean overlaps) {
        assertThat(new Correction(1, 0, new Delete(from, to)).overlaps(100, 200))
                .isEqualTo(overlaps);
    }

    @ParameterizedTest
    @CsvSource({"99, false", "100, true", "199, true", "200, false"})
    void aSplitSpeaksAboutItsInstant(long at, boolean overlaps) {
        assertThat(new Correction(1, 0, new Split(at)).overlaps(100, 200)).isEqualTo(overlaps);
    }

    @Test
    void aSpanEndsAfterItBeginsAndNotTooLate() {
        long day = Correction.LONGEST_MERGE.toMillis();
        assertThat(new Merge(0, day).toMillis()).isEqualTo(day);
        assertThatThrownBy(() -> new Merge(0, day + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Merge(5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a span from 5 to 5");
        assertThatThrownBy(() -> new Delete(5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Describe(5, 4, Optional.empty(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Correction.Border(5, 4, "file")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String described() {
        return Described.timeline(detect(DAY));
    }

    private static void assertFirst(String expected, Change... changes) {
        assertThat(Described.timeline(detect(DAY, changes)).lines().findFirst()).hasValue(expected);
    }

    private static void assertDay(String expected, Change... changes) {
        assertTimeline(DAY, expected, changes);
    }

    private static void assertTimeline(String drawing, String expected, Change... changes) {
        assertThat(Described.timeline(detect(drawing, changes))).isEqualTo(expected.stripTrailing());
    }

    private static Timeline detect(String drawing, Change... changes) {
        List<Correction> corrections = new ArrayList<>();
        for (Change change : changes) {
            corrections.add(new Correction(corrections.size() + 1, 0, change));
        }
        return new TripDetector(TripRules.DEFAULT).detect("d1", DrawnTrack.of(drawing), Corrections.of(corrections));
    }

    private static Merge merge(String from, String to) {
        return new Merge(millis(from), millis(to));
    }

    private static Split split(String at) {
        return new Split(millis(at));
    }

    private static Delete delete(String from, String to) {
        return new Delete(millis(from), millis(to));
    }

    private static Describe name(String from, String to, String name) {
        return new Describe(millis(from), millis(to), Optional.of(name), Optional.empty());
    }

    private static Describe mark(String from, String to, Edits.Purpose purpose) {
        return new Describe(millis(from), millis(to), Optional.empty(), Optional.of(purpose));
    }

    private static long millis(String clock) {
        return Instant.parse("2026-03-02T" + clock + ":00Z").toEpochMilli();
    }
}
