package dev.rumbo.security;

import dev.rumbo.accounts.DeviceKey;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The device whose token came with the request in hand. */
@RequestScoped
public class CurrentDevice {

    private final SecurityIdentity identity;

    CurrentDevice(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** @throws UnauthorizedException where the request does not speak for a device */
    public DeviceKey key() {
        if (identity.getPrincipal() instanceof Caller.OfDevice caller) {
            return caller.device();
        }
        throw new UnauthorizedException();
    }
}
