package dev.rumbo.traces;

import dev.rumbo.stream.TraceParent;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jboss.logging.MDC;

/** By which names the lines of the log say what they belong to. */
public final class Correlation {

    /** Made for each request, and told in the answer as {@code X-Request-Id}. */
    static final String REQUEST = "requestId";

    static final String TRACE = "traceId";
    static final String SHARD = "shard";

    /** The sequence number of the last record of a batch. */
    static final String RECORD = "record";

    private static final String DEVICE = "device";
    private static final String STEP = "rumbo.step";

    private Correlation() {}

    /** From here on the request's lines name the device that it speaks for. */
    public static void device(String deviceId) {
        MDC.put(DEVICE, deviceId);
    }

    /** The trace that the request's posts belong to; empty where it is not recorded. */
    public static Optional<TraceParent> trace(RoutingContext request) {
        return step(request).map(Traces.Step::parent);
    }

    static Optional<Traces.Step> step(RoutingContext request) {
        return Optional.ofNullable(request.get(STEP));
    }

    static void step(RoutingContext request, Traces.Step step) {
        request.put(STEP, step);
    }
}
