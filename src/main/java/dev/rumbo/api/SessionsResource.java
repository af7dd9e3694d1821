package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.OwnCredentials;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The browsers in which a user is logged in. */
@Path("/api/v1/sessions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("driver")
@Tag(name = "Accounts and devices")
public class SessionsResource {

    private final CurrentUser current;
    private final OwnCredentials credentials;

    SessionsResource(CurrentUser current, OwnCredentials credentials) {
        this.current = current;
        this.credentials = credentials;
    }

    @Schema(name = "Session")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SessionJson(
            String id,

            @Schema(description = "Family and system, such as Firefox, Android; absent where not known") @Nullable
            String browser,

            Instant createdAt,

            @Schema(description = "To the hour or so") @Nullable
            Instant lastSeenAt,

            Instant expires,

            @Schema(description = "Whether this call came with it")
            boolean current) {}

    @Schema(name = "Sessions")
    public record SessionsJson(List<SessionJson> sessions) {}

    @GET
    @Operation(summary = "List one's own sessions")
    public SessionsJson list() {
        return new SessionsJson(credentials.listAll(current.user().owner(), Kind.SESSION).stream()
                .map(this::json)
                .toList());
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End a session: at once, on other instances within 5 seconds")
    @APIResponse(responseCode = "204", description = "It is over, and the live sockets that it opened are closed")
    @APIResponse(responseCode = "404", description = "No such session, or another's")
    public void end(@PathParam("id") String id) {
        if (!credentials.withdraw(current.user().owner(), Kind.SESSION, id)) {
            throw Problem.notFound("There is no such session.");
        }
    }

    private SessionJson json(CredentialUse use) {
        Credential.Session session = (Credential.Session) use.credential();
        return new SessionJson(
                session.id(),
                session.browser().isEmpty() ? null : session.browser(),
                session.createdAt(),
                use.usedAt().orElse(null),
                session.expiresAt(),
                current.credential()
                        .filter(shown -> shown.hash().equals(session.hash()))
                        .isPresent());
    }
}
