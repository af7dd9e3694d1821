package dev.rumbo.trips;

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
    static Optional<Trip> build(
            TripRules rules, String deviceId, Kept kept, Run run, boolean open, Corrections corrections) {
        TripBuilder builder = new TripBuilder(rules, kept, run);
        boolean lonely =
                run.last() - run.first() < 2 && kept.seconds(run.first(), run.last()) < rules.silenceStandSeconds();
        if (lonely || kept.seconds(run.first(), run.last()) < rules.minTripSeconds() || !builder.getsAway()) {
            return Optional.empty();
        }
        Odometer odometer = Odometer.measure(rules, kept, run.first(), run.last(), corrections);
        if (odometer.pathMeters() + odometer.unknownMeters() < rules.minTripMeters()) {
            return Optional.empty();
        }
        return Optional.of(builder.trip(deviceId, odometer, open));
    }

    /** A part of a trip, however short. */
    static Trip part(TripRules rules, String deviceId, Kept kept, Run run, boolean open, Corrections corrections) {
        return new TripBuilder(rules, kept, run)
                .trip(deviceId, Odometer.measure(rules, kept, run.first(), run.last(), corrections), open);
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
        return Trip.of(
                deviceId,
                kept.timeMillis(run.first()),
                kept.timeMillis(run.last()),
                kept.coordinate(run.first()),
                kept.coordinate(run.last()),
                odometer.slices(),
                run.last() - run.first() + 1,
                open,
                odometer.source(),
                run.startReason(),
                run.endReason());
    }
}
