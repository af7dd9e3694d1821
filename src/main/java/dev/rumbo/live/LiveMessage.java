package dev.rumbo.live;

import dev.rumbo.api.FleetJson;
import dev.rumbo.reading.FleetDevice;
import java.util.List;

/**
 * What a viewer is sent.
 *
 * @param type {@code snapshot} or {@code positions}
 */
record LiveMessage(String type, List<FleetJson> devices) {

    /** How many devices one message carries at most: some 100 KB. */
    static final int MOST_DEVICES = 500;

    static LiveMessage snapshot(List<FleetDevice> devices) {
        return of("snapshot", devices);
    }

    static LiveMessage positions(List<FleetDevice> devices) {
        return of("positions", devices);
    }

    private static LiveMessage of(String type, List<FleetDevice> devices) {
        return new LiveMessage(type, devices.stream().map(FleetJson::from).toList());
    }
}
