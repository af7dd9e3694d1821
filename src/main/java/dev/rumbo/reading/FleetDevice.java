package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Position;

/**
 * Where a device was last seen.
 *
 * @param name what its owner calls the device
 * @param userName the owner's name
 */
public record FleetDevice(DeviceKey device, String name, String userName, Position last, DeviceState state) {}
