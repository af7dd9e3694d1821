package dev.rumbo.ingest;

import dev.rumbo.security.CurrentUser;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes large files in chunks, before they are imported. */
@Path("/api/v1/devices/{id}/uploads/{upload}")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Posting positions")
public class UploadResource {

    private final Uploads uploads;
    private final OwnDevices devices;
    private final CurrentUser current;

    UploadResource(Uploads uploads, OwnDevices devices, CurrentUser current) {
        this.uploads = uploads;
        this.devices = devices;
        this.current = current;
    }

    @Schema(name = "Upload")
    public record UploadJson(
            String id,

            @Schema(description = "Bytes that are here: where to go on")
            long bytes) {}

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Send the next chunk of a file, at most 8 MB",
            description =
                    "The caller makes up the id of the upload. It is kept for an hour after its last chunk, by the"
                            + " instance that took it. Then import it with POST …/imports?upload=")
    @APIResponse(responseCode = "200", description = "How much is here now")
    @APIResponse(responseCode = "409", description = "The offset is not where the upload ends; ask where that is")
    @APIResponse(responseCode = "413", description = "No room for a file of this size")
    public UploadJson put(
            InputStream body,
            @PathParam("id") String id,
            @PathParam("upload") String upload,
            @Parameter(description = "Bytes that were sent before") @QueryParam("offset") long offset)
            throws IOException {
        return new UploadJson(upload, uploads.append(holder(id), upload, offset, body));
    }

    @GET
    @Operation(summary = "How much of an upload is here")
    @APIResponse(responseCode = "404", description = "No such device, or not the caller's")
    public UploadJson get(@PathParam("id") String id, @PathParam("upload") String upload) {
        return new UploadJson(upload, uploads.bytes(holder(id), upload));
    }

    @DELETE
    @Operation(summary = "Give up an upload")
    @APIResponse(responseCode = "404", description = "No such device, or not the caller's")
    public void delete(@PathParam("id") String id, @PathParam("upload") String upload) {
        uploads.remove(holder(id), upload);
    }

    private String holder(String id) {
        return devices.require(current, id).deviceId();
    }
}
