package dev.rumbo.trips;

import java.util.List;

/**
 * All that is known of where a device was and when it moved.
 *
 * @param segments trips and gaps in time order; they do not overlap
 * @param stops what lies between them, in time order
 */
public record Timeline(String deviceId, List<Segment> segments, List<Stop> stops) {

    public Timeline {
        segments = List.copyOf(segments);
        stops = List.copyOf(stops);
    }

    static Timeline of(String deviceId, Track track, List<Segment> segments) {
        return track.isEmpty()
                ? new Timeline(deviceId, List.of(), List.of())
                : new Timeline(
                        deviceId, segments, Stops.all(deviceId, segments, track.get(0), track.get(track.size() - 1)));
    }

    /** The trips among the segments. */
    public List<Trip> trips() {
        return segments.stream()
                .filter(Trip.class::isInstance)
                .map(Trip.class::cast)
                .toList();
    }
}
