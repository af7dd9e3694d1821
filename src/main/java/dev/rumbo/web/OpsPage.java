package dev.rumbo.web;

import dev.rumbo.accounts.User;
import dev.rumbo.ops.Installation;
import dev.rumbo.ops.Overview;
import dev.rumbo.security.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** How the installation works now, for operators. Its script asks for the page again every few seconds. */
@Path("/ops")
@Blocking
@RolesAllowed("operator")
public class OpsPage {

    private final CurrentUser current;
    private final Overview overview;

    OpsPage(CurrentUser current, Overview overview) {
        this.current = current;
        this.overview = overview;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance ops(Shell shell, Installation i, Format f, OpsFormat o);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show() {
        User viewer = current.user();
        Format format = new Format(viewer.locale(), viewer.timeZone());
        return Response.ok(Templates.ops(
                                Shell.of(viewer, "ops"),
                                overview.look(viewer.fleetId()),
                                format,
                                new OpsFormat(format, viewer.locale()))
                        .setLocale(Languages.of(viewer.locale())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
