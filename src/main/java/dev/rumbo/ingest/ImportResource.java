package dev.rumbo.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.api.Problem;
import dev.rumbo.ingest.apps.SpeedUnit;
import dev.rumbo.ingest.files.PositionFile;
import dev.rumbo.ingest.files.UnreadableFileException;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.stream.StreamUnavailableException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Takes files of positions. */
@Path("/api/v1/devices/{id}/imports")
@RolesAllowed("driver")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Posting positions")
public class ImportResource {

    private final CurrentUser current;
    private final OwnDevices devices;
    private final Uploads uploads;
    private final FileImport files;
    private final Imports imports;
    private final Audit audit;

    ImportResource(
            CurrentUser current, OwnDevices devices, Uploads uploads, FileImport files, Imports imports, Audit audit) {
        this.current = current;
        this.devices = devices;
        this.uploads = uploads;
        this.files = files;
        this.imports = imports;
        this.audit = audit;
    }

    /** What a file holds, and what became of it. */
    @Schema(name = "Import")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImportJson(
            @Schema(description = "Absent in a preview") @Nullable
            String id,

            @Schema(description = "For the owner of the device") @Nullable
            String fileName,

            @Schema(description = "running, done, brokenOff, undoing or undone; absent in a preview") @Nullable
            String state,

            @Nullable String startedAt,
            long positions,
            @Nullable String from,
            @Nullable String to,

            @Schema(
                    description =
                            "Positions within a minute of one that was stored before; when the owner of the device sends the file")
            @Nullable
            Long overlapping,

            @Schema(description = "Positions that are durably in the stream now; 0 in a preview")
            long imported,

            @Schema(description = "Of them those that were not stored before: what undoing removes")
            long added,

            @Schema(description = "Stored positions that were removed for it: what undoing brings back")
            long replaced,

            @Schema(description = "When the file is sent") @Nullable
            List<ReasonJson> rejected) {}

    @Schema(name = "ImportRejection")
    record ReasonJson(String reason, long count) {}

