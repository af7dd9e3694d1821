package dev.rumbo.ingest;

import dev.rumbo.security.CurrentDevice;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
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
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The floor of {@code bench/speed}: takes a post as {@link PositionsResource} does up to the stream, and answers without
 * storing it. Compiled by the Maven profile {@code bench-server} alone, so that no packaged application has it.
 */
@Path("/bench/positions")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("device")
public class ParseOnlyResource {

    private final CurrentDevice current;
    private final PostBodies bodies;
    private final DeviceRate rate;
    private final Clock clock;

    ParseOnlyResource(CurrentDevice current, PostBodies bodies, DeviceRate rate, Clock clock) {
        this.current = current;
        this.bodies = bodies;
        this.rate = rate;
        this.clock = clock;
    }

    @POST
    @NonBlocking
    public Uni<Response> post(
            @Context HttpServerRequest request,
            @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String contentEncoding) {
        String device = current.key().deviceId();
        return bodies.read(
                        request,
                        contentEncoding,
                        body -> ParsedPost.parse(
                                PostBody.read(body, contentEncoding, unpacked -> {}),
                                clock.instant().plus(PositionsResource.CLOCK_AHEAD)))
                .map(post -> {
                    rate.admit(device, post.total());
                    return Response.accepted(new PositionsResource.ReceiptJson(
                                    post.accepted().size(), post.rejected()))
                            .build();
                });
    }
}
