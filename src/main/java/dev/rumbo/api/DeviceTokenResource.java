package dev.rumbo.api;

import dev.rumbo.accounts.Device;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A new token for a device that has lost its own. */
@Path("/api/v1/devices/{id}/token")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("driver")
@Tag(name = "Accounts and devices")
public class DeviceTokenResource {

    private final CurrentUser current;
    private final AccountService service;
    private final AccountStore accounts;

    DeviceTokenResource(CurrentUser current, AccountService service, AccountStore accounts) {
        this.current = current;
        this.service = service;
        this.accounts = accounts;
    }

    @POST
    @Operation(summary = "Make a new token for a device; it is shown once, and the old one stops working at once")
    @APIResponse(
            responseCode = "201",
            description = "The device with its new token",
            content = @Content(schema = @Schema(implementation = AccountsResource.IssuedDeviceJson.class)))
    @APIResponse(responseCode = "404", description = "No such device, or another's")
    public Response renew(@PathParam("id") String id) {
        Device device = accounts.findDevice(current.user().fleetId(), id)
                .filter(found -> found.state() == Device.State.ACTIVE)
                .filter(found -> current.isAdmin()
                        || found.key().owner().equals(current.user().owner()))
                .orElseThrow(() -> Problem.notFound("There is no such device."));
        String token = service.renewToken(device.key()).orElseThrow(() -> Problem.notFound("There is no such device."));
        return Response.status(Response.Status.CREATED)
                .entity(new AccountsResource.IssuedDeviceJson(
                        id, device.name(), device.key().userId(), token))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
