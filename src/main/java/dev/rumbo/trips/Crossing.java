package dev.rumbo.trips;

import dev.rumbo.geo.Geodesy;
import java.util.Optional;

/** What a movement becomes that cannot be measured as a trip, but after which the device is elsewhere. */
final class Crossing {

    private Crossing() {}

    /** Across a barrier, where only the silence itself tells what happened; empty where the device is found where it was. */
    static Optional<Segment> of(TripRules rules, String deviceId, Kept before, int departure, Kept after, int arrival) {
        double meters = Geodesy.meters(before.coordinate(departure), after.coordinate(arrival));
        long start = before.timeMillis(departure);
        long end = after.timeMillis(arrival);
        double seconds = (end - start) / 1000.0;
        double stood = rules.standSeconds(seconds, meters);
        if (stood > rules.silenceStandSeconds()) {
            Reason reason = new Reason(Reason.Rule.SILENCE, rules.silenceStandSeconds(), stood, start, end);
            return gap(rules, deviceId, before, departure, after, arrival, reason);
        }
        double speed = meters / seconds;
        Reason reason = new Reason(Reason.Rule.UNKNOWN_PATH, rules.townSpeedMetersPerSecond(), speed, start, end);
        if (meters < rules.minTripMeters() || seconds < rules.minTripSeconds()) {
            return gap(rules, deviceId, before, departure, after, arrival, reason);
        }
        Slicer slicer = new Slicer(start, end);
        slicer.unknown(start, end, meters);
        return Optional.of(Trip.of(
                deviceId,
                start,
                end,
                before.coordinate(departure),
                after.coordinate(arrival),
                slicer.slices(),
                2,
                false,
                Trip.DistanceSource.PATH,
                reason,
                reason));
    }

    /** A silence that hides a stop; empty where the device is found where it was. */
    static Optional<Segment> gap(
            TripRules rules, String deviceId, Kept before, int departure, Kept after, int arrival, Reason reason) {
        return gap(rules, deviceId, before, departure, after, arrival, reason, reason);
    }

    /** Movement that is no trip: too few positions, too brief or on foot; empty where the device is where it was. */
    static Optional<Segment> crumb(TripRules rules, String deviceId, Kept kept, Run run) {
        return gap(rules, deviceId, kept, run.first(), kept, run.last(), run.startReason(), run.endReason());
    }

    private static Optional<Segment> gap(
            TripRules rules,
            String deviceId,
            Kept before,
            int departure,
            Kept after,
            int arrival,
            Reason startReason,
            Reason endReason) {
        double meters = Geodesy.meters(before.coordinate(departure), after.coordinate(arrival));
        return meters <= rules.resumeRadiusMeters()
                ? Optional.empty()
                : Optional.of(new Gap(
                        deviceId,
                        before.timeMillis(departure),
                        after.timeMillis(arrival),
                        before.coordinate(departure),
                        after.coordinate(arrival),
                        Math.round(meters * 1000),
                        startReason,
                        endReason));
    }
}
