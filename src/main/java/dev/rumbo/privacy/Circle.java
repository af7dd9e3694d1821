package dev.rumbo.privacy;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.geo.Geodesy;
import dev.rumbo.geo.LocalProjection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is hidden for a zone: a circle that covers the zone, but whose middle is not the zone's.
 *
 * <p>Whoever sees many drives begin and end at a border finds the circle, however irregular the cut. So the circle may be found: its
 * middle lies off the zone's by a secret vector, spread evenly over a disc of {@link #offsetMeters} m, and its radius is larger by just that
 * much, whatever the vector is. To know the circle is to know that the zone's center is somewhere in that disc, each place as likely as
 * the next.
 *
 * <p>The vector follows from the driver's secret, the cell of some 200 m in which the center lies and the power of two below the radius.
 * Removing a zone and setting it again, moving it a little or giving it a slightly other radius draws no second circle whose
 * intersection with the first would tell more.
 */
record Circle(Coordinate center, int radiusMeters) {

    private static final int CELL_E7 = 20_000;
    private static final int SAMPLE_E7 = 10_000;
    private static final long HALF_TURN_E7 = 1_800_000_000L;
    private static final long POLE_E7 = 900_000_000L;
    private static final String ALGORITHM = "HmacSHA256";

    /** @param secret of the driver, in hexadecimal digits */
    static Circle around(Zone zone, String secret) {
        int reach = offsetMeters(zone.radiusMeters());
        int latitude = zone.center().latitudeE7();
        int longitude = zone.center().longitudeE7();
        ByteBuffer random = ByteBuffer.wrap(
                mac(secret, Math.floorDiv(latitude, CELL_E7) + " " + Math.floorDiv(longitude, CELL_E7) + " " + reach));
        double distance = reach * Math.sqrt(fraction(random.getLong()));
        double direction = 2 * Math.PI * fraction(random.getLong());
        LocalProjection plane = LocalProjection.at(latitude, longitude);
        double north = SAMPLE_E7 / plane.y(latitude + SAMPLE_E7);
        double east = SAMPLE_E7 / plane.x(longitude + SAMPLE_E7);
        long movedLatitude = latitude + Math.round(distance * Math.cos(direction) * north);
        long movedLongitude = longitude + Math.round(distance * Math.sin(direction) * east);
        return new Circle(
                new Coordinate((int) Math.max(-POLE_E7, Math.min(POLE_E7, movedLatitude)), wrapped(movedLongitude)),
                zone.radiusMeters() + reach + 1);
    }

    /** How far the middles may be apart: the largest of 100, 200, 400, 800 and 1,600 m that is not above the radius. */
    static int offsetMeters(int radiusMeters) {
        return Zone.LEAST_RADIUS * Integer.highestOneBit(radiusMeters / Zone.LEAST_RADIUS);
    }

    boolean contains(int latitudeE7, int longitudeE7) {
        return Geodesy.compareMeters(center.latitudeE7(), center.longitudeE7(), latitudeE7, longitudeE7, radiusMeters)
                <= 0;
    }

    /** From the middle. */
    double meters(Coordinate other) {
        return Geodesy.meters(center, other);
    }

    private static int wrapped(long longitude) {
        long turned = Math.floorMod(longitude + HALF_TURN_E7, 2 * HALF_TURN_E7) - HALF_TURN_E7;
        return (int) turned;
    }

    /** In [0, 1). */
    private static double fraction(long bits) {
        return (bits >>> 11) * 0x1p-53;
    }

    private static byte[] mac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(secret), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
