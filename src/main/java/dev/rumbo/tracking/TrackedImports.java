package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Track;

/** What storing has to know and to tell of imports that can be undone. */
@FunctionalInterface
public interface TrackedImports {

    /** Whether it was undone: whatever of it is still on its way, or is replayed, is not stored any more. */
    boolean isUndone(DeviceKey device, String importId);

    /**
     * Before it is stored: a phone sent this itself, so that no import takes it away once it is undone. Harmless when repeated.
     *
     * @param version of the device that was read before this is said; 0 where nothing is stored of it
     */
    default void sentByPhone(DeviceKey device, long version, Track positions) {}

    /** The device was written here, so that what was known at the version before holds at this one. */
    default void written(DeviceKey device, long version) {}
}
