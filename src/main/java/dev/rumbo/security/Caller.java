package dev.rumbo.security;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import java.security.Principal;
import java.util.Set;

/** Who a request speaks for: a device that posts, or a user. */
sealed interface Caller extends Principal {

    /** May post positions for its own device. */
    String DEVICE = "device";

    /** May read and change what is theirs. */
    String DRIVER = "driver";

    /** May read and change what is the fleet's. */
    String ADMIN = "admin";

    Set<String> roles();

    /** A device token was shown. */
    record OfDevice(DeviceKey device) implements Caller {
        @Override
        public String getName() {
            return device.deviceId();
        }

        @Override
        public Set<String> roles() {
            return Set.of(DEVICE);
        }
    }

    /**
     * A user, by access token, session or password.
     *
     * @param credential what was shown; a password counts as a session that was not opened
     */
    record OfUser(User user, Kind credential) implements Caller {
        @Override
        public String getName() {
            return user.id();
        }

        @Override
        public Set<String> roles() {
            return user.role() == Role.ADMIN ? Set.of(DRIVER, ADMIN) : Set.of(DRIVER);
        }
    }

    /** How a user showed who they are. */
    enum Kind {
        TOKEN,
        SESSION,
        PASSWORD;

        static Kind of(Credential credential) {
            return credential instanceof Credential.Session ? SESSION : TOKEN;
        }
    }
}
