package dev.rumbo.live;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Lets drivers and administrators open sockets. Refuses those that another site opens with a visitor's session cookie, which browsers attach without asking, and more
 * sockets than this instance serves, none where it stops.
 */
@ApplicationScoped
class LiveUpgradeCheck implements HttpUpgradeCheck {

    private static final String ROLE = "driver";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int UNAVAILABLE = 503;

    private final Viewers viewers;

    @Inject
    LiveUpgradeCheck(Viewers viewers) {
        this.viewers = viewers;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        HttpServerRequest request = context.httpRequest();
        boolean byCookie = request.getHeader(HttpHeaderNames.AUTHORIZATION) == null;
        if (byCookie && isForeign(request.getHeader(HttpHeaderNames.ORIGIN), request.getHeader(HttpHeaderNames.HOST))) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        context.userData().put(Viewer.TRANSPORT, request.connection());
        if (viewers.takesNoMore()) {
            return CheckResult.rejectUpgrade(UNAVAILABLE);
        }
        return context.securityIdentity()
                .onItem()
                .transformToUni(LiveUpgradeCheck::check)
                .onFailure(AuthenticationFailedException.class)
                .recoverWithUni(() -> request.response().headWritten()
                        // The authentication has answered with its challenge.
                        ? Uni.createFrom().nothing()
                        : CheckResult.rejectUpgrade(UNAUTHORIZED));
    }

    private static Uni<CheckResult> check(SecurityIdentity identity) {
        if (identity.isAnonymous()) {
            return CheckResult.rejectUpgrade(UNAUTHORIZED);
        }
        return identity.hasRole(ROLE) ? CheckResult.permitUpgrade() : CheckResult.rejectUpgrade(FORBIDDEN);
    }

    /** Whether an origin is given, as browsers always do, and names another authority than the request was sent to. */
    static boolean isForeign(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return false;
        }
        try {
            String authority = new URI(origin).getAuthority();
            return authority == null || !authority.equalsIgnoreCase(host);
        } catch (URISyntaxException opaque) {
            return true;
        }
    }
}
