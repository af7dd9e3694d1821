package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.trips.Position;
import java.util.Optional;

/**
 * A line of the page of devices.
 *
 * @param last where it was last heard of, empty while nothing came
 */
public record DeviceRow(String id, String name, Optional<Position> last) {

    static DeviceRow of(Device device, Optional<Position> last) {
        return new DeviceRow(device.key().deviceId(), device.name(), last);
    }

    public String path() {
        return "/devices/" + id;
    }
}
