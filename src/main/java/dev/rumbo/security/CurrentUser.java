package dev.rumbo.security;

import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** The user whom the request in hand speaks for. */
@RequestScoped
public class CurrentUser {

    private final SecurityIdentity identity;

    CurrentUser(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** @throws UnauthorizedException where the request speaks for nobody, or for a device */
    public User user() {
        if (identity.getPrincipal() instanceof Caller.OfUser caller) {
            return caller.user();
        }
        throw new UnauthorizedException();
    }

    public boolean isAdmin() {
        return user().role() == Role.ADMIN;
    }
}
