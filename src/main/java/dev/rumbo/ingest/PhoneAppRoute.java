package dev.rumbo.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.api.Problem;
import dev.rumbo.api.ProblemException;
import dev.rumbo.health.HealthBook;
import dev.rumbo.health.Report;
import dev.rumbo.ingest.apps.AppFormat;
import dev.rumbo.ingest.apps.AppFormats;
import dev.rumbo.ingest.apps.AppRequest;
import dev.rumbo.ingest.apps.Findings;
import dev.rumbo.security.DeviceTokens;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionPublisher;
import dev.rumbo.stream.StreamUnavailableException;
import dev.rumbo.stream.TraceParent;
import dev.rumbo.traces.Correlation;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what existing phone apps send to {@code /i/{kind}/{device token}}, in their formats, and answers in a way that makes
 * each keep what is not safe yet and let go of what never will be.
 *
 * <p>A route of its own and not a resource: apps send wrong media types, odd {@code Accept} headers and any method, and a
 * refusal by the framework would make one of them delete its positions. The address holds a secret, so it is never logged.
 */
@ApplicationScoped
class PhoneAppRoute {

    private static final Logger LOG = Logger.getLogger(PhoneAppRoute.class);
    private static final String JSON = "application/json";
    private static final int RETRY_AFTER_SECONDS = 5;
    private static final String[] TOKEN_PARAMETERS = {"token", "api_key", "access_token"};
    private static final String[] DEVICE_HEADERS = {"X-Limit-D", "X-Device-Id"};

    private final DeviceTokens tokens;
    private final PositionPublisher stream;
    private final DeviceRate rate;
    private final IngestMetrics metrics;
    private final HealthBook health;
    private final IngestConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    PhoneAppRoute(
            DeviceTokens tokens,
            PositionPublisher stream,
            DeviceRate rate,
            IngestMetrics metrics,
            HealthBook health,
            IngestConfig config,
            ObjectMapper json,
            Clock clock) {
        this.tokens = tokens;
        this.stream = stream;
        this.rate = rate;
        this.metrics = metrics;
        this.health = health;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** What is sent back. */
    private record Reply(int status, String body) {}

    void register(@Observes Router router) {
        router.route("/i/*").handler(this::handle);
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        Future<Reply> reply = AppReception.of(context.vertx(), request, config.bodyWithin())
                .compose(body -> context.vertx().executeBlocking(() -> take(context, body.getBytes()), false))
                .compose(stage ->
                        Future.fromCompletionStage(stage, context.vertx().getOrCreateContext()))
                .recover(failure -> Future.succeededFuture(failed(failure)));
        var unused = reply.onSuccess(done -> send(request, done));
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            var ignored = request.response().writeContinue();
        }
        request.resume();
    }

    private CompletionStage<Reply> take(RoutingContext context, byte[] sent) {
        HttpServerRequest request = context.request();
        List<String> path = List.of(request.path().split("/")).stream()
                .skip(2)
                .filter(segment -> !segment.isEmpty())
                .toList();
        Optional<AppFormat> format = path.isEmpty() ? Optional.empty() : AppFormats.find(path.get(0));
        if (format.isEmpty()) {
            return now(
                    problem(404, "There is no such kind of app; known are " + String.join(", ", AppFormats.kinds())));
        }
        List<String> appended = new ArrayList<>(path.subList(1, path.size()));
        Optional<String> token = token(request, appended);
        Optional<DeviceKey> device = token.flatMap(tokens::find);
        if (device.isEmpty()) {
            return now(problem(401, "The device token is missing or unknown."));
        }
        Correlation.device(device.get().deviceId());
        AppBody body = AppBody.of(sent, bytes -> Admission.unpackTo(context, bytes));
        if (body.tooLarge()) {
            return now(
                    format.get().sendsBatches()
                            ? problem(413, "The body is larger than 4 MiB; send it in parts.")
                            : new Reply(200, "[]"));
        }
        AppRequest read = AppRequest.of(
                appended,
                request.query() == null ? "" : request.query(),
                body.bytes(),
                header(request, "Content-Type"),
                deviceName(request),
                clock.millis());
        return take(device.get(), format.get(), read, Correlation.trace(context));
    }

