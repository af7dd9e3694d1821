package dev.rumbo.api;

import dev.rumbo.security.CurrentUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The end of one's own account. */
@Path("/api/v1/account/close")
@RolesAllowed({"driver", "admin"})
@Tag(name = "Accounts and devices")
public class CloseAccountResource {

    private final CurrentUser current;
    private final ClosingAccounts closing;

    CloseAccountResource(CurrentUser current, ClosingAccounts closing) {
        this.current = current;
        this.closing = closing;
    }

    @Schema(name = "AccountClosing")
    record ClosingJson(@Schema(required = true) @Nullable String password) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(202)
    @Operation(
            summary = "Close one's own account",
            description =
                    "All access ends at once. Positions, trips, totals, corrections, places, imports and the account"
                            + " itself are deleted in the background; there is no way back")
    @APIResponse(responseCode = "202", description = "Access has ended; the data goes")
    @APIResponse(responseCode = "400", description = "It is not the present password")
    @APIResponse(responseCode = "409", description = "The fleet would be left without an administrator")
    @APIResponse(responseCode = "429", description = "Too many wrong passwords; try again later")
    public void close(@NotNull ClosingJson body, @Context RoutingContext request) {
        String password = body.password() == null ? "" : body.password();
        switch (closing.closeOwn(
                current.user(), request.request().remoteAddress().hostAddress(), password)) {
            case DONE -> {
                // Nothing more to say.
            }
            case WRONG_PASSWORD -> throw Problem.badRequest("password", "is not the present password");
            case LAST_ADMINISTRATOR ->
                throw Problem.conflict(
                        "id", "Nobody else administers the fleet: make somebody an administrator first.");
        }
    }
}
