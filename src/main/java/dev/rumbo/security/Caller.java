package dev.rumbo.security;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Scope;
import dev.rumbo.accounts.User;
import java.security.Principal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Who a request speaks for: a device that posts, or a user. */
sealed interface Caller extends Principal {

    /** May post positions for its own device. */
    String DEVICE = "device";

    /** May read and change what is theirs. */
    String DRIVER = "driver";

    /** May read and change what is the fleet's. */
    String ADMIN = "admin";

    /** May see how the installation works. */
    String OPERATOR = "operator";

    /** @param reading whether the request only reads */
    Set<String> roles(boolean reading);

    /** A device token was shown. */
    record OfDevice(DeviceKey device) implements Caller {
        @Override
        public String getName() {
            return device.deviceId();
        }

        @Override
        public Set<String> roles(boolean reading) {
            return Set.of(DEVICE);
        }
    }

    /**
     * A user, by access token, session or password.
     *
     * @param credential what was shown; empty for a password
     */
    record OfUser(User user, Optional<Credential.OfUser> credential) implements Caller {
        @Override
        public String getName() {
            return user.id();
        }

        @Override
        public Set<String> roles(boolean reading) {
            if (!reading && readsOnly()) {
                return Set.of();
            }
            Set<String> roles = new HashSet<>(Set.of(DRIVER));
            if (user.role().administers()) {
                roles.add(ADMIN);
            }
            if (user.role().operates()) {
                roles.add(OPERATOR);
            }
            return roles;
        }

        private boolean readsOnly() {
            return credential.isPresent()
                    && credential.get() instanceof Credential.AccessToken token
                    && token.scope() == Scope.READ;
        }
    }
}
