package dev.rumbo.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rumbo.trips.Position;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.sf.geographiclib.Geodesic;
import org.junit.jupiter.api.Test;

class LegTest {

    private static final Drive DRIVE = Drives.shipped("nds_blackbox").get(1);

    @Test
    void aRecordedLegIsTheDriveAtAnotherTime() {
        Leg leg = Leg.recorded(DRIVE);

        assertThat(leg.at(100, 5_000).timeMillis())
                .isEqualTo(5_000 + DRIVE.track().timeMillis(100));
        assertThat(leg.at(100, 5_000).coordinate())
                .isEqualTo(DRIVE.track().get(100).coordinate());
    }

    @Test
    void turningAndMovingKeepsTheLengthOfTheRoad() {
        Leg derived = new Leg(DRIVE, 1, false, 73, 4_000, -3_000);

        assertThat(lengthMeters(derived)).isCloseTo(lengthMeters(Leg.recorded(DRIVE)), within(60.0));
        Position start = derived.at(0, 0);
        Position recorded = DRIVE.track().get(0);
        assertThat(meters(start, recorded)).isCloseTo(5_000, within(30.0));
    }

    @Test
    void aSlowerLegReportsSlowerSpeeds() {
        Leg slower = new Leg(DRIVE, 2, false, 0, 0, 0);

        assertThat(slower.durationMillis()).isEqualTo(2 * DRIVE.durationMillis());
        assertThat(slower.at(50, 0).speedCentimetersPerSecond())
                .isCloseTo(DRIVE.track().speedCentimetersPerSecond(50) / 2, within(1));
    }

    @Test
    void theWayBackEndsWhereTheWayThereBegan() {
        Leg back = Leg.recorded(DRIVE).back();

        assertThat(back.at(back.size() - 1, 0).coordinate())
                .isEqualTo(DRIVE.track().get(0).coordinate());
        assertThat(IntStream.range(1, back.size())).allMatch(i -> back.offsetMillis(i) >= back.offsetMillis(i - 1));
        assertThat(back.at(0, 0).courseDecidegrees())
                .isEqualTo((DRIVE.track().courseDecidegrees(back.size() - 1) + 1_800) % 3_600);
    }

    @Test
    void aShuttleContinuesFromAnyTimeWithTheSamePositions() {
        Shuttle shuttle = new Shuttle(new Leg(DRIVE, 1.1, false, 10, 0, 0), 90_000, 12_345);
        List<Position> all = take(shuttle.from(-1_000_000), 9_000);
        for (int cut : List.of(1, 777, 4_000, 6_001)) {
            Position next = all.get(cut);
            assertThat(take(shuttle.from(next.timeMillis()), 50)).isEqualTo(all.subList(cut, cut + 50));
        }
    }

    private static List<Position> take(Iterator<Position> positions, int count) {
        return Stream.generate(positions::next).limit(count).toList();
    }

    private static double lengthMeters(Leg leg) {
        return IntStream.range(1, leg.size())
                .mapToDouble(i -> meters(leg.at(i - 1, 0), leg.at(i, 0)))
                .sum();
    }

    private static double meters(Position a, Position b) {
        return Geodesic.WGS84.Inverse(
                        a.coordinate().latitude(),
                        a.coordinate().longitude(),
                        b.coordinate().latitude(),
                        b.coordinate().longitude())
                .s12;
    }
}
