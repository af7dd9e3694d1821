package dev.rumbo.security;

import io.quarkus.security.ForbiddenException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that another site makes a browser send, forms and JSON alike: browsers say in {@code Sec-Fetch-Site} and
 * {@code Origin} who made them. Also without a session, so that no site logs its visitor in as somebody else; and from a
 * neighbour of the same domain, which could plant the cookie that a form's token is compared with.
 */
class SameOriginFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    @ServerRequestFilter
    void refuseForeign(ContainerRequestContext context, HttpServerRequest request) {
        // What shows a token in a header no other site can send.
        boolean byBrowser = context.getHeaderString(HttpHeaders.AUTHORIZATION) == null;
        if (byBrowser && !SAFE.contains(context.getMethod()) && isForeign(request)) {
            throw new ForbiddenException("the request came from another site");
        }
    }

    private static boolean isForeign(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN.contains(site);
        }
        return isForeign(request.getHeader("Origin"), request.getHeader(HttpHeaders.HOST));
    }

    /** Whether an origin is given and names another authority than the request was sent to. */
    static boolean isForeign(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return false;
        }
        try {
            return !URI.create(origin).getAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException | NullPointerException opaque) {
            return true;
        }
    }
}
