package dev.rumbo.web;

import dev.rumbo.accounts.User;
import dev.rumbo.api.ProblemException;
import dev.rumbo.archive.ArchiveRestore;
import dev.rumbo.archive.ArchiveSummary;
import dev.rumbo.ingest.FileImport.Source;
import dev.rumbo.ingest.Uploads;
import dev.rumbo.ingest.files.UnreadableFileException;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.stream.StreamUnavailableException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** The whole account goes out here as one file, and comes in again: sent, looked at, put back. */
@Path("/settings/archive")
@Blocking
@RolesAllowed("driver")
@Produces(MediaType.TEXT_HTML)
public class ArchivePage {

    private final CurrentUser current;
    private final ArchiveRestore restore;
    private final Uploads uploads;

    ArchivePage(CurrentUser current, ArchiveRestore restore, Uploads uploads) {
        this.current = current;
        this.restore = restore;
        this.uploads = uploads;
    }

    /**
     * An archive that was sent.
     *
     * @param found empty where it is none
     * @param problem why, or empty
     */
    public record Sent(String upload, Optional<ArchiveSummary> found, String problem) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance archive(
                Shell shell, Optional<Sent> sent, Optional<ArchiveRestore.Added> done, Format f);

        private Templates() {}
    }

    @GET
    public TemplateInstance show(@QueryParam("upload") @Nullable String upload) {
        return page(Optional.ofNullable(upload).map(this::look), Optional.empty());
    }

    /** A small archive without a script: it is kept like one that came in chunks. */
    @POST
    @Path("/file")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response send(@RestForm("file") @Nullable FileUpload file) throws IOException {
        UriBuilder page = UriBuilder.fromPath("/settings/archive");
        if (file == null) {
            return Response.seeOther(page.build()).build();
        }
        String upload = UUID.randomUUID().toString();
        try (InputStream bytes = Files.newInputStream(file.uploadedFile())) {
            uploads.append(holder(), upload, 0, bytes);
        }
        return Response.seeOther(page.queryParam("upload", upload).build()).build();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public TemplateInstance run(@FormParam("upload") String upload, @FormParam("settings") @Nullable String settings) {
        try {
            Optional<Source> file = uploads.find(holder(), upload);
            if (file.isEmpty()) {
                return page(Optional.of(look(upload)), Optional.empty());
            }
            ArchiveSummary done = restore.restore(current.user(), file.get(), settings != null);
            uploads.remove(holder(), upload);
            return page(Optional.empty(), done.added());
        } catch (ProblemException refused) {
            return page(
                    Optional.of(
                            new Sent(upload, Optional.empty(), refused.problem().detail())),
                    Optional.empty());
        } catch (IOException unreadable) {
            return page(Optional.of(look(upload)), Optional.empty());
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof StreamUnavailableException unavailable ? unavailable : failed;
        }
    }

    private Sent look(String upload) {
        Optional<Source> file = uploads.find(holder(), upload);
        if (file.isEmpty()) {
            return new Sent(upload, Optional.empty(), "gone");
        }
        try {
            return new Sent(upload, Optional.of(restore.look(current.user(), file.get())), "");
        } catch (UnreadableFileException unreadable) {
            return new Sent(upload, Optional.empty(), String.valueOf(unreadable.getMessage()));
        } catch (IOException damaged) {
            return new Sent(upload, Optional.empty(), "damaged");
        }
    }

    private TemplateInstance page(Optional<Sent> sent, Optional<ArchiveRestore.Added> done) {
        User viewer = current.user();
        return Templates.archive(
                        Shell.of(viewer, "settings"), sent, done, new Format(viewer.locale(), viewer.timeZone()))
                .setLocale(Languages.of(viewer.locale()));
    }

    private String holder() {
        return current.user().id();
    }
}
