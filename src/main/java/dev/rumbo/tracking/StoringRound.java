package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.StoreUnavailableException;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/** Each device once. Where the store takes none of several in a row, it is the store's trouble and not theirs. */
final class StoringRound {

    private static final Logger LOG = Logger.getLogger(StoringRound.class);

    private final Set<DeviceKey> refusedBefore;
    private final int mostInARow;
    private final Set<DeviceKey> stored = new HashSet<>();
    private int inARow;
    private boolean throttledOnly = true;

    /** @param refusedBefore the devices that the store did not take when they were last tried, of all rounds */
    StoringRound(Set<DeviceKey> refusedBefore, int mostInARow) {
        this.refusedBefore = refusedBefore;
        this.mostInARow = mostInARow;
    }

    /** @throws StoreUnavailableException where the round ends with it */
    void refused(DeviceKey device, StoreUnavailableException later) {
        refusedBefore.add(device);
        throttledOnly &= later.isThrottled();
        inARow++;
        if (inARow == mostInARow) {
            throw later;
        }
        LOG.warnf("Device %s is not stored now: %s", device.deviceId(), later.getMessage());
    }

    void stored(DeviceKey device) {
        refusedBefore.remove(device);
        stored.add(device);
        inARow = 0;
    }

    Set<DeviceKey> stored() {
        return stored;
    }

    /** Whether those that were refused are too few to be the store's trouble, and it answered each time. */
    boolean isOfHotDevices() {
        return throttledOnly && inARow < mostInARow;
    }
}
