package dev.rumbo.archive;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.User;
import dev.rumbo.api.Problem;
import dev.rumbo.ingest.FileImport.Source;
import dev.rumbo.ingest.UploadResource.UploadJson;
import dev.rumbo.ingest.Uploads;
import dev.rumbo.ingest.files.UnreadableFileException;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.stream.StreamUnavailableException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The caller's account as one file, out and in. */
@Path("/api/v1/archive")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Accounts and devices")
public class ArchiveResource {

    private static final String ZIP = "application/zip";

    private final CurrentUser current;
    private final ArchiveExport export;
    private final ArchiveRestore restore;
    private final Uploads uploads;
    private final Audit audit;
    private final Clock clock;

    ArchiveResource(
            CurrentUser current,
            ArchiveExport export,
            ArchiveRestore restore,
            Uploads uploads,
            Audit audit,
            Clock clock) {
        this.current = current;
        this.export = export;
        this.restore = restore;
        this.uploads = uploads;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an archive holds, and what became of it. */
    @Schema(name = "Archive")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ArchiveJson(
            @Schema(description = "When it was taken") String created,

            @Schema(description = "Of the user it was taken from")
            String name,

            String timeZone,
            long devices,
            long positions,
            long corrections,
            long places,

            @Schema(description = "What was not there before; absent in a preview") @Nullable
            AddedJson added) {

        static ArchiveJson of(ArchiveSummary summary) {
            return new ArchiveJson(
                    summary.created().toString(),
                    summary.name(),
                    summary.timeZone(),
                    summary.devices(),
                    summary.positions(),
                    summary.corrections(),
                    summary.places(),
                    summary.added()
                            .map(added -> new AddedJson(
                                    added.devices(), added.positions(), added.corrections(), added.places()))
                            .orElse(null));
        }
    }

    @Schema(name = "ArchiveAdded")
    record AddedJson(long devices, long positions, long corrections, long places) {}

    @Schema(name = "ArchiveImport")
    record RunningJson(String state, long positions, long imported) {}

    @Schema(name = "ArchiveImports")
    record RunningsJson(List<RunningJson> imports) {}

    @GET
    @Produces(ZIP)
    @Operation(
            summary = "Everything of the caller's account in one zip",
            description =
                    "devices.json, positions/n.csv, corrections/n.json, places.json, and manifest.json at its end, with"
                            + " the settings and the SHA-256 of every other entry. No password and no token is in it")
    @APIResponse(responseCode = "200", content = @Content(mediaType = ZIP))
    public Response get() {
        User user = current.user();
        audit.note(AuditAct.ARCHIVE_EXPORTED, user.fleetId(), user.id(), user.name());
        StreamingOutput body = stream -> export.write(user, stream);
        LocalDate today = LocalDate.ofInstant(clock.instant(), user.timeZone());
        return Response.ok(body, ZIP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rumbo-" + today + ".zip\"")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Put an archive into the caller's account",
            description =
                    "All of it is read and compared with its manifest before anything is written. Devices are those"
                            + " of the account that it was taken from, new ones in any other; what is there already stays as it"
                            + " is, so the same archive again changes nothing. Its positions can be undone as an import of each"
                            + " device")
    @APIResponse(responseCode = "200", description = "What the archive holds, and what of it was not there before")
    @APIResponse(responseCode = "400", description = "It is no archive, or damaged, or changed; nothing was written")
    @APIResponse(responseCode = "409", description = "Another archive, or an import of one of its devices, is at work")
    @APIResponse(responseCode = "413", description = "It is larger than 8 MB as it is sent: upload it in chunks")
    @APIResponse(responseCode = "503", description = "Stream or store cannot take it now; send the same again later")
    public ArchiveJson post(
            InputStream body,
            @Parameter(description = "true: say what it holds, write nothing")
                    @QueryParam("preview")
                    @DefaultValue("false")
                    boolean preview,
            @Parameter(
                            description =
                                    "take makes name, language, units and time zone those of the archive, keep does not")
                    @QueryParam("settings")
                    @DefaultValue("take")
                    String settings,
            @Parameter(description = "The id of an upload that is complete, in place of the archive as the body")
                    @QueryParam("upload")
                    @Nullable
                    String upload)
            throws IOException {
        if (!settings.equals("take") && !settings.equals("keep")) {
            throw Problem.badRequest("settings", "settings must be take or keep");
        }
        String id = upload == null ? UUID.randomUUID().toString() : upload;
        if (upload == null) {
            uploads.append(holder(), id, 0, body);
        }
        boolean kept = upload != null;
        try {
            Source file = uploads.find(holder(), id)
                    .orElseThrow(() -> Problem.badRequest("upload", "there is no upload of this id, or no more"));
            ArchiveJson answer = ArchiveJson.of(
                    preview
                            ? restore.look(current.user(), file)
                            : restore.restore(current.user(), file, settings.equals("take")));
            kept = kept && preview;
            return answer;
        } catch (UnreadableFileException unreadable) {
            throw Problem.badRequest("archive", String.valueOf(unreadable.getMessage()));
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StreamUnavailableException unavailable ? unavailable : failed;
        } catch (IOException damaged) {
            throw Problem.badRequest("archive", "The archive is damaged: it breaks off or is no zip.");
        } finally {
            if (!kept) {
                uploads.remove(holder(), id);
            }
        }
    }

    @GET
    @Path("/imports")
    @Operation(summary = "The archive that is on its way into the caller's account, as far as this instance knows")
    public RunningsJson imports() {
        return new RunningsJson(restore.progress(current.user().owner()).stream()
                .map(progress -> new RunningJson("running", progress.positions(), progress.imported()))
                .toList());
    }

    @PUT
    @Path("/uploads/{upload}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Send the next chunk of an archive, at most 8 MB",
            description =
                    "As for the files of a device: kept for an hour after its last chunk. Then POST …/archive?upload=")
    @APIResponse(responseCode = "200", description = "How much is here now")
    @APIResponse(responseCode = "409", description = "The offset is not where the upload ends; ask where that is")
    @APIResponse(responseCode = "413", description = "No room for an archive of this size")
    public UploadJson put(
            InputStream body,
            @PathParam("upload") String upload,
            @Parameter(description = "Bytes that were sent before") @QueryParam("offset") long offset)
            throws IOException {
        return new UploadJson(upload, uploads.append(holder(), upload, offset, body));
    }

    @GET
    @Path("/uploads/{upload}")
    @Operation(summary = "How much of an archive is here")
    public UploadJson uploaded(@PathParam("upload") String upload) {
        return new UploadJson(upload, uploads.bytes(holder(), upload));
    }

    @DELETE
    @Path("/uploads/{upload}")
    @Operation(summary = "Give up an upload")
    public void giveUp(@PathParam("upload") String upload) {
        uploads.remove(holder(), upload);
    }

    private String holder() {
        return current.user().id();
    }
}
