package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.Map;
import java.util.Optional;

/** Finds whose day an address asks for. What is another's looks to a driver as if it did not exist. */
@ApplicationScoped
class DaySubjects {

    private static final String USER = "user";
    private static final String DEVICE = "device";

    private final CurrentUser current;
    private final AccountStore accounts;

    DaySubjects(CurrentUser current, AccountStore accounts) {
        this.current = current;
        this.accounts = accounts;
    }

    /** @throws NotFoundException where there is no such user or device within the viewer's sight */
    DaySubject get(Optional<String> userId, Optional<String> deviceId) {
        User viewer = current.user();
        if (deviceId.isPresent()) {
            Device device = accounts.findDevice(viewer.fleetId(), deviceId.get())
                    .filter(found -> maySee(viewer, found.key().owner()))
                    .orElseThrow(NotFoundException::new);
            return new DaySubject(
                    getUser(viewer, device.key().owner()), Optional.of(device), Map.of(DEVICE, deviceId.get()));
        }
        if (userId.isPresent()) {
            User owner = getUser(viewer, new Owner(viewer.fleetId(), userId.get()));
            return new DaySubject(owner, Optional.empty(), Map.of(USER, userId.get()));
        }
        return new DaySubject(viewer, Optional.empty(), Map.of());
    }

    private User getUser(User viewer, Owner owner) {
        if (!maySee(viewer, owner)) {
            throw new NotFoundException();
        }
        return owner.equals(viewer.owner()) ? viewer : accounts.findUser(owner).orElseThrow(NotFoundException::new);
    }

    private boolean maySee(User viewer, Owner owner) {
        return owner.equals(viewer.owner()) || current.isAdmin();
    }
}
