package dev.rumbo.privacy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import java.util.Optional;

/** Who looks. Every question about positions names one, so that nothing is handed out as if its owner had asked. */
public sealed interface Viewer {

    /** A user of the fleet: the owner of what is looked at, or somebody else. */
    static Viewer of(Owner user) {
        return new Person(user);
    }

    /** Whether what belongs to {@code owner} is the viewer's own. */
    boolean owns(Owner owner);

    /** Of the user or of the link. */
    String id();

    /** A user. */
    record Person(Owner user) implements Viewer {

        @Override
        public boolean owns(Owner owner) {
            return user.equals(owner);
        }

        @Override
        public String id() {
            return user.userId();
        }
    }

    /**
     * Somebody without an account, to whom an owner gave a link.
     *
     * @param id of the link; empty where it is not made yet
     * @param deviceId the one device that the link is about; empty for all of the owner's
     * @param window the time that it is about
     */
    record Guest(Owner owner, String id, Optional<String> deviceId, Window window) implements Viewer {

        @Override
        public boolean owns(Owner other) {
            return false;
        }

        /** Whether the link is about this device at all. */
        public boolean isAbout(DeviceKey device) {
            return device.owner().equals(owner)
                    && deviceId.filter(only -> !only.equals(device.deviceId())).isEmpty();
        }
    }
}
