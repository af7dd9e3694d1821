package dev.rumbo.tracking;

import dev.rumbo.accounts.DeviceKey;

/** Tells which imports were undone: whatever of them is still on its way, or is replayed, is not stored any more. */
@FunctionalInterface
public interface UndoneImports {

    boolean contains(DeviceKey device, String importId);
}
