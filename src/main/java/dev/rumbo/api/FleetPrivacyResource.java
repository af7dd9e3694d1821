package dev.rumbo.api;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.reading.PrivacyBook;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What administrators see of the fleet's drivers. */
@Path("/api/v1/fleet/privacy")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Privacy")
public class FleetPrivacyResource {

    private final PrivacyBook book;
    private final CurrentUser caller;
    private final Audit audit;

    FleetPrivacyResource(PrivacyBook book, CurrentUser caller, Audit audit) {
        this.book = book;
        this.caller = caller;
        this.audit = audit;
    }

    @GET
    @Operation(summary = "What administrators see of the fleet's drivers (administrators)")
    public FleetPolicyJson get() {
        return FleetPolicyJson.from(book.policy(caller.user().fleetId()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Change what administrators see of the fleet's drivers (administrators)",
            description =
                    "Holds for what was recorded before, too. Other instances follow within 30 seconds. What is kept no"
                            + " longer goes a day later at the earliest, so that it can be taken back")
    @APIResponse(responseCode = "400", description = "A field is wrong")
    public FleetPolicyJson change(@NotNull FleetPolicyJson body) {
        FleetPolicy policy = body.read();
        String fleet = caller.user().fleetId();
        FleetPolicy before = book.policy(fleet);
        FleetPolicy stored = book.change(fleet, policy);
        audit.note(AuditAct.PRIVACY_CHANGED, fleet, "", before.told() + " -> " + stored.told());
        return FleetPolicyJson.from(stored);
    }
}
