package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.OwnCredentials;
import dev.rumbo.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A user's own access tokens: lists and withdraws them; {@link AccountsResource} makes them. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("driver")
@Tag(name = "Accounts and devices")
public class TokensResource {

    private final CurrentUser current;
    private final OwnCredentials credentials;

    TokensResource(CurrentUser current, OwnCredentials credentials) {
        this.current = current;
        this.credentials = credentials;
    }

    @Schema(name = "Token")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TokenJson(
            String id,
            String name,
            Instant createdAt,

            @Schema(description = "Absent for never") @Nullable
            Instant expires,

            List<String> scopes,

            @Schema(description = "To the hour or so; absent where it was not used yet") @Nullable
            Instant lastUsedAt,

            @Schema(description = "Whether this call came with it")
            boolean current) {}

    @Schema(name = "Tokens")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TokensJson(
            List<TokenJson> tokens, @Nullable String next) {}

    @GET
    @Path("/tokens")
    @Operation(summary = "List one's own access tokens; their secrets are known to nobody")
    public TokensJson list(
            @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(10_000) int limit,
            @QueryParam("next") Optional<String> next) {
        Page<CredentialUse> page = credentials.list(current.user().owner(), Kind.ACCESS_TOKEN, limit, next);
        return new TokensJson(
                page.items().stream().map(this::json).toList(), page.next().orElse(null));
    }

    @DELETE
    @Path("/tokens/{id}")
    @Operation(summary = "Withdraw an access token; it stops working at once, on other instances within 5 seconds")
    @APIResponse(responseCode = "204", description = "It is void, and the live sockets that it opened are closed")
    @APIResponse(responseCode = "404", description = "No such token, or another's")
    public void withdraw(@PathParam("id") String id) {
        if (!credentials.withdraw(current.user().owner(), Kind.ACCESS_TOKEN, id)) {
            throw Problem.notFound("There is no such token.");
        }
    }

    private TokenJson json(CredentialUse use) {
        Credential.AccessToken token = (Credential.AccessToken) use.credential();
        return new TokenJson(
                token.id(),
                token.name(),
                token.createdAt(),
                token.end().orElse(null),
                TokenTerms.words(token.scope()),
                use.usedAt().orElse(null),
                current.credential()
                        .filter(shown -> shown.hash().equals(token.hash()))
                        .isPresent());
    }
}
