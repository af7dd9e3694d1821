package dev.rumbo.live;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Moves the token from the query of a socket's address into the header before anything else sees the request: addresses
 * are written into logs, headers are not.
 */
@ApplicationScoped
class TokenParameter {

    private static final String PARAMETER = "token";

    /** Before authentication, which is at 200. */
    private static final int FIRST = 1_000;

    void register(@Observes Filters filters) {
        filters.register(TokenParameter::move, FIRST);
    }

    private static void move(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!context.normalizedPath().equals(LiveSocket.PATH)
                || !request.params().contains(PARAMETER)) {
            context.next();
            return;
        }
        String token = request.getParam(PARAMETER);
        if (!request.headers().contains(HttpHeaderNames.AUTHORIZATION)) {
            request.headers().set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
        }
        context.reroute(LiveSocket.PATH);
    }
}
