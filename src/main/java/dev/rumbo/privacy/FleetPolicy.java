package dev.rumbo.privacy;

import java.util.Locale;
import java.util.Optional;

/**
 * What an administrator sees of the drivers of the fleet.
 *
 * @param hours outside which no position is shown; empty where all are
 * @param driversDecide whether a driver may leave the live map; else all are on it
 */
public record FleetPolicy(PrivateTrips privateTrips, Optional<WorkingHours> hours, boolean driversDecide) {

    /** Of a fleet that never set one. */
    public static final FleetPolicy DEFAULT = new FleetPolicy(PrivateTrips.TOTALS, Optional.empty(), true);

    /** In the words of a machine, for the audit log. */
    public String told() {
        return "privateTrips=" + privateTrips.name().toLowerCase(Locale.ROOT) + " hours="
                + hours.map(WorkingHours::toString).orElse("all") + " driversDecide=" + driversDecide;
    }
}
