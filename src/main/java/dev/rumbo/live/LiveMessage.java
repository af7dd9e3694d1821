package dev.rumbo.live;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.rumbo.api.FleetJson;
import dev.rumbo.reading.FleetDevice;
import dev.rumbo.stream.TraceParent;
import java.util.List;

/**
 * What a viewer is sent.
 *
 * @param type {@code snapshot} or {@code positions}
 * @param traces of the posts that brought it; not sent
 */
record LiveMessage(
        String type, List<FleetJson> devices, @JsonIgnore List<TraceParent> traces) {

    /** How many devices one message carries at most: some 100 KB. */
    static final int MOST_DEVICES = 500;

    static LiveMessage snapshot(List<FleetDevice> devices) {
        return of("snapshot", devices, List.of());
    }

    static LiveMessage positions(List<FleetDevice> devices, List<TraceParent> traces) {
        return of("positions", devices, traces);
    }

    private static LiveMessage of(String type, List<FleetDevice> devices, List<TraceParent> traces) {
        return new LiveMessage(type, devices.stream().map(FleetJson::from).toList(), List.copyOf(traces));
    }
}
