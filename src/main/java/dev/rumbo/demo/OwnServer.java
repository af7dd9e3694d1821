package dev.rumbo.demo;

import io.quarkus.vertx.http.HttpServer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this application listens, so that the demo can post to it as any phone does. */
@Singleton
class OwnServer {

    private static final long POLL_MILLIS = 50;
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "localhost");

    private final HttpServer http;
    private final String host;

    OwnServer(HttpServer http, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.http = http;
        this.host = host;
    }

    /** Waits until it listens. */
    URI address() throws InterruptedException {
        while (http.getPort() <= 0) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return URI.create(String.format(
                Locale.ROOT, "http://%s:%d", WILDCARDS.contains(host) ? "127.0.0.1" : host, http.getPort()));
    }
}
