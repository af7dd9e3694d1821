package dev.rumbo.trips;

import dev.rumbo.geo.Geodesy;
import java.util.List;
import java.util.Optional;

/** What a silence after which the device is found elsewhere becomes. */
final class Crossing {

    private Crossing() {}

    /** Empty where the device is found where it was. */
    static Optional<Segment> of(TripRules rules, String deviceId, Kept before, int departure, Kept after, int arrival) {
        double meters = Geodesy.meters(before.coordinate(departure), after.coordinate(arrival));
        if (meters <= rules.resumeRadiusMeters()) {
            return Optional.empty();
        }
        long start = before.timeMillis(departure);
        long end = after.timeMillis(arrival);
        double seconds = (end - start) / 1000.0;
        double speed = meters / seconds;
        long millimeters = Math.round(meters * 1000);
        if (!rules.drivenThrough(seconds, meters)) {
            Reason reason = new Reason(Reason.Rule.SILENCE, rules.silenceSeconds(), seconds, start, end);
            return Optional.of(new Gap(
                    deviceId,
                    start,
                    end,
                    before.coordinate(departure),
                    after.coordinate(arrival),
                    millimeters,
                    reason,
                    reason));
        }
        Reason reason =
                new Reason(Reason.Rule.UNKNOWN_PATH, rules.townSpeedMetersPerSecond(), speed, start, end);
        Slicer slicer = new Slicer(start, end);
        slicer.unknown(start, end, meters);
        List<Trip.Slice> slices = slicer.slices();
        return Optional.of(new Trip(
                deviceId,
                start,
                end,
                before.coordinate(departure),
                after.coordinate(arrival),
                0,
                slices.stream().mapToLong(Trip.Slice::unknownMillimeters).sum(),
                0,
                0,
                slices.stream().mapToInt(Trip.Slice::unknownSeconds).sum(),
                0,
                2,
                false,
                Trip.DistanceSource.PATH,
                reason,
                reason,
                slices));
    }
}