    private CompletionStage<Reply> take(
            DeviceKey device, AppFormat format, AppRequest request, Optional<TraceParent> trace) {
        Findings findings = format.read(request);
        try {
            rate.admit(device.deviceId(), findings.positions().size());
        } catch (ProblemException overItsRate) {
            return now(unavailable("This device sends faster than it may. Send all of it again later."));
        }
        return publish(device, findings.positions(), trace).thenApply(published -> {
            metrics.accepted(findings.positions().size(), findings.rejectedCount());
            health.heard(device, report(format, request, findings));
            return new Reply(200, format.answer(request, findings).json());
        });
    }

    private CompletionStage<Void> publish(DeviceKey device, List<Position> positions, Optional<TraceParent> trace) {
        List<CompletableFuture<Void>> posts = new ArrayList<>();
        for (int from = 0; from < positions.size(); from += ParsedPost.MAX_POSITIONS) {
            List<Position> part = positions.subList(from, Math.min(positions.size(), from + ParsedPost.MAX_POSITIONS));
            posts.add(stream.publish(new PositionPost(device, Track.of(part)).traced(trace))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(posts.toArray(CompletableFuture[]::new));
    }

    private static Report report(AppFormat format, AppRequest request, Findings findings) {
        return new Report(
                request.receivedMillis(),
                format.kind(),
                findings.positions(),
                findings.rejected().stream()
                        .map(rejected -> new Report.Rejection(rejected.reason(), rejected.sample()))
                        .toList(),
                findings.rejectedCount(),
                findings.heartbeatMillis(),
                findings.createdMillis(),
                findings.batteryPercent(),
                findings.charging(),
                findings.identifier());
    }

    /** Whatever failed here, the app keeps what it sent: 503, and never the 4xx or 500 on which some delete it. */
    private Reply failed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StreamUnavailableException || cause instanceof StoreUnavailableException) {
            metrics.refused();
            LOG.warnf("Took nothing from a phone app: %s", cause.getMessage());
        } else {
            LOG.error("A phone app's request failed", cause);
        }
        return unavailable("Positions cannot be taken now. Send all of it again later.");
    }

    /** From the path, where it is removed, else from the header or the query. */
    private static Optional<String> token(HttpServerRequest request, List<String> appended) {
        for (int i = 0; i < appended.size(); i++) {
            if (DeviceTokens.looksLikeOne(appended.get(i))) {
                String found = appended.get(i);
                // An app that repeats it would have it kept as its name.
                appended.removeIf(DeviceTokens::looksLikeOne);
                return Optional.of(found);
            }
        }
        Optional<String> shown = DeviceTokens.fromHeader(request.getHeader("Authorization"));
        for (String name : TOKEN_PARAMETERS) {
            shown = shown.or(() -> parameter(request.query(), name));
        }
        return shown;
    }

    /** As it stands, for a token has nothing to decode, and a query with a broken escape has none that could be decoded. */
    private static Optional<String> parameter(@Nullable String query, String name) {
        return query == null
                ? Optional.empty()
                : Stream.of(query.split("&", -1))
                        .filter(pair -> pair.startsWith(name + "="))
                        .map(pair -> pair.substring(name.length() + 1))
                        .findFirst();
    }

    private static Optional<String> deviceName(HttpServerRequest request) {
        for (String name : DEVICE_HEADERS) {
            String value = header(request, name);
            if (!value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value;
    }

    private Reply unavailable(String detail) {
        return problem(503, detail);
    }

    private Reply problem(int status, String detail) {
        try {
            return new Reply(status, json.writeValueAsString(Problem.of(status, detail)));
        } catch (JsonProcessingException neverForARecordOfTexts) {
            throw new IllegalStateException(neverForARecordOfTexts);
        }
    }

    private static CompletionStage<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    private static void send(HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status())
                .putHeader("Content-Type", reply.status() == 200 ? JSON : Problem.MEDIA_TYPE);
        if (reply.status() == 503) {
            response.putHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
        }
        if (reply.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        var unused = response.end(reply.body()).onComplete(sent -> AppReception.hangUp(request));
    }
}
