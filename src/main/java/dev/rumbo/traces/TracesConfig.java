package dev.rumbo.traces;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** Where traces go, and of how many posts there are some. */
@ConfigMapping(prefix = "rumbo.traces")
public interface TracesConfig {

    /** A collector that takes OTLP over HTTP, such as {@code http://127.0.0.1:4318}; left out, nothing is recorded. */
    Optional<URI> endpoint();

    /** The part of all posts that is recorded, at most 1. Each takes 24 bytes more in the stream. */
    @WithDefault("0.01")
    double ratio();
}
