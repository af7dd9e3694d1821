package dev.rumbo.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.ops.Installation;
import dev.rumbo.ops.Overview;
import dev.rumbo.ops.Storage;
import dev.rumbo.security.CurrentUser;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How the installation works now: what the page {@code /ops} shows. */
@Path("/api/v1/operations")
@RolesAllowed("operator")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operating")
public class OperationsResource {

    private final Overview overview;
    private final CurrentUser caller;

    OperationsResource(Overview overview, CurrentUser caller) {
        this.overview = overview;
        this.caller = caller;
    }

    /** All instances as they last said, and what they share. */
    @Schema(name = "Operations")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OperationsJson(
            Instant time,
            String engine,

            @Schema(description = "Of the instance that answers, as is java")
            String version,

            String java,
            List<Installation.InstanceState> instances,
            List<Installation.ShardState> shards,
            List<Installation.BusyDevice> busyDevices,
            SetAsideCount setAside,
            List<JobJson> jobs,
            List<Storage.StoragePart> storage,
            @Nullable Long freeBytes,

            @Schema(description = "What could not be told, with the reason")
            List<String> unknown) {}

    record SetAsideCount(
            int count,
            @Schema(description = "Whether there are more") boolean more) {}

    @GET
    @Operation(
            summary = "Instances, shards, lag, leases, jobs and storage (operators)",
            description = "No position is among it. Jobs are those of the operator's own fleet")
    public OperationsJson look() {
        Installation seen = overview.look(caller.user().fleetId());
        return new OperationsJson(
                seen.time(),
                seen.engine(),
                seen.version(),
                seen.java(),
                seen.instances(),
                seen.shards(),
                seen.busyDevices(),
                new SetAsideCount(seen.setAside(), seen.setAsideMore()),
                seen.jobs().stream().map(JobJson::from).toList(),
                seen.storage(),
                seen.freeBytes().orElse(null),
                seen.unknown());
    }
}
