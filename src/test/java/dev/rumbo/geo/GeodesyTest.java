package dev.rumbo.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeodesyTest {

    /** Meridian arcs and degrees of the equator as tabulated for WGS 84, and known geodesics. */
    @ParameterizedTest
    @CsvSource({
        "  0,    0,    0,    1,   111319.491, one degree of the equator",
        "  0,    0,    1,    0,   110574.389, the first degree of the meridian",
        " 44.5,  0,   45.5,  0,  111131.778, a degree of the meridian at 45°",
        " 89,    0,   90,    0,   111693.864, the last degree of the meridian",
        "  0,    0,   90,    0, 10001965.729, a quarter of the meridian",
        "  0, -179.5,  0,  179.5,  111319.491, across the 180th meridian",
        "  0,    0,    0,    0,         0,    nowhere",
    })
    void agreesWithPublishedValues(
            double latitudeA, double longitudeA, double latitudeB, double longitudeB, double meters, String what) {
        Coordinate a = Coordinate.ofDegrees(latitudeA, longitudeA);
        Coordinate b = Coordinate.ofDegrees(latitudeB, longitudeB);
        assertThat(Geodesy.meters(a, b)).as(what).isCloseTo(meters, within(0.02));
        assertThat(Geodesy.meters(b, a)).as(what).isCloseTo(meters, within(0.02));
    }

    /** The bound that the class states for short legs, everywhere on earth, poles and the 180th meridian included. */
    @Test
    void shortLegsAreWithinFiveMillionthsOfTheGeodesic() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            int latitude = random.nextInt(1_800_000_001) - 900_000_000;
            int longitude = (int) (random.nextDouble() * 3_600_000_000L - 1_800_000_000L);
            double degrees = 0.2 * Math.pow(random.nextDouble(), 3);
            int latitudeB = clamp(latitude + Math.round(random.nextGaussian() * degrees * 1e7), 900_000_000);
            int longitudeB = clamp(longitude + Math.round(random.nextGaussian() * degrees * 1e7), 1_800_000_000);
            double truth = Geodesy.geodesic(latitude, longitude, latitudeB, longitudeB);
            double measured = Geodesy.meters(latitude, longitude, latitudeB, longitudeB);
            assertThat(Math.abs(measured - truth))
                    .as("%d %d to %d %d", latitude, longitude, latitudeB, longitudeB)
                    .isLessThanOrEqualTo(5e-6 * truth + 1e-6);
        }
    }

    /** Near and far from the limit, on and off the local plane. */
    @Test
    void comparingWithALimitIsMeasuringAndComparing() {
        Random random = new Random(2);
        double[] factors = {0, 0.5, 0.99, 0.999_999, 1 - 1e-12, 1, 1 + 1e-12, 1.000_001, 1.01, 2, 50};
        for (int i = 0; i < 20_000; i++) {
            int latitude = random.nextInt(1_800_000_001) - 900_000_000;
            int longitude = (int) (random.nextDouble() * 3_600_000_000L - 1_800_000_000L);
            double degrees = Math.pow(random.nextDouble(), 4);
            int latitudeB = clamp(latitude + Math.round(random.nextGaussian() * degrees * 1e7), 900_000_000);
            int longitudeB = clamp(longitude + Math.round(random.nextGaussian() * degrees * 1e7), 1_800_000_000);
            double meters = Geodesy.meters(latitude, longitude, latitudeB, longitudeB);
            for (double factor : factors) {
                double limit = meters * factor;
                assertThat(Integer.signum(Geodesy.compareMeters(latitude, longitude, latitudeB, longitudeB, limit)))
                        .as("%d %d to %d %d with %s", latitude, longitude, latitudeB, longitudeB, limit)
                        .isEqualTo(Double.compare(meters, limit));
            }
        }
    }

    @Test
    void oneUnitIsSeen() {
        assertThat(Geodesy.meters(0, 0, 0, 1)).isCloseTo(0.011132, within(1e-6));
        assertThat(Geodesy.meters(0, 1_800_000_000, 0, -1_799_999_999)).isCloseTo(0.011132, within(1e-6));
        assertThat(Geodesy.meters(900_000_000, 0, 900_000_000, 1_234_567_890)).isCloseTo(0, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 10", "10, 0, -10", "1799999999, -1799999999, 2", "-1800000000, 1800000000, 0"})
    void longitudesDifferTheShortWayRound(int from, int to, long east) {
        assertThat(Geodesy.eastE7(from, to)).isEqualTo(east);
    }

    @Test
    void theLocalPlaneMeasuresLikeTheEllipsoid() {
        LocalProjection plane = LocalProjection.at(-349_058_000, 1_799_990_000);
        double x = plane.x(-1_799_500_000);
        double y = plane.y(-349_558_000);
        assertThat(Math.hypot(x, y))
                .isCloseTo(Geodesy.meters(-349_058_000, 1_799_990_000, -349_558_000, -1_799_500_000), within(15.0));
        assertThat(x).isPositive();
        assertThat(y).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"0", "349058000", "-349058000", "-700000000"})
    void eachSideOfTheLocalPlaneIsThatOfTheEllipsoid(int latitude) {
        LocalProjection plane = LocalProjection.at(latitude, 0);
        double east = Geodesy.meters(latitude, 0, latitude, 100_000);
        double north = Geodesy.meters(latitude, 0, latitude + 100_000, 0);
        assertThat(plane.x(100_000)).isCloseTo(east, within(1e-4 * east));
        assertThat(plane.y(latitude + 100_000)).isCloseTo(north, within(1e-4 * north));
    }

    @ParameterizedTest
    @CsvSource({"10, 20, 10", "20, 10, 3599999990", "-1800000000, 1800000000, 3600000000", "5, 5, 0"})
    void aBoxReachesEastwardFromItsWest(int westE7, int eastE7, long widthE7) {
        assertThat(new Box(7, westE7, 7, eastE7).widthE7()).isEqualTo(widthE7);
    }

    private static int clamp(long value, int limit) {
        return (int) Math.max(-limit, Math.min(limit, value));
    }
}
