package dev.rumbo.web;

import dev.rumbo.security.Shares;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;

/**
 * Says on every answer what a browser may do with it.
 *
 * <p>What states no {@code Cache-Control} of its own is where somebody was: the API's answers are kept by nobody, and pages by the
 * browser alone, which asks before it shows them again; offline reading keeps those ({@code sw.js}). Scripts and styles come from this
 * server only, none of them inline; images also from the configured tile server. The referrer keeps its origin, because OpenStreetMap's
 * tile policy asks for one; where the address is a secret that was shared, only the map's own requests of tiles have it.
 */
@ApplicationScoped
class SecurityHeaders {

    private static final int PRIORITY = 100;

    /** Two years, as the preload list of the browsers asks. */
    private static final String HSTS = "max-age=63072000; includeSubDomains";

    private static final String NOTHING_ALLOWED =
            "camera=(), display-capture=(), microphone=(), payment=(), usb=(), geolocation=(), screen-wake-lock=()";
    /** The one page that asks where it is, and that keeps the screen on meanwhile. */
    private static final String RECORDER = "/record";

    private static final String RECORDER_ALLOWED = NOTHING_ALLOWED
            .replace("geolocation=()", "geolocation=(self)")
            .replace("screen-wake-lock=()", "screen-wake-lock=(self)");

    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/i/", "/q/");

    private final boolean development = LaunchMode.current() == LaunchMode.DEVELOPMENT;
    private final String contentSecurityPolicy;

    SecurityHeaders(MapConfig tiles) {
        contentSecurityPolicy = String.join(
                "; ",
                "default-src 'none'",
                "object-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                // Leaflet empties a tile by giving it an image of one pixel as data.
                ("img-src 'self' data: " + origin(tiles.tileUrl())).strip(),
                "connect-src 'self'",
                "manifest-src 'self'",
                "worker-src 'self'",
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
        boolean link = request.normalizedPath().startsWith(Shares.PATH);
        headers.set("Referrer-Policy", link ? "no-referrer" : "strict-origin-when-cross-origin");
        if (link) {
            headers.set("X-Robots-Tag", "noindex, nofollow, noarchive");
        }
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set(
                "Permissions-Policy", request.normalizedPath().equals(RECORDER) ? RECORDER_ALLOWED : NOTHING_ALLOWED);
        // Also where a proxy that is trusted says so.
        if (request.request().isSSL()) {
            headers.set("Strict-Transport-Security", HSTS);
        }
        // The developer's console under /q/ is not ours to restrict and absent in production.
        if (!(development && request.normalizedPath().startsWith("/q/"))) {
            headers.set("Content-Security-Policy", contentSecurityPolicy);
        }
        request.addHeadersEndHandler(sending -> {
            String location = headers.get(HttpHeaderNames.LOCATION);
            if (location != null) {
                headers.set(HttpHeaderNames.LOCATION, withoutHost(location, request.request()));
            }
            if (!headers.contains(HttpHeaderNames.CACHE_CONTROL)) {
                headers.set(HttpHeaderNames.CACHE_CONTROL, isPage(request) ? "private, no-cache" : "no-store");
            }
        });
        request.next();
    }

    /** The caller says which host it asked, and may lie: what leads to this server leads there by its path alone. */
    private static String withoutHost(String location, HttpServerRequest request) {
        String here = request.scheme() + "://" + request.getHeader(HttpHeaderNames.HOST) + "/";
        return location.startsWith(here) ? location.substring(here.length() - 1) : location;
    }

    private static boolean isPage(RoutingContext request) {
        return FOR_PROGRAMS.stream().noneMatch(request.normalizedPath()::startsWith);
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
