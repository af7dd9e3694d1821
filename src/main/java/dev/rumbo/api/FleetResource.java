package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.FleetDevice;
import dev.rumbo.reading.FleetView;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.Page;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The fleet now. */
@Path("/api/v1/fleet")
@RolesAllowed("admin")
@Tag(name = "Reading")
public class FleetResource {

    private final FleetView fleet;
    private final CurrentUser caller;

    FleetResource(FleetView fleet, CurrentUser caller) {
        this.fleet = fleet;
        this.caller = caller;
    }

    @Schema(name = "Fleet")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DevicesJson(List<FleetJson> devices, @Nullable String next) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "The last position of every device that ever reported (administrators)")
    public DevicesJson list(
            @Parameter(description = Words.LIMIT) @QueryParam("limit") @Nullable String limit,
            @Parameter(description = Words.NEXT) @QueryParam("next") @Nullable String next) {
        int most = Query.limit(limit);
        Page<FleetDevice> page = Query.page(
                next,
                after -> fleet.fleet(
                        Viewer.of(caller.user().owner()), caller.user().fleetId(), most, after));
        return new DevicesJson(
                page.items().stream().map(FleetJson::from).toList(), page.next().orElse(null));
    }
}
