package dev.rumbo.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.api.Problem;
import dev.rumbo.stream.StreamUnavailableException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a request with a body that the memory set aside for bodies does not hold: before it is read, before it waits for a
 * thread, and until it is answered.
 */
@Singleton
class Admission {

    private static final String HOLD = Admission.class.getName();

    /** After the headers that every answer gets, before anything is read of the request. */
    private static final int PRIORITY = 90;

    /** What a request takes beside its body: buffers, headers, the objects of its answer. */
    private static final long OVERHEAD_BYTES = 4_096;

    /** JSON of positions shrinks to about an eighth; what unpacks to more asks again. */
    private static final long PACKED = 12;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final String FULL = "Too much is being posted at once. Send all of it again later.";

    private final ByteBudget budget;
    private final IngestMetrics metrics;
    private final ObjectMapper json;

    Admission(IngestConfig config, IngestMetrics metrics, MeterRegistry registry, ObjectMapper json) {
        this.metrics = metrics;
        this.json = json;
        budget = new ByteBudget(config.bodyBytes());
        Gauge.builder("rumbo.ingest.body.bytes", budget, ByteBudget::heldBytes)
                .description("Memory held for request bodies that are read or not answered yet")
                .register(registry);
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, PRIORITY);
    }

    private void admit(RoutingContext context) {
        HttpServerRequest request = context.request();
        long body = bodyBytes(request);
        if (body == 0) {
            context.next();
            return;
        }
        Optional<ByteBudget.Hold> hold = budget.hold(sender(context), body + OVERHEAD_BYTES);
        if (hold.isEmpty()) {
            metrics.refused();
            refuse(context);
            return;
        }
        context.put(HOLD, hold.get());
        context.addEndHandler(ended -> hold.get().release());
        context.next();
    }

    /** @throws StreamUnavailableException where an unpacked body does not fit */
    static void unpackTo(RoutingContext context, long bytes) {
        ByteBudget.@Nullable Hold hold = context.get(HOLD);
        if (hold != null && !hold.growTo(bytes + OVERHEAD_BYTES)) {
            throw new StreamUnavailableException("no memory is left to unpack a post", RETRY_AFTER, null);
        }
    }

    /** What the body is likely to take; 0 where there is none. */
    private static long bodyBytes(HttpServerRequest request) {
        if (request.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            return request.getHeader("Transfer-Encoding") == null ? 0 : PostBody.MAX_BYTES;
        }
        try {
            long length = Math.max(0, Long.parseLong(request.getHeader(HttpHeaders.CONTENT_LENGTH)));
            boolean packed = request.getHeader(HttpHeaders.CONTENT_ENCODING) != null;
            return Math.min(PostBody.MAX_BYTES, packed ? Math.multiplyExact(length, PACKED) : length);
        } catch (NumberFormatException | ArithmeticException absurd) {
            return PostBody.MAX_BYTES;
        }
    }

    /** Credentials are not read yet; who sends many has many turned away when they are. */
    private static String sender(RoutingContext context) {
        String credential = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return credential == null ? context.normalizedPath() : credential;
    }

    private void refuse(RoutingContext context) {
        try {
            // What still comes of the body is read and dropped, so that the answer reaches who is still sending.
            context.request().resume();
            context.response()
                    .setStatusCode(503)
                    .putHeader(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()))
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(Problem.of(503, FULL)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
