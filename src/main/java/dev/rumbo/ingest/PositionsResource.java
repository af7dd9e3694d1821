package dev.rumbo.ingest;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.api.Problem;
import dev.rumbo.api.ProblemException;
import dev.rumbo.security.CurrentDevice;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionPublisher;
import dev.rumbo.stream.StreamUnavailableException;
import dev.rumbo.stream.TraceParent;
import dev.rumbo.traces.Correlation;
import dev.rumbo.trips.Track;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes positions, and says so only once they are durably in the stream. */
@Path("/api/v1/positions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("device")
@Tag(name = "Posting positions")
public class PositionsResource {

    /** Phones' clocks run ahead; what is further ahead is wrong. */
    static final Duration CLOCK_AHEAD = Duration.ofMinutes(5);

    private final CurrentDevice current;
    private final PostBodies bodies;
    private final PositionPublisher stream;
    private final DeviceRate rate;
    private final IngestMetrics metrics;
    private final Clock clock;

    PositionsResource(
            CurrentDevice current,
            PostBodies bodies,
            PositionPublisher stream,
            DeviceRate rate,
            IngestMetrics metrics,
            Clock clock) {
        this.current = current;
        this.bodies = bodies;
        this.stream = stream;
        this.rate = rate;
        this.metrics = metrics;
        this.clock = clock;
    }

    record ReceiptJson(int accepted, List<ParsedPost.Rejected> rejected) {}

    @POST
    @NonBlocking
    @Operation(summary = "Post positions of the token's device, in any order")
    @APIResponse(responseCode = "202", description = "Every accepted position is durably in the stream")
    @APIResponse(responseCode = "400", description = "Not valid JSON, no positions, or none acceptable")
    @APIResponse(responseCode = "413", description = "More than 10,000 positions or 4 MiB")
    @APIResponse(responseCode = "429", description = "Over the device's rate; Retry-After tells when to go on")
    @APIResponse(responseCode = "503", description = "The stream cannot take it now; Retry-After tells when to go on")
    @RequestBody(
            description = "{\"positions\": [...]}: up to 10,000 positions in up to 4 MiB, which may be sent with gzip",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT)))
    public Uni<Response> post(
            @Context RoutingContext request,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String contentEncoding) {
        DeviceKey device = current.key();
        Correlation.device(device.deviceId());
        return bodies.read(request.request(), contentEncoding, body -> parse(body, contentEncoding, request))
                .chain(post -> publish(device, post, Correlation.trace(request)));
    }

    private Uni<Response> publish(DeviceKey device, ParsedPost post, Optional<TraceParent> trace) {
        if (post.total() > 0 && post.accepted().isEmpty()) {
            throw new ProblemException(Problem.of(
                    400,
                    "No position could be taken.",
                    post.rejected().stream()
                            .map(rejected ->
                                    new Problem.FieldError("positions[" + rejected.index() + "]", rejected.reason()))
                            .toList()));
        }
        rate.admit(device.deviceId(), post.total());
        if (post.accepted().isEmpty()) {
            return Uni.createFrom().item(receipt(post));
        }
        return Uni.createFrom()
                .completionStage(stream.publish(new PositionPost(device, Track.of(post.accepted())).traced(trace)))
                .onFailure(CompletionException.class)
                .transform(failure -> failure.getCause() == null ? failure : failure.getCause())
                .onFailure(StreamUnavailableException.class)
                .invoke(metrics::refused)
                .map(published -> {
                    metrics.accepted(post);
                    return receipt(post);
                });
    }

    private ParsedPost parse(InputStream body, @Nullable String contentEncoding, RoutingContext request) {
        try {
            return ParsedPost.parse(
                    PostBody.read(body, contentEncoding, bytes -> Admission.unpackTo(request, bytes)),
                    clock.instant().plus(CLOCK_AHEAD));
        } catch (IOException broken) {
            throw Problem.badRequest("The body is not valid JSON, or not valid gzip.");
        }
    }

    private static Response receipt(ParsedPost post) {
        return Response.accepted(new ReceiptJson(post.accepted().size(), post.rejected()))
                .build();
    }
}
