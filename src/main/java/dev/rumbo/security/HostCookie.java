package dev.rumbo.security;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Under TLS gives the session's cookie, and that of a log-in with a provider, the prefix by which browsers take it from this host only, by TLS only, and never from a
 * neighbour of the same domain. Inside, and on a laptop without TLS, it has its plain name.
 */
@ApplicationScoped
class HostCookie {

    private static final List<String> PLAIN = List.of(Sessions.COOKIE + "=", Sessions.BEGUN + "=");
    private static final String PREFIX = "__Host-";

    /** Before authentication, which is at 200, and before what adds to the answer's headers. */
    private static final int FIRST = 1_100;

    void register(@Observes Filters filters) {
        filters.register(HostCookie::rename, FIRST);
    }

    private static void rename(RoutingContext context) {
        if (context.request().isSSL()) {
            MultiMap asked = context.request().headers();
            List<String> sent = asked.getAll(HttpHeaderNames.COOKIE);
            if (!sent.isEmpty()) {
                asked.set(HttpHeaderNames.COOKIE, inside(sent));
            }
            MultiMap answered = context.response().headers();
            context.addHeadersEndHandler(sending -> {
                List<String> set = answered.getAll(HttpHeaderNames.SET_COOKIE);
                if (!set.isEmpty()) {
                    answered.set(
                            HttpHeaders.SET_COOKIE,
                            set.stream().map(HostCookie::outside).toList());
                }
            });
        }
        context.next();
    }

    /** A cookie of the plain name may have been planted, and is dropped. */
    private static String inside(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::strip)
                .filter(cookie -> PLAIN.stream().noneMatch(cookie::startsWith))
                .map(cookie -> PLAIN.stream().anyMatch(plain -> cookie.startsWith(PREFIX + plain))
                        ? cookie.substring(PREFIX.length())
                        : cookie)
                .collect(Collectors.joining("; "));
    }

    private static String outside(String cookie) {
        if (PLAIN.stream().noneMatch(cookie::startsWith)) {
            return cookie;
        }
        return PREFIX + cookie + (cookie.contains(";Secure") || cookie.contains("; Secure") ? "" : "; Secure");
    }
}
