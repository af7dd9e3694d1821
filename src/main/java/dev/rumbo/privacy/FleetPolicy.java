package dev.rumbo.privacy;

import java.util.Locale;
import java.util.Optional;

/**
 * What an administrator sees of the drivers of the fleet, and for how long it is kept.
 *
 * @param hours outside which no position is shown; empty where all are
 * @param driversDecide whether a driver may leave the live map; else all are on it
 * @param retention for how long the fleet keeps what it records; empty where it keeps all
 */
public record FleetPolicy(
        PrivateTrips privateTrips, Optional<WorkingHours> hours, boolean driversDecide, Optional<Retention> retention) {

    /** Of a fleet that never set one. */
    public static final FleetPolicy DEFAULT = new FleetPolicy(PrivateTrips.TOTALS, Optional.empty(), true);

    /** One that keeps all. */
    public FleetPolicy(PrivateTrips privateTrips, Optional<WorkingHours> hours, boolean driversDecide) {
        this(privateTrips, hours, driversDecide, Optional.empty());
    }

    public FleetPolicy keeping(Optional<Retention> other) {
        return new FleetPolicy(privateTrips, hours, driversDecide, other);
    }

    /** In the words of a machine, for the audit log. */
    public String told() {
        return "privateTrips=" + privateTrips.name().toLowerCase(Locale.ROOT) + " hours="
                + hours.map(WorkingHours::toString).orElse("all") + " driversDecide=" + driversDecide
                + retention.map(kept -> " " + kept.told()).orElse("");
    }
}
