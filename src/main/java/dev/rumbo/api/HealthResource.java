package dev.rumbo.api;

import dev.rumbo.health.HealthBook;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How well a device reports. */
@Path("/api/v1/devices/{id}/health")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Accounts and devices")
public class HealthResource {

    private final HealthBook health;
    private final Subjects subjects;

    HealthResource(HealthBook health, Subjects subjects) {
        this.health = health;
        this.subjects = subjects;
    }

    @GET
    @Operation(
            summary =
                    "What a device sent since the server started, what could not be taken, and what its silence most likely is",
            description = "Of requests to /i/…; positions posted to /api/v1/positions are answered one by one instead")
    public HealthJson health(@PathParam("id") String id) {
        return HealthJson.of(health.find(subjects.device(id)));
    }
}
