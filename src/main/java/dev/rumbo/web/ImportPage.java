package dev.rumbo.web;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.api.ProblemException;
import dev.rumbo.ingest.FileImport;
import dev.rumbo.ingest.Imports;
import dev.rumbo.ingest.Uploads;
import dev.rumbo.ingest.files.UnreadableFileException;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.stream.StreamUnavailableException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** Files come in here: sent, looked at, imported, and undone. */
@Path("/devices/{id}/import")
@Blocking
@RolesAllowed("driver")
@Produces(MediaType.TEXT_HTML)
public class ImportPage {

    private final CurrentUser current;
    private final AccountStore accounts;
    private final FileImport files;
    private final Imports imports;
    private final Uploads uploads;
    private final Audit audit;

    ImportPage(
            CurrentUser current,
            AccountStore accounts,
            FileImport files,
            Imports imports,
            Uploads uploads,
            Audit audit) {
        this.current = current;
        this.accounts = accounts;
        this.files = files;
        this.imports = imports;
        this.uploads = uploads;
        this.audit = audit;
    }

    /**
     * A file that was sent and is not imported yet.
     *
     * @param found empty where it cannot be read
     * @param problem why, or empty
     */
    public record Sent(String upload, String name, Optional<FileImport.Found> found, String problem) {

        /** What was not taken, with the number of times. */
        public List<Left> left() {
            return found.map(it -> it.rejected().entrySet().stream()
                            .map(reason -> new Left(reason.getKey(), reason.getValue()))
                            .toList())
                    .orElse(List.of());
        }
    }

    /** Positions that a file has and that were not taken, for one reason. */
    public record Left(String reason, long count) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance imports(
                Shell shell,
                String deviceId,
                String deviceName,
                boolean own,
                List<ImportRow> rows,
                Optional<Sent> sent,
                Optional<ImportRecord> done,
                boolean busy,
                Format f);

        private Templates() {}
    }

    @GET
    public Response show(
            @PathParam("id") String id,
            @QueryParam("upload") @Nullable String upload,
            @QueryParam("name") @Nullable String name,
            @QueryParam("done") @Nullable String done,
            @QueryParam("busy") @Nullable String busy) {
        Device device = device(id);
        User viewer = current.user();
        DeviceKey key = device.key();
        List<ImportRow> rows = imports.list(key).stream()
                .map(record ->
                        new ImportRow(record, record.state() == ImportRecord.State.RUNNING && imports.isAtWork(record)))
                .toList();
        return Response.ok(Templates.imports(
                                Shell.of(viewer, "devices"),
                                key.deviceId(),
                                device.name(),
                                key.owner().equals(viewer.owner()),
                                rows,
                                Optional.ofNullable(upload).map(it -> look(key, it, name == null ? "" : name)),
                                Optional.ofNullable(done).flatMap(it -> imports.find(key, it)),
                                busy != null,
                                new Format(viewer.locale(), viewer.timeZone()))
                        .setLocale(Languages.of(viewer.locale())))
                .build();
    }

    /** A small file without a script: it is kept like one that came in chunks. */
    @POST
    @Path("/file")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response send(@PathParam("id") String id, @RestForm("file") @Nullable FileUpload file) throws IOException {
        DeviceKey device = device(id).key();
        if (file == null) {
            return see(page(id), "");
        }
        String upload = UUID.randomUUID().toString();
        try (InputStream bytes = Files.newInputStream(file.uploadedFile())) {
            uploads.append(device.deviceId(), upload, 0, bytes);
        }
        return see(page(id).queryParam("upload", upload).queryParam("name", "{name}"), file.fileName());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response run(
            @PathParam("id") String id,
            @FormParam("upload") String upload,
            @FormParam("name") String name,
            @FormParam("overlap") @Nullable String overlap) {
        DeviceKey device = device(id).key();
        Optional<FileImport.Source> source = uploads.find(device.deviceId(), upload);
        if (source.isEmpty()) {
            return see(page(id).queryParam("upload", "{upload}"), upload);
        }
        try {
            FileImport.Found found = files.look(device, source.get(), imports.options(Optional.empty()));
            if (found.positions() == 0) {
                return see(page(id).queryParam("upload", "{upload}"), upload);
            }
            ImportRecord record =
                    imports.run(device, source.get(), imports.options(Optional.empty()), found, name, overlap(overlap));
            audit.noteOfAnother(AuditAct.IMPORTED, device.owner(), device.deviceId(), record.fileName());
            uploads.remove(device.deviceId(), upload);
            return see(page(id).queryParam("done", "{done}"), record.id());
        } catch (ProblemException atWork) {
            return see(page(id).queryParam("busy", "{busy}"), "1");
        } catch (IOException unreadable) {
            return see(page(id).queryParam("upload", "{upload}"), upload);
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StreamUnavailableException unavailable ? unavailable : failed;
        }
    }

    @POST
    @Path("/{import}/undo")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response undo(@PathParam("id") String id, @PathParam("import") String importId) {
        try {
            DeviceKey device = device(id).key();
            ImportRecord undone = imports.undo(device, importId).orElseThrow(NotFoundException::new);
            audit.noteOfAnother(AuditAct.IMPORT_UNDONE, device.owner(), device.deviceId(), undone.fileName());
            return see(page(id), "");
        } catch (ProblemException atWork) {
            return see(page(id).queryParam("busy", "{busy}"), "1");
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StreamUnavailableException unavailable ? unavailable : failed;
        }
    }

    private Sent look(DeviceKey device, String upload, String name) {
        Optional<FileImport.Source> source = uploads.find(device.deviceId(), upload);
        if (source.isEmpty()) {
            return new Sent(upload, name, Optional.empty(), "gone");
        }
        try {
            FileImport.Found found = files.look(device, source.get(), imports.options(Optional.empty()));
            return new Sent(upload, name, Optional.of(found), "");
        } catch (UnreadableFileException unreadable) {
            return new Sent(upload, name, Optional.empty(), String.valueOf(unreadable.getMessage()));
        } catch (IOException damaged) {
            return new Sent(upload, name, Optional.empty(), "damaged");
        }
    }

    private static Imports.Overlap overlap(@Nullable String overlap) {
        return overlap == null
                ? Imports.Overlap.SKIP
                : Arrays.stream(Imports.Overlap.values())
                        .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(overlap))
                        .findFirst()
                        .orElseThrow(BadRequestException::new);
    }

    private static UriBuilder page(String id) {
        return UriBuilder.fromPath("/devices/{id}/import").resolveTemplate("id", id);
    }

    private static Response see(UriBuilder page, String value) {
        return Response.seeOther(page.build(value)).build();
    }

    private Device device(String id) {
        User viewer = current.user();
        return accounts.findDevice(viewer.fleetId(), id)
                .filter(found -> found.state() == Device.State.ACTIVE)
                .filter(found -> current.isAdmin() || found.key().owner().equals(viewer.owner()))
                .orElseThrow(NotFoundException::new);
    }
}
