package dev.rumbo.api;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.Scope;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose data a call is about, and whether the caller may see it.
 *
 * <p>What belongs to another looks as if it did not exist.
 */
@RequestScoped
class Subjects {

    private final CurrentUser caller;
    private final AccountStore accounts;

    @Inject
    Subjects(CurrentUser caller, AccountStore accounts) {
        this.caller = caller;
        this.accounts = accounts;
    }

    /**
     * A user, or one of their devices.
     *
     * @param user the owner, whose time zone holds
     */
    record Subject(User user, Optional<DeviceKey> device) {

        Scope scope() {
            return device.map(Scope::of).orElseGet(() -> Scope.of(user.owner()));
        }
    }

    /** The caller where neither parameter was given. */
    Subject find(@Nullable String userId, @Nullable String deviceId) {
        if (deviceId != null) {
            DeviceKey device = device(deviceId);
            if (userId != null && !userId.equals(device.userId())) {
                throw unknown("device");
            }
            return new Subject(user(device.userId()), Optional.of(device));
        }
        return new Subject(userId == null ? caller.user() : user(userId), Optional.empty());
    }

    /** As whom the caller sees it. */
    Viewer viewer() {
        return Viewer.of(caller.user().owner());
    }

    /** All that the caller may see: the fleet for administrators, for drivers what is theirs. */
    Scope visible() {
        User user = caller.user();
        return caller.isAdmin() ? Scope.ofFleet(user.fleetId()) : Scope.of(user.owner());
    }

    DeviceKey device(String deviceId) {
        Scope visible = visible();
        return accounts.findDevice(visible.fleetId(), deviceId)
                .map(Device::key)
                .filter(visible::contains)
                .orElseThrow(() -> unknown("device"));
    }

    /** One that is the caller's: administrators see those of others, and leave what is recorded to them. */
    DeviceKey ownDevice(String deviceId) {
        DeviceKey device = device(deviceId);
        if (!device.owner().equals(caller.user().owner())) {
            throw Problem.forbidden("Only the owner of a device may delete what it recorded.");
        }
        return device;
    }

    private User user(String userId) {
        User user = caller.user();
        if (userId.equals(user.id())) {
            return user;
        }
        if (!caller.isAdmin()) {
            throw unknown("user");
        }
        return accounts.findUser(new Owner(user.fleetId(), userId)).orElseThrow(() -> unknown("user"));
    }

    private static RuntimeException unknown(String what) {
        return Problem.notFound("There is no such " + what + ".");
    }
}
