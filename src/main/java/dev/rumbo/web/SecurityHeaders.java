package dev.rumbo.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;

/**
 * Says on every answer what a browser may do with it.
 *
 * <p>Scripts and styles come from this server only, none of them inline; images also from the configured tile server. The
 * referrer keeps its origin, because OpenStreetMap's tile policy asks for one.
 */
@ApplicationScoped
class SecurityHeaders {

    private static final int PRIORITY = 100;

    private final String contentSecurityPolicy;

    SecurityHeaders(MapConfig tiles) {
        contentSecurityPolicy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                // Leaflet empties a tile by giving it an image of one pixel as data.
                ("img-src 'self' data: " + origin(tiles.tileUrl())).strip(),
                "connect-src 'self'",
                "manifest-src 'self'",
                "form-action 'self'",
                "base-uri 'none'",
                "frame-ancestors 'none'");
    }

    void register(@Observes Filters filters) {
        filters.register(this::add, PRIORITY);
    }

    private void add(RoutingContext request) {
        MultiMap headers = request.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=(), usb=()");
        // The developer's console under /q/ is not ours to restrict and absent in production.
        if (!request.normalizedPath().startsWith("/q/")) {
            headers.set("Content-Security-Policy", contentSecurityPolicy);
        }
        request.next();
    }

    /** Empty for tiles from this server. Subdomains that the address leaves open are allowed as a wildcard. */
    static String origin(String tileUrl) {
        if (!tileUrl.startsWith("http://") && !tileUrl.startsWith("https://")) {
            return "";
        }
        String host = tileUrl.replaceFirst("\\{s}", "SUBDOMAIN").replaceAll("[{}]", "");
        URI uri = URI.create(host);
        return (uri.getScheme() + "://" + uri.getRawAuthority()).replace("SUBDOMAIN", "*");
    }
}
