package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rumbo.trips.Correction.Border;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a file's break in its recording does to what is found there. Drawings: {@link DrawnTrack}. */
class BordersTest {

    private static final Track DRIVE = DrawnTrack.of("""
            start 08:00 every 5 s
            drive 12 km 10 min
            silence 2 min
            moved 1 km
            drive 12 km 10 min
            stay 30 min
            """);

    private final TripDetector detector = new TripDetector(TripRules.DEFAULT);

    @Test
    void ofTheTimeBetweenNothingIsKnownAndTheTripGoesOn() {
        Trip driven = only(DRIVE);
        Trip broken = only(DRIVE, silence(DRIVE));

        assertThat(broken.unknownSeconds()).isEqualTo(125);
        assertThat(broken.unknownMillimeters() / 1e6).isCloseTo(1.1, within(0.05));
        assertThat(driven.unknownSeconds()).isZero();
        assertThat(driven.unknownMillimeters()).isZero();
        assertThat(broken.distanceMillimeters() + broken.unknownMillimeters())
                .isCloseTo(driven.distanceMillimeters(), within(20_000L));
        assertThat(List.of(broken.startMillis(), broken.endMillis(), (long) broken.positionCount()))
                .isEqualTo(List.of(driven.startMillis(), driven.endMillis(), (long) driven.positionCount()));
    }

    @Test
    void whatAnotherSourceKnowsInBetweenIsKnown() {
        Border silence = silence(DRIVE);
        long middle = (silence.fromMillis() + silence.toMillis()) / 2;
        int after = DRIVE.indexOf(silence.toMillis());
        Position between = new Position(
                middle,
                (DRIVE.latitudeE7(after - 1) + DRIVE.latitudeE7(after)) / 2,
                (DRIVE.longitudeE7(after - 1) + DRIVE.longitudeE7(after)) / 2,
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT,
                Position.ABSENT);
        Track filled = DRIVE.union(Track.of(List.of(between)));

        assertThat(only(filled, silence)).isEqualTo(only(filled));
    }

    @Test
    void nothingIsAveragedAcrossIt() {
        int size = DRIVE.size();
        Border[] everywhere = new Border[size - 1];
        Arrays.setAll(everywhere, i -> new Border(DRIVE.timeMillis(i), DRIVE.timeMillis(i + 1), "i"));
        Trip unknown = only(DRIVE, everywhere);

        assertThat(unknown.distanceMillimeters()).isZero();
        assertThat(unknown.drivingSeconds() + unknown.idleSeconds()).isZero();
        assertThat(unknown.unknownMillimeters()).isEqualTo(Math.round(legs(unknown) * 1_000));
    }

    @Test
    void howOftenAndByWhichImportItCameDoesNotMatter() {
        Border silence = silence(DRIVE);
        Border again = new Border(silence.fromMillis(), silence.toMillis(), "another");
        Border wider = new Border(silence.fromMillis() - 1, silence.toMillis() + 1, "a third");

        assertThat(only(DRIVE, silence, again, wider)).isEqualTo(only(DRIVE, silence));
        assertThat(Correction.of(silence)).isEqualTo(Correction.of(silence));
        assertThat(Correction.of(silence).id())
                .isNotEqualTo(Correction.of(again).id());
    }

    /** The sum of the straight lines between the positions of a trip. */
    private static double legs(Trip trip) {
        Track used = DRIVE.between(trip.startMillis(), trip.endMillis() + 1);
        double meters = 0;
        for (int i = 1; i < used.size(); i++) {
            meters += dev.rumbo.geo.Geodesy.meters(
                    used.latitudeE7(i - 1), used.longitudeE7(i - 1), used.latitudeE7(i), used.longitudeE7(i));
        }
        return meters;
    }

    private static Border silence(Track track) {
        for (int i = 1; i < track.size(); i++) {
            if (track.timeMillis(i) - track.timeMillis(i - 1) > 60_000) {
                return new Border(track.timeMillis(i - 1), track.timeMillis(i), "i");
            }
        }
        throw new AssertionError("no silence");
    }

    private Trip only(Track track, Border... borders) {
        List<Correction> all = Stream.of(borders).map(Correction::of).toList();
        List<Trip> trips = detector.detect("d1", track, Corrections.of(all)).trips();
        assertThat(trips).hasSize(1);
        return trips.get(0);
    }
}