    @Schema(name = "Imports")
    record ImportsJson(List<ImportJson> imports) {}

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Import a GPX, GeoJSON or CSV file, also in gzip or zip",
            description = "Told apart by content. The file is read to its end before anything is written.")
    @APIResponse(responseCode = "200", description = "What the file holds, and how much of it was imported")
    @APIResponse(responseCode = "400", description = "The file cannot be read; nothing was imported")
    @APIResponse(responseCode = "409", description = "Another import of this device is at work")
    @APIResponse(responseCode = "413", description = "The file is larger than 8 MB as it is sent")
    @APIResponse(responseCode = "503", description = "The stream cannot take it now; import the same again later")
    public ImportJson post(
            InputStream body,
            @PathParam("id") String id,
            @Parameter(description = "true: say what would be done, write nothing")
                    @QueryParam("preview")
                    @DefaultValue("false")
                    boolean preview,
            @Parameter(
                            description =
                                    "skip leaves out what overlaps stored positions, keep imports it too, replace removes"
                                            + " what is stored of the times that the file tells about")
                    @QueryParam("overlap")
                    @DefaultValue("skip")
                    String overlap,
            @Parameter(description = "mps, kmh or knots, where a CSV column of speed does not tell")
                    @QueryParam("speedUnit")
                    @Nullable
                    String speedUnit,
            @Parameter(description = "What the file is called, for the list of imports")
                    @QueryParam("name")
                    @DefaultValue("")
                    String name,
            @Parameter(description = "The id of an upload that is complete, in place of the file as the body")
                    @QueryParam("upload")
                    @Nullable
                    String upload)
            throws IOException {
        DeviceKey device = device(id);
        Imports.Overlap wanted = overlap(overlap);
        PositionFile.Options options = imports.options(unit(speedUnit));
        try {
            FileImport.Source source = upload == null ? sent(body) : uploaded(device, upload);
            FileImport.Found found = files.look(device, source, options);
            if (preview || found.positions() == 0) {
                return json(device, Optional.empty(), Optional.of(found));
            }
            ImportRecord done = imports.run(device, source, options, found, name, wanted);
            audit.noteOfAnother(AuditAct.IMPORTED, device.owner(), device.deviceId(), done.fileName());
            if (upload != null) {
                uploads.remove(device.deviceId(), upload);
            }
            return json(device, Optional.of(done), Optional.of(found));
        } catch (UnreadableFileException unreadable) {
            throw Problem.badRequest(String.valueOf(unreadable.getMessage()));
        } catch (CompletionException failed) {
            throw unwrapped(failed);
        } catch (IOException damaged) {
            throw Problem.badRequest("The file is damaged: it breaks off or is not valid gzip or zip.");
        }
    }

    @GET
    @Operation(summary = "Files that were imported into the device, newest first")
    @APIResponse(responseCode = "404", description = "No such device, or not the caller's")
    public ImportsJson list(@PathParam("id") String id) {
        DeviceKey device = device(id);
        return new ImportsJson(imports.list(device).stream()
                .map(record -> json(device, Optional.of(record), Optional.empty()))
                .toList());
    }

    @GET
    @Path("/{import}")
    @Operation(summary = "One import, also while it is at work")
    @APIResponse(responseCode = "404", description = "No such device or import, or not the caller's")
    public ImportJson get(@PathParam("id") String id, @PathParam("import") String importId) {
        DeviceKey device = device(id);
        return imports.find(device, importId)
                .map(record -> json(device, Optional.of(record), Optional.empty()))
                .orElseThrow(() -> Problem.notFound("There is no such import."));
    }

    @DELETE
    @Path("/{import}")
    @Operation(
            summary = "Undo an import",
            description = "Removes the positions that it added and brings back those that it replaced; trips follow."
                    + " Undoing it again changes nothing; an undoing that broke off goes on")
    @APIResponse(responseCode = "200", description = "The import as it is now")
    @APIResponse(responseCode = "404", description = "No such device or import, or not the caller's")
    @APIResponse(responseCode = "409", description = "Another import of this device is at work")
    public ImportJson undo(@PathParam("id") String id, @PathParam("import") String importId) {
        try {
            DeviceKey device = device(id);
            ImportRecord undone =
                    imports.undo(device, importId).orElseThrow(() -> Problem.notFound("There is no such import."));
            audit.noteOfAnother(AuditAct.IMPORT_UNDONE, device.owner(), device.deviceId(), undone.fileName());
            return json(device, Optional.of(undone), Optional.empty());
        } catch (CompletionException failed) {
            throw unwrapped(failed);
        }
    }

    private static RuntimeException unwrapped(CompletionException failed) {
        return failed.getCause() instanceof StreamUnavailableException unavailable ? unavailable : failed;
    }

    /** What tells of positions that are there, and of files that are the owner's, an administrator does not learn. */
    private ImportJson json(DeviceKey device, Optional<ImportRecord> record, Optional<FileImport.Found> found) {
        boolean own = device.owner().equals(current.user().owner());
        long from = record.map(ImportRecord::fromMillis)
                .orElseGet(() -> found.orElseThrow().fromMillis());
        long to = record.map(ImportRecord::toMillis)
                .orElseGet(() -> found.orElseThrow().toMillis());
        return new ImportJson(
                record.map(ImportRecord::id).orElse(null),
                record.map(ImportRecord::fileName).filter(name -> own).orElse(null),
                record.map(this::state).orElse(null),
                record.map(it -> it.startedAt().toString()).orElse(null),
                record.map(ImportRecord::positions)
                        .orElseGet(() -> found.orElseThrow().positions()),
                from <= to ? Instant.ofEpochMilli(from).toString() : null,
                from <= to ? Instant.ofEpochMilli(to).toString() : null,
                found.map(FileImport.Found::overlapping).filter(count -> own).orElse(null),
                record.map(ImportRecord::imported).orElse(0L),
                record.map(ImportRecord::added).orElse(0L),
                record.map(ImportRecord::replaced).orElse(0L),
                found.map(it -> it.rejected().entrySet().stream()
                                .map(reason -> new ReasonJson(reason.getKey(), reason.getValue()))
                                .toList())
                        .orElse(null));
    }

    private String state(ImportRecord record) {
        return switch (record.state()) {
            case RUNNING -> imports.isAtWork(record) ? "running" : "brokenOff";
            case DONE -> "done";
            case UNDOING -> "undoing";
            case UNDONE -> "undone";
        };
    }

    private static FileImport.Source sent(InputStream body) throws IOException {
        byte[] file = body.readAllBytes();
        return () -> new ByteArrayInputStream(file);
    }

    private FileImport.Source uploaded(DeviceKey device, String upload) {
        return uploads.find(device.deviceId(), upload)
                .orElseThrow(() -> Problem.badRequest("upload", "there is no upload of this id, or no more"));
    }

    private static Imports.Overlap overlap(String overlap) {
        return switch (overlap) {
            case "skip" -> Imports.Overlap.SKIP;
            case "replace" -> Imports.Overlap.REPLACE;
            case "keep" -> Imports.Overlap.KEEP;
            default -> throw Problem.badRequest("overlap", "overlap must be skip, replace or keep");
        };
    }

    private static Optional<SpeedUnit> unit(@Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name) {
                    case "mps" -> SpeedUnit.METERS_PER_SECOND;
                    case "kmh" -> SpeedUnit.KILOMETERS_PER_HOUR;
                    case "knots" -> SpeedUnit.KNOTS;
                    default -> throw Problem.badRequest("speedUnit", "speedUnit must be mps, kmh or knots");
                });
    }

    private DeviceKey device(String id) {
        return devices.require(current, id);
    }
}
