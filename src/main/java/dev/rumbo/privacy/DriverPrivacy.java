package dev.rumbo.privacy;

import java.util.List;

/**
 * What a driver set for themselves.
 *
 * @param secret from which the hidden circles follow, in hexadecimal digits; empty until the first zone is set. Nobody is ever shown it
 * @param sharesLive whether the driver agrees to be on the live map
 * @param zones by id
 */
public record DriverPrivacy(String secret, boolean sharesLive, List<Zone> zones) {

    /** Of a driver who never set anything. */
    public static final DriverPrivacy DEFAULT = new DriverPrivacy("", true, List.of());

    public DriverPrivacy {
        zones = List.copyOf(zones);
    }
}
