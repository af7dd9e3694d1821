package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a trip is left to whoever may not see all of its positions. Drawings: {@link DrawnTrack}. */
class TripPartsTest {

    private static final TripRules RULES = TripRules.DEFAULT;
    private static final Edits PAID = new Edits("Client", Edits.Purpose.BUSINESS, List.of(new CorrectionId(7, 1)));

    /** One position each 5 s and 67 m. */
    private static final Track DRIVE = DrawnTrack.of("""
            start 08:00 every 5 s
            stay 20 min
            drive 12 km 15 min
            """);

    private static final Trip TRIP =
            new TripDetector(RULES).detect("d1", DRIVE).trips().get(0).with(PAID);
    private static final Track ROUTE = DRIVE.between(TRIP.startMillis(), TRIP.endMillis() + 1);

    @Test
    void whereAllMayBeSeenItIsTheTripItself() {
        assertThat(parts(i -> true)).containsExactly(TRIP);
    }

    @Test
    void whereNothingMayBeSeenNothingIsLeft() {
        assertThat(parts(i -> false)).isEmpty();
    }

    @ParameterizedTest(name = "of {0} to {1} nobody may know")
    @CsvSource({"0, 0", "0, 60", "50, 110", "100, 100", "150, last"})
    void whatLiesBetweenIsCutOut(int from, String to) {
        int end = "last".equals(to) ? ROUTE.size() - 1 : Integer.parseInt(to);
        cutOut(from, end);
    }

    @Test
    void theLastPositionAloneIsCutOffTheEnd() {
        cutOut(ROUTE.size() - 1, ROUTE.size() - 1);
    }

    private static void cutOut(int from, int to) {
        List<Trip> parts = parts(i -> i < from || i > to);

        assertThat(parts).hasSize((from > 0 ? 1 : 0) + (to < ROUTE.size() - 1 ? 1 : 0));
        if (from > 0) {
            Trip before = parts.get(0);
            assertThat(List.of(before.startMillis(), before.endMillis(), (long) before.positionCount()))
                    .isEqualTo(List.of(TRIP.startMillis(), ROUTE.timeMillis(from - 1), (long) from));
            assertThat(before.startReason()).isEqualTo(TRIP.startReason());
            assertThat(before.endReason()).isEqualTo(Reason.dataEdge(ROUTE.timeMillis(from - 1)));
            assertThat(before.open()).isFalse();
        }
        if (to < ROUTE.size() - 1) {
            Trip after = parts.get(parts.size() - 1);
            assertThat(List.of(after.startMillis(), after.endMillis(), (long) after.positionCount()))
                    .isEqualTo(List.of(ROUTE.timeMillis(to + 1), TRIP.endMillis(), (long) ROUTE.size() - 1 - to));
            assertThat(after.startReason()).isEqualTo(Reason.dataEdge(ROUTE.timeMillis(to + 1)));
            assertThat(after.endReason()).isEqualTo(TRIP.endReason());
            assertThat(after.open()).isTrue();
        }
        assertThat(parts).allSatisfy(part -> {
            assertThat(part.edits()).isEqualTo(new Edits("Client", Edits.Purpose.BUSINESS, List.of()));
            assertThat(part.distanceMillimeters() / 66_667.0)
                    .as("legs driven")
                    .isCloseTo(part.positionCount() - 1, within(1.0));
        });
    }

    @Test
    void aPartTooShortForATripIsLeftOut() {
        assertThat(parts(i -> i < 3 || i > 60)).hasSize(1);
        assertThat(parts(i -> i == 90)).isEmpty();
    }

    @Test
    void ofAnOldTripThatIsOverNoPartIsOpen() {
        Trip over = new TripDetector(RULES)
                .detect("d1", DRIVE.union(Track.of(List.of(restingLater()))))
                .trips()
                .get(0);
        assertThat(over.open()).isFalse();
        assertThat(TripParts.of(RULES, over, ROUTE, Corrections.NONE, i -> i > 50))
                .extracting(Trip::open)
                .containsExactly(false);
    }

    /** Where the trip ended, two hours later. */
    private static Position restingLater() {
        Position last = DRIVE.get(DRIVE.size() - 1);
        return new Position(
                last.timeMillis() + 7_200_000,
                last.latitudeE7(),
                last.longitudeE7(),
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT);
    }

    private static List<Trip> parts(IntPredicate seen) {
        return TripParts.of(RULES, TRIP, ROUTE, Corrections.NONE, seen);
    }
}
