package dev.rumbo.web;

import dev.rumbo.accounts.User;
import dev.rumbo.security.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** How to begin, what the pages mean, and every key. */
@Path("/help")
@Blocking
@RolesAllowed({"driver", "admin"})
public class HelpPage {

    private final CurrentUser current;

    HelpPage(CurrentUser current) {
        this.current = current;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance help(Shell shell);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance help() {
        User user = current.user();
        return Templates.help(Shell.of(user, "help")).setLocale(Languages.of(user.locale()));
    }
}
