package dev.rumbo.store.dynamodb;

import dev.rumbo.store.DeviceHead;
import java.util.Optional;

/**
 * The newest whole entry of a device's log: what it says beside its positions.
 *
 * @param number of the entry; 0 where there is none
 * @param next the first number that no entry has, whole or not
 * @param known empty where nothing is stored of the device
 * @param changes what the day items do not say yet
 */
record Head(long number, long next, Optional<DeviceHead> known, Changes changes) {

    static final Head NONE = new Head(0, 1, Optional.empty(), Changes.NONE);

    /** Of the device; 0 where nothing is stored of it. */
    long version() {
        return known.map(DeviceHead::version).orElse(0L);
    }
}
