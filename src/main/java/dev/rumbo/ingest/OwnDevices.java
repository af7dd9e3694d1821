package dev.rumbo.ingest;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.api.Problem;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Devices into which a caller may import: their own, and for administrators the fleet's. */
@ApplicationScoped
class OwnDevices {

    private final AccountStore accounts;

    OwnDevices(AccountStore accounts) {
        this.accounts = accounts;
    }

    /** @throws dev.rumbo.api.ProblemException 404 for any other */
    DeviceKey require(CurrentUser caller, String id) {
        return accounts.findDevice(caller.user().fleetId(), id)
                .filter(found -> found.state() == Device.State.ACTIVE)
                .map(Device::key)
                .filter(key ->
                        caller.isAdmin() || key.owner().equals(caller.user().owner()))
                .orElseThrow(() -> Problem.notFound("There is no such device."));
    }
}
