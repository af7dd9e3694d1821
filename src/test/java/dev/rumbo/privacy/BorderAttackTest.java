package dev.rumbo.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Geodesy;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripRules;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many drives from home, and somebody who sees only what the veil leaves of them and wants to know where home is. */
class BorderAttackTest {

    private static final int DRIVES = 40;
    private static final int SECONDS = 400;
    private static final double SPEED = 12;
    private static final double E7_PER_METER_NORTH = 90.1;
    private static final Owner DRIVER = new Owner("fleet", "ana");
    private static final Reason EDGE = new Reason(Reason.Rule.DATA_EDGE, 0, 0, 0, 0);

    /**
     * The best that can be done with borders is to fit the circle. That works, and the middle it gives is as far from home as a place that
     * is drawn blindly from the disc in which home may lie: two thirds of its radius on average.
     */
    @Test
    void theBestFitOfManyBordersIsNoBetterThanABlindGuess() {
        Random random = new Random(20261126);
        double sum = 0;
        double sumToCircle = 0;
        int zones = 200;
        for (int i = 0; i < zones; i++) {
            Coordinate home = Coordinate.ofDegrees(-34.9 + random.nextDouble() / 10, -56.2 + random.nextDouble() / 10);
            Zone zone = new Zone("home", "Home", home, 100 + random.nextInt(700));
            Veil veil = veil(zone, random);
            List<Coordinate> borders = new ArrayList<>();
            for (int drive = 0; drive < DRIVES; drive++) {
                Track route = route(home, random, 0);
                shown(veil, route).forEach(part -> borders.add(part.from()));
            }
            double reach = Circle.offsetMeters(zone.radiusMeters());
            Coordinate guess = fit(borders);
            sum += Geodesy.meters(guess, home) / reach;
            sumToCircle += Geodesy.meters(guess, veil.circles().get(0).center()) / reach;
        }
        assertThat(sumToCircle / zones).as("error of the fitted circle").isLessThan(0.1);
        assertThat(sum / zones)
                .as("error of the guess at home, in radii of the disc")
                .isBetween(0.60, 0.73);
    }

    /** Distances, times, ids and counts of what is shown do not depend on what happened inside. */
    @Test
    void whatHappensInsideShowsNowhere() {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            Coordinate home = Coordinate.ofDegrees(48.1, 11.5);
            Veil veil = veil(new Zone("home", "Home", home, 150 + random.nextInt(500)), random);
            Circle circle = veil.circles().get(0);
            long seed = random.nextLong();
            Track one = route(home, new Random(seed), 0);
            List<Position> other = new ArrayList<>();
            for (Position position : one) {
                boolean inside = circle.contains(position.latitudeE7(), position.longitudeE7());
                other.add(inside ? elsewhereInside(position, circle, random) : position);
            }
            assertThat(shown(veil, Track.of(other))).isEqualTo(shown(veil, one)).isNotEmpty();
        }
    }

    @Test
    void noPositionThatIsShownLiesInTheZone() {
        Random random = new Random(9);
        for (int i = 0; i < 50; i++) {
            Coordinate home = Coordinate.ofDegrees(0.1, 179.9999);
            Zone zone = new Zone("home", "Home", home, 100 + random.nextInt(1_900));
            Veil veil = veil(zone, random);
            for (Trip part : shown(veil, route(home, random, 0))) {
                assertThat(Geodesy.meters(part.from(), home)).isGreaterThan(zone.radiusMeters());
                assertThat(Geodesy.meters(part.to(), home)).isGreaterThan(zone.radiusMeters());
            }
        }
    }

    private static List<Trip> shown(Veil veil, Track route) {
        Position first = route.get(0);
        Position last = route.get(route.size() - 1);
        Trip trip = new Trip(
                "dev",
                first.timeMillis(),
                last.timeMillis(),
                first.coordinate(),
                last.coordinate(),
                Math.round(SECONDS * SPEED * 1_000),
                0,
                SECONDS,
                0,
                0,
                1_200,
                route.size(),
                false,
                Trip.DistanceSource.PATH,
                EDGE,
                EDGE,
                List.of());
        return veil.parts(TripRules.DEFAULT, trip, () -> route, () -> Corrections.NONE);
    }

    private static Veil veil(Zone zone, Random random) {
        String secret = String.format("%016x%016x", random.nextLong(), random.nextLong());
        return Veil.of(
                Viewer.of(new Owner("fleet", "boss")),
                DRIVER,
                new FleetPolicy(PrivateTrips.SHOWN, Optional.empty(), true),
                new DriverPrivacy(secret, true, List.of(zone)),
                () -> ZoneId.of("UTC"));
    }

    /** A position each second on a way that bends a little. */
    private static Track route(Coordinate from, Random random, long startMillis) {
        List<Position> positions = new ArrayList<>();
        double east = E7_PER_METER_NORTH / Math.cos(Math.toRadians(from.latitude()));
        double direction = random.nextDouble() * 2 * Math.PI;
        double x = 0;
        double y = 0;
        for (int second = 0; second <= SECONDS; second++) {
            long longitude = from.longitudeE7() + Math.round(x * east);
            positions.add(new Position(
                    startMillis + second * 1_000L,
                    (int) (from.latitudeE7() + Math.round(y * E7_PER_METER_NORTH)),
                    (int) (longitude > 1_800_000_000L ? longitude - 3_600_000_000L : longitude),
                    1_200,
                    Position.ABSENT,
                    Position.ABSENT,
                    40));
            direction += (random.nextDouble() - 0.5) * 0.05;
            x += SPEED * Math.cos(direction);
            y += SPEED * Math.sin(direction);
        }
        return Track.of(positions);
    }

    private static Position elsewhereInside(Position position, Circle circle, Random random) {
        int span = (int) (circle.radiusMeters() * E7_PER_METER_NORTH / 2);
        return new Position(
                position.timeMillis(),
                circle.center().latitudeE7() + random.nextInt(span) - span / 2,
                circle.center().longitudeE7() + random.nextInt(span) - span / 2,
                random.nextInt(2_000),
                Position.ABSENT,
                Position.ABSENT,
                40);
    }

    /** Least squares for x² + y² + ax + by + c = 0 (Kåsa 1976), in metres around the first border. */
    private static Coordinate fit(List<Coordinate> borders) {
        Coordinate origin = borders.get(0);
        double east = E7_PER_METER_NORTH / Math.cos(Math.toRadians(origin.latitude()));
        double[][] sums = new double[3][4];
        for (Coordinate border : borders) {
            double x = (border.longitudeE7() - origin.longitudeE7()) / east;
            double y = (border.latitudeE7() - origin.latitudeE7()) / E7_PER_METER_NORTH;
            double[] row = {x, y, 1, -(x * x + y * y)};
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 4; j++) {
                    sums[i][j] += row[i] * row[j];
                }
            }
        }
        for (int pivot = 0; pivot < 3; pivot++) {
            for (int i = 0; i < 3; i++) {
                double factor = i == pivot ? 0 : sums[i][pivot] / sums[pivot][pivot];
                for (int j = 0; j < 4; j++) {
                    sums[i][j] -= factor * sums[pivot][j];
                }
            }
        }
        double x = -sums[0][3] / sums[0][0] / 2;
        double y = -sums[1][3] / sums[1][1] / 2;
        return new Coordinate((int) (origin.latitudeE7() + Math.round(y * E7_PER_METER_NORTH)), (int)
                (origin.longitudeE7() + Math.round(x * east)));
    }
}
