package dev.rumbo.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Turns a secret into an identity; asks the store on a worker thread, and only where it is not remembered. */
@ApplicationScoped
class SecretIdentityProvider implements IdentityProvider<SecretRequest> {

    private final Callers callers;
    private final PasswordCheck passwords;

    SecretIdentityProvider(Callers callers, PasswordCheck passwords) {
        this.callers = callers;
        this.passwords = passwords;
    }

    @Override
    public Class<SecretRequest> getRequestType() {
        return SecretRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(SecretRequest request, AuthenticationRequestContext context) {
        Optional<Caller> remembered = callers.remembered(request.secret());
        if (remembered.isPresent()) {
            return Uni.createFrom().item(identity(remembered.get(), request));
        }
        return context.runBlocking(
                () -> identity(find(request).orElseThrow(AuthenticationFailedException::new), request));
    }

    private Optional<Caller> find(SecretRequest request) {
        Optional<Caller> found = callers.find(request.secret());
        if (found.isEmpty() && request.passwordAllowed()) {
            return passwords
                    .check(
                            callers.findByEmail(request.name()),
                            request.name(),
                            request.secret(),
                            request.address(),
                            false)
                    .map(user -> new Caller.OfUser(user, Optional.empty()));
        }
        return found;
    }

    private static SecurityIdentity identity(Caller caller, SecretRequest request) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(caller)
                .addRoles(caller.roles(request.reading()))
                .build();
    }
}
