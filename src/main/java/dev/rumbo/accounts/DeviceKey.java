package dev.rumbo.accounts;

/** A device with its owner and fleet: the key under which positions, segments and totals are stored. */
public record DeviceKey(String fleetId, String userId, String deviceId) {

    public Owner owner() {
        return new Owner(fleetId, userId);
    }
}
