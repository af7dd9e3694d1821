package dev.rumbo.api;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.api.AccountsResource.UserJson;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.People;
import dev.rumbo.security.VouchedAccounts;
import dev.rumbo.store.AccountStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What an administrator changes of a person of the fleet. */
@Path("/api/v1/users/{id}")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts and devices")
public class PeopleResource {

    private final CurrentUser current;
    private final AccountStore accounts;
    private final People people;
    private final VouchedAccounts vouched;
    private final ClosingAccounts closing;

    PeopleResource(
            CurrentUser current,
            AccountStore accounts,
            People people,
            VouchedAccounts vouched,
            ClosingAccounts closing) {
        this.vouched = vouched;
        this.current = current;
        this.accounts = accounts;
        this.people = people;
        this.closing = closing;
    }

    @Schema(name = "UserChange")
    record ChangeJson(
            @Pattern(regexp = Roles.WORDS, message = Roles.FAULT)
            @Schema(description = "Whoever loses rights is logged out, and loses all access tokens")
            @Nullable
            String role,

            @Schema(description = "Whether they may log in; false ends their sessions and access tokens at once")
            @Nullable
            Boolean active,

            @Schema(
                    description = "With active false: whether the tokens of their devices become void too",
                    defaultValue = "true")
            @Nullable
            Boolean stopDevices) {}

    @PATCH
    @Operation(
            summary = "Change a person's role or end their access (administrators)",
            description = "What is left out stays. What was recorded stays too")
    @APIResponse(responseCode = "200", description = "The user as they are now")
    @APIResponse(responseCode = "403", description = "An operator's rights, which only who holds all rights changes")
    @APIResponse(responseCode = "404", description = "No such user in the fleet")
    @APIResponse(responseCode = "409", description = "It is the caller, or the fleet's last administrator")
    public UserJson change(@PathParam("id") String id, @NotNull @Valid ChangeJson body) {
        User whom = find(id);
        boolean own = whom.id().equals(current.user().id());
        if (own && (body.role() != null || body.active() != null)) {
            throw Problem.conflict(body.role() != null ? "role" : "active", "nobody changes their own");
        }
        if (body.role() != null || body.active() != null) {
            Roles.requireMayGive(current.user(), whom.role());
        }
        if (body.role() != null) {
            requireDone(people.changeRole(whom, Roles.given(current.user(), body.role())), "role");
        }
        if (body.active() != null) {
            User changed = find(id);
            if (body.active()) {
                people.restoreAccess(changed);
            } else {
                requireDone(people.endAccess(changed, body.stopDevices() == null || body.stopDevices()), "active");
            }
        }
        return UserJson.of(find(id));
    }

    @DELETE
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(202)
    @Operation(
            summary = "Close a person's account (administrators)",
            description =
                    "All access ends at once, and all that is stored of the person is deleted in the background; there"
                            + " is no way back. Their own account everybody closes by their password")
    @APIResponse(responseCode = "202", description = "Access has ended; the data goes")
    @APIResponse(responseCode = "403", description = "Somebody with more rights")
    @APIResponse(responseCode = "404", description = "No such user in the fleet")
    @APIResponse(responseCode = "409", description = "It is the caller, or the fleet's last administrator")
    public void close(@PathParam("id") String id) {
        User whom = find(id);
        if (whom.id().equals(current.user().id())) {
            throw Problem.conflict("id", "one's own account is closed by one's password");
        }
        Roles.requireMayGive(current.user(), whom.role());
        requireDone(closing.close(whom), "id");
    }

    @DELETE
    @Path("/identity")
    @Consumes(MediaType.WILDCARD)
    @ResponseStatus(204)
    @Operation(
            summary = "Unlink a person from the provider of log-ins (administrators)",
            description = "The next log-in there with their e-mail address links the account anew")
    @APIResponse(responseCode = "204", description = "No identity of the provider opens the account any more")
    @APIResponse(responseCode = "403", description = "Somebody with more rights")
    @APIResponse(responseCode = "404", description = "No such user in the fleet")
    public void unlink(@PathParam("id") String id) {
        User whom = find(id);
        Roles.requireMayGive(current.user(), whom.role());
        vouched.unlink(whom);
    }

    private static void requireDone(boolean done, String field) {
        if (!done) {
            throw Problem.conflict(field, "nobody else administers the fleet any more");
        }
    }

    private User find(String id) {
        return accounts.findUser(new Owner(current.user().fleetId(), id))
                .orElseThrow(() -> Problem.notFound("There is no such user."));
    }
}
