package dev.rumbo.traces;

import dev.rumbo.traces.Traces.Step;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request an id, which all its lines in the log have and which the answer tells, and begins the trace of a post. At
 * level DEBUG it logs what was answered, without what could be somebody's secret, place or name.
 */
@ApplicationScoped
class RequestLog {

    static final String HEADER = "X-Request-Id";

    private static final Logger LOG = Logger.getLogger(RequestLog.class);
    private static final String POSITIONS = "/api/v1/positions";
    private static final String PHONE_APPS = "/i/";
    private static final int FIRST_ERROR_OF_SERVER = 500;

    /** Before whatever may log or answer. */
    private static final int FIRST = 2_000;

    /** What stands in paths and is Rumbo's own; all else may be a secret or an id. */
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9.-]{0,23}");

    private static final int MOST_SEGMENTS = 8;

    private final Traces traces;

    RequestLog(Traces traces) {
        this.traces = traces;
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, FIRST);
    }

    private void begin(RoutingContext request) {
        if (request.response().headers().contains(HEADER)) {
            // Sent on by another handler, as the same request.
            request.next();
            return;
        }
        String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        request.response().putHeader(HEADER, id);
        MDC.put(Correlation.REQUEST, id);
        boolean post = isPost(request);
        Optional<Step> step = post ? traces.begin("post") : Optional.empty();
        step.ifPresent(begun -> {
            Correlation.step(request, begun);
            MDC.put(Correlation.TRACE, begun.parent().traceId());
        });
        if (step.isPresent() || LOG.isDebugEnabled()) {
            long started = System.nanoTime();
            request.addEndHandler(ended -> end(request, id, step, System.nanoTime() - started));
        }
        request.next();
    }

    private static boolean isPost(RoutingContext request) {
        String path = request.request().path();
        return path != null
                && (path.startsWith(PHONE_APPS)
                        || (path.equals(POSITIONS) && request.request().method().equals(HttpMethod.POST)));
    }

    private static void end(RoutingContext request, String id, Optional<Step> step, long tookNanos) {
        int status = request.response().getStatusCode();
        String route = route(request.request().path());
        step.ifPresent(begun -> begun.note("http.route", route)
                .note("http.response.status_code", status)
                .note("rumbo.request", id)
                .end(status < FIRST_ERROR_OF_SERVER));
        // The connection's end tells it outside of the request's own context.
        MDC.put(Correlation.REQUEST, id);
        step.ifPresent(begun -> MDC.put(Correlation.TRACE, begun.parent().traceId()));
        LOG.debugf(
                "%s %s answered %d in %d ms",
                request.request().method(), route, status, TimeUnit.NANOSECONDS.toMillis(tookNanos));
        MDC.remove(Correlation.REQUEST);
        MDC.remove(Correlation.TRACE);
    }

    /** A path with everything left out that is not one of Rumbo's own words. */
    static String route(@Nullable String path) {
        if (path == null) {
            return "-";
        }
        StringBuilder route = new StringBuilder();
        String[] segments = path.split("/", MOST_SEGMENTS + 1);
        for (int i = 1; i < segments.length; i++) {
            boolean own = i < MOST_SEGMENTS && WORD.matcher(segments[i]).matches();
            // After the kind of app come a token and the name of a phone.
            boolean named = path.startsWith(PHONE_APPS) && i > 2;
            route.append('/').append((own && !named) || segments[i].isEmpty() ? segments[i] : "{}");
        }
        return route.isEmpty() ? "/" : route.toString();
    }
}
