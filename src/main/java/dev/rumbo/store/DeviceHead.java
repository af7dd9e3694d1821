package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Position;

/**
 * What is known of a device without reading its track. Present once the first position is stored.
 *
 * @param version counts the writes; a write states the version that it was computed from
 * @param first first position in the total order
 * @param last last position in the total order
 */
public record DeviceHead(DeviceKey device, long version, Position first, Position last) {}
