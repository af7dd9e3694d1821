package dev.rumbo.security;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.User;
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
    private final Audit audit;

    SecretIdentityProvider(Callers callers, PasswordCheck passwords, Audit audit) {
        this.callers = callers;
        this.passwords = passwords;
        this.audit = audit;
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
            return byPassword(request).map(user -> new Caller.OfUser(user, Optional.empty()));
        }
        return found;
    }

    private Optional<User> byPassword(SecretRequest request) {
        Optional<User> user = passwords.check(
                callers.findByEmail(request.name()), request.name(), request.secret(), request.address(), false);
        user.ifPresent(known -> audit.noteBy(known, request.address(), AuditAct.LOG_IN, "API"));
        return user;
    }

    private static SecurityIdentity identity(Caller caller, SecretRequest request) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(caller)
                .addRoles(caller.roles(request.reading()))
                .build();
    }
}
