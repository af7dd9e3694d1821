package dev.rumbo.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts what came in. */
@Singleton
class IngestMetrics {

    private final Counter accepted;
    private final Counter rejected;
    private final Counter refusedPosts;

    IngestMetrics(MeterRegistry registry) {
        accepted = Counter.builder("rumbo.ingest.positions")
                .description("Positions by outcome")
                .tag("outcome", "accepted")
                .register(registry);
        rejected = Counter.builder("rumbo.ingest.positions")
                .description("Positions by outcome")
                .tag("outcome", "rejected")
                .register(registry);
        refusedPosts = Counter.builder("rumbo.ingest.posts.refused")
                .description("Posts answered with 503 because the stream could not take them")
                .register(registry);
    }

    void accepted(ParsedPost post) {
        accepted(post.accepted().size(), post.rejected().size());
    }

    void accepted(int taken, int refused) {
        accepted.increment(taken);
        rejected.increment(refused);
    }

    void refused() {
        refusedPosts.increment();
    }
}
