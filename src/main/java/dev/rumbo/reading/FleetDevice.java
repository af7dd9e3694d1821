package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Position;
import java.util.Optional;

/**
 * Where a device was last seen.
 *
 * @param name what its owner calls the device
 * @param userName the owner's name
 * @param last empty where whoever looks may not see it now
 */
public record FleetDevice(DeviceKey device, String name, String userName, Optional<Position> last, DeviceState state) {}
