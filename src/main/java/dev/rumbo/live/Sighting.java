package dev.rumbo.live;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.stream.TraceParent;
import dev.rumbo.trips.Position;
import java.util.Optional;

/**
 * The newest position that was heard of a device.
 *
 * @param change counts the changes of the feed, so that it tells what a viewer has not seen yet
 * @param here whether this instance's own consumer heard it, not another instance's
 * @param firstHeardMillis when the instance that told of it first heard of the device
 * @param heardMillis when it heard of this position
 * @param checked whether the store is known to hold nothing newer: this process may have started in between
 * @param trace of the post that brought it; empty for nearly all
 */
record Sighting(
        DeviceKey device,
        Position position,
        long change,
        boolean here,
        long firstHeardMillis,
        long heardMillis,
        boolean checked,
        Optional<TraceParent> trace) {}
