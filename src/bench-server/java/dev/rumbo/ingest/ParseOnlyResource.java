package dev.rumbo.ingest;

import dev.rumbo.security.CurrentDevice;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
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
    private final DeviceRate rate;
    private final Clock clock;

    ParseOnlyResource(CurrentDevice current, DeviceRate rate, Clock clock) {
        this.current = current;
        this.rate = rate;
        this.clock = clock;
    }

    @POST
    @Blocking
    public Response post(InputStream body, @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String contentEncoding)
            throws IOException {
        String device = current.key().deviceId();
        ParsedPost post = ParsedPost.parse(
                PostBody.read(body, contentEncoding), clock.instant().plus(PositionsResource.CLOCK_AHEAD));
        rate.admit(device, post.total());
        return Response.accepted(
                        new PositionsResource.ReceiptJson(post.accepted().size(), post.rejected()))
                .build();
    }
}
