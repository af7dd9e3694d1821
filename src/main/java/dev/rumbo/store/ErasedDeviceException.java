package dev.rumbo.store;

import dev.rumbo.accounts.DeviceKey;

/** All data of the device was deleted for good: what was still under way of it is not stored. Nothing was applied. */
public final class ErasedDeviceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ErasedDeviceException(DeviceKey device) {
        super("device " + device.deviceId() + " was erased");
    }
}
