package dev.rumbo.trips;

import dev.rumbo.geo.Coordinate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stops are the complement of the segments: a reader that has the segments around a span of time makes them from those. */
public final class Stops {

    private Stops() {}

    /** The stop between two neighbors; empty where one begins as the other ends. */
    public static Optional<Stop> between(Segment previous, Segment next) {
        return stop(
                previous.deviceId(),
                previous.endMillis(),
                next.startMillis(),
                previous.to(),
                previous.endReason(),
                next.startReason());
    }

    /** The stop before a device's first segment. */
    public static Optional<Stop> before(Position firstOfDevice, Segment first) {
        return stop(
                first.deviceId(),
                firstOfDevice.timeMillis(),
                first.startMillis(),
                firstOfDevice.coordinate(),
                Reason.dataEdge(firstOfDevice.timeMillis()),
                first.startReason());
    }

    /** The stop after a device's last segment. */
    public static Optional<Stop> after(Segment last, Position lastOfDevice) {
        return stop(
                last.deviceId(),
                last.endMillis(),
                lastOfDevice.timeMillis(),
                last.to(),
                last.endReason(),
                Reason.dataEdge(lastOfDevice.timeMillis()));
    }

    /** All stops of a device whose segments are complete, in time order. */
    public static List<Stop> all(
            String deviceId, List<? extends Segment> segments, Position firstOfDevice, Position lastOfDevice) {
        List<Stop> stops = new ArrayList<>();
        if (segments.isEmpty()) {
            stop(
                            deviceId,
                            firstOfDevice.timeMillis(),
                            lastOfDevice.timeMillis(),
                            firstOfDevice.coordinate(),
                            Reason.dataEdge(firstOfDevice.timeMillis()),
                            Reason.dataEdge(lastOfDevice.timeMillis()))
                    .ifPresent(stops::add);
            return stops;
        }
        before(firstOfDevice, segments.get(0)).ifPresent(stops::add);
        for (int i = 1; i < segments.size(); i++) {
            between(segments.get(i - 1), segments.get(i)).ifPresent(stops::add);
        }
        after(segments.get(segments.size() - 1), lastOfDevice).ifPresent(stops::add);
        return stops;
    }

    private static Optional<Stop> stop(
            String deviceId, long since, long until, Coordinate place, Reason arrival, Reason departure) {
        return since < until
                ? Optional.of(new Stop(deviceId, since, until, place, arrival, departure))
                : Optional.empty();
    }
}
