package dev.rumbo.security;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.User;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The user whom the request in hand speaks for. */
@RequestScoped
public class CurrentUser {

    private final SecurityIdentity identity;

    CurrentUser(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** @throws UnauthorizedException where the request speaks for nobody, or for a device */
    public User user() {
        return caller().user();
    }

    /** Empty where the request speaks for nobody, or for a device. */
    public Optional<User> find() {
        return identity.getPrincipal() instanceof Caller.OfUser caller ? Optional.of(caller.user()) : Optional.empty();
    }

    /** The access token or session that was shown; empty where it was a password. */
    public Optional<Credential.OfUser> credential() {
        return caller().credential();
    }

    private Caller.OfUser caller() {
        if (identity.getPrincipal() instanceof Caller.OfUser caller) {
            return caller;
        }
        throw new UnauthorizedException();
    }

    public boolean isAdmin() {
        return user().role().administers();
    }

    public boolean isOperator() {
        return user().role().operates();
    }
}
