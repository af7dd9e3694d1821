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
import jakarta.ws.rs.DefaultValue;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/** The whole account goes out here as one file, and comes in again: sent, looked at, put back. */
@Path(ArchivePage.ADDRESS)
@Blocking
@RolesAllowed("driver")
@Produces(MediaType.TEXT_HTML)
public class ArchivePage {

    static final String ADDRESS = "/settings/archive";

    /** What was added, as the address says it after a restore: devices, positions, corrections, places. */
    private static final Pattern ADDED = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,18})-(\\d{1,18})");

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
    public TemplateInstance show(
            @QueryParam("upload") @Nullable String upload, @QueryParam("added") @DefaultValue("") String added) {
        return page(Optional.ofNullable(upload).map(this::look), added(added));
    }

    /** A small archive without a script: it is kept like one that came in chunks. */
    @POST
    @Path("/file")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response send(@RestForm("file") @Nullable FileUpload file) throws IOException {
        if (file == null) {
            return see("upload", "");
        }
        String upload = UUID.randomUUID().toString();
        try (InputStream bytes = Files.newInputStream(file.uploadedFile())) {
            uploads.append(holder(), upload, 0, bytes);
        }
        return see("upload", upload);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response run(@FormParam("upload") String upload, @FormParam("settings") @Nullable String settings) {
        try {
            Optional<Source> file = uploads.find(holder(), upload);
            if (file.isEmpty()) {
                return see("upload", upload);
            }
            ArchiveRestore.Added added = restore.restore(current.user(), file.get(), settings != null)
                    .added()
                    .orElseThrow();
            uploads.remove(holder(), upload);
            return see(
                    "added",
                    added.devices() + "-" + added.positions() + "-" + added.corrections() + "-" + added.places());
        } catch (ProblemException refused) {
            Sent sent = new Sent(upload, Optional.empty(), refused.problem().detail());
            return Response.status(refused.problem().status())
                    .entity(page(Optional.of(sent), Optional.empty()))
                    .build();
        } catch (IOException unreadable) {
            return see("upload", upload);
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

    private static Optional<ArchiveRestore.Added> added(String text) {
        Matcher told = ADDED.matcher(text);
        return told.matches()
                ? Optional.of(new ArchiveRestore.Added(
                        Long.parseLong(told.group(1)),
                        Long.parseLong(told.group(2)),
                        Long.parseLong(told.group(3)),
                        Long.parseLong(told.group(4))))
                : Optional.empty();
    }

    /** Where the browser goes on, so that loading the page again sends nothing again. */
    private static Response see(String parameter, String value) {
        UriBuilder page = UriBuilder.fromPath(ADDRESS);
        return Response.seeOther(
                        value.isEmpty()
                                ? page.build()
                                : page.queryParam(parameter, "{value}").build(value))
                .build();
    }

    private String holder() {
        return current.user().id();
    }
}
