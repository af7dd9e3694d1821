package dev.rumbo.trips;

import java.util.List;
import java.util.Optional;

/** Measures the movement between two cuts, or finds that it was none. */
final class TripBuilder {

    private final TripRules rules;
    private final Kept kept;
    private final Run run;

    private TripBuilder(TripRules rules, Kept kept, Run run) {
        this.rules = rules;
        this.kept = kept;
        this.run = run;
    }

    /** Empty where the movement is too short, too near or too brief to be a trip. */
    static Optional<Trip> build(TripRules rules, String deviceId, Kept kept, Run run, boolean open) {
        TripBuilder builder = new TripBuilder(rules, kept, run);
        boolean lonely =
                run.last() - run.first() < 2 && kept.seconds(run.first(), run.last()) < rules.silenceStandSeconds();
        if (lonely || kept.seconds(run.first(), run.last()) < rules.minTripSeconds() || !builder.getsAway()) {
            return Optional.empty();
        }
        Odometer odometer = Odometer.measure(rules, kept, run.first(), run.last());
        if (odometer.pathMeters() + odometer.unknownMeters() < rules.minTripMeters()) {
            return Optional.empty();
        }
        return Optional.of(builder.trip(deviceId, odometer, open));
    }

    private boolean getsAway() {
        for (int k = run.last(); k > run.first(); k--) {
            if (!kept.closer(run.first(), k, rules.minTripReachMeters())) {
                return true;
            }
        }
        return false;
    }

    private Trip trip(String deviceId, Odometer odometer, boolean open) {
        List<Trip.Slice> slices = odometer.slices();
        long distance = 0;
        long unknown = 0;
        int driving = 0;
        int idle = 0;
        int unknownSeconds = 0;
        int maxSpeed = 0;
        for (Trip.Slice slice : slices) {
            distance += slice.distanceMillimeters();
            unknown += slice.unknownMillimeters();
            driving += slice.drivingSeconds();
            idle += slice.idleSeconds();
            unknownSeconds += slice.unknownSeconds();
            maxSpeed = Math.max(maxSpeed, slice.maxSpeedCentimetersPerSecond());
        }
        return new Trip(
                deviceId,
                kept.timeMillis(run.first()),
                kept.timeMillis(run.last()),
                kept.coordinate(run.first()),
                kept.coordinate(run.last()),
                distance,
                unknown,
                driving,
                idle,
                unknownSeconds,
                maxSpeed,
                run.last() - run.first() + 1,
                open,
                odometer.source(),
                run.startReason(),
                run.endReason(),
                slices);
    }
}
