package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.EmailAddresses;
import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.Role;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.Invitations;
import dev.rumbo.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Links by which people who have no account come into the fleet. */
@Path("/api/v1/invitations")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts and devices")
public class InvitationsResource {

    private static final int LONGEST = 200;

    private final CurrentUser current;
    private final Invitations invitations;
    private final Clock clock;

    InvitationsResource(CurrentUser current, Invitations invitations, Clock clock) {
        this.current = current;
        this.invitations = invitations;
        this.clock = clock;
    }

    @Schema(name = "NewInvitation")
    record NewInvitationJson(
            @NotBlank @Email @Size(max = LONGEST) String email,

            @Pattern(regexp = Roles.WORDS, message = Roles.FAULT) @Schema(description = Roles.MEANING) @Nullable
            String role,

            @Schema(
                    description = "When the link ends; at most 30 days from now, 7 days where it is left out",
                    format = "date-time")
            @Nullable
            String expires) {}

    @Schema(name = "Invitation")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InvitationJson(
            String id,
            String email,
            String role,
            Instant createdAt,
            Instant expires,

            @Schema(description = "Id of the user who made it")
            String invitedBy,

            @Schema(description = "For the invited person; shown once") @Nullable
            String link) {

        static InvitationJson of(Invitation invitation, @Nullable String link) {
            return new InvitationJson(
                    invitation.id(),
                    invitation.email(),
                    invitation.role().word(),
                    invitation.createdAt(),
                    invitation.end(),
                    invitation.invitedBy(),
                    link);
        }
    }

    @Schema(name = "Invitations")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record InvitationsJson(
            List<InvitationJson> invitations, @Nullable String next) {}

    @POST
    @Operation(
            summary = "Invite a person into the fleet (administrators)",
            description =
                    "Whoever opens the link chooses name and password, once. The link is shown here and never again")
    @APIResponse(
            responseCode = "201",
            description = "The invitation with its link",
            content = @Content(schema = @Schema(implementation = InvitationJson.class)))
    @APIResponse(responseCode = "400", description = "No address, or an end that is past or too far")
    @APIResponse(responseCode = "409", description = "An account has the address")
    public Response invite(@NotNull @Valid NewInvitationJson body, @Context UriInfo uri) {
        if (!EmailAddresses.isOne(body.email().strip())) {
            throw Problem.badRequest("email", "must be written in one way only: composed, without hidden characters");
        }
        Instant now = clock.instant();
        Instant end = TokenTerms.end(body.expires(), Optional.empty(), now).orElse(now.plus(Invitations.LIFETIME));
        if (end.isAfter(now.plus(Invitations.LONGEST))) {
            throw Problem.badRequest(
                    "expires", "expires must be within " + Invitations.LONGEST.toDays() + " days from now");
        }
        Role role = Roles.given(current.user(), body.role());
        Invitations.Issued issued = invitations
                .invite(current.user(), body.email(), role, end)
                .orElseThrow(() -> Problem.conflict("email", "email is taken"));
        String link = uri.getBaseUri() + "invitations/" + issued.secret();
        return Response.status(Response.Status.CREATED)
                .entity(InvitationJson.of(issued.invitation(), link))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @GET
    @Operation(summary = "List the fleet's open invitations (administrators)")
    public InvitationsJson list(
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next) {
        int most = Query.limit(limit);
        Page<Invitation> page =
                Query.page(next, after -> invitations.list(current.user().fleetId(), most, after));
        return new InvitationsJson(
                page.items().stream().map(it -> InvitationJson.of(it, null)).toList(),
                page.next().orElse(null));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Withdraw an invitation; its link is of no more use (administrators)")
    @APIResponse(responseCode = "204", description = "It is withdrawn")
    @APIResponse(responseCode = "404", description = "No such invitation, or another fleet's, or it was used")
    public void withdraw(@PathParam("id") String id) {
        if (!invitations.withdraw(current.user().fleetId(), id)) {
            throw Problem.notFound("There is no such invitation.");
        }
    }
}
