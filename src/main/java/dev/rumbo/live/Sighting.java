package dev.rumbo.live;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Position;

/**
 * The newest position that was heard of a device.
 *
 * @param change counts the changes of the feed, so that it tells what a viewer has not seen yet
 * @param firstHeardMillis when this process first heard of the device
 * @param heardMillis when it heard of this position
 * @param checked whether the store is known to hold nothing newer: this process may have started in between
 */
record Sighting(
        DeviceKey device, Position position, long change, long firstHeardMillis, long heardMillis, boolean checked) {}
