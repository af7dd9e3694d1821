package dev.rumbo.web;

import dev.rumbo.accounts.EmailAddresses;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.security.AccountService.NewUser;
import dev.rumbo.security.FirstRun;
import dev.rumbo.security.Sessions;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Makes the first administrator of an installation, through the link that the server printed. */
@Path("/setup")
@Blocking
@PermitAll
public class SetupPage {

    private final FirstRun firstRun;
    private final Sessions sessions;

    SetupPage(FirstRun firstRun, Sessions sessions) {
        this.firstRun = firstRun;
        this.sessions = sessions;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance setup(
                Shell shell, String token, String email, boolean open, boolean invalid, NewAccount entries);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response form(@QueryParam("token") @DefaultValue("") String token, @Context HttpHeaders headers) {
        return page(token, "", NewAccount.empty(headers), false, headers);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response complete(
            @FormParam("token") @DefaultValue("") String token,
            @FormParam("email") @DefaultValue("") String email,
            @BeanParam NewAccount entries,
            @Context RoutingContext request,
            @Context HttpHeaders headers) {
        boolean usable = firstRun.accepts(token)
                && EmailAddresses.isOne(email.strip())
                && email.length() <= NewAccount.LONGEST_ENTRY;
        Optional<User> administrator = (usable ? entries.readName(email) : Optional.<String>empty())
                .flatMap(name -> firstRun.complete(
                        token,
                        new NewUser(
                                email, name, entries.password, Role.ADMIN, entries.timeZone(), entries.language())));
        return administrator.isEmpty()
                ? page(token, email, entries, true, headers)
                : Response.seeOther(URI.create("/"))
                        .cookie(sessions.openFor(administrator.get(), request))
                        .build();
    }

    private Response page(String token, String email, NewAccount entries, boolean invalid, HttpHeaders headers) {
        Locale language = Languages.of(headers.getAcceptableLanguages());
        boolean open = firstRun.accepts(token);
        Response.Status status =
                !open ? Response.Status.FORBIDDEN : invalid ? Response.Status.BAD_REQUEST : Response.Status.OK;
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.setup(Shell.closed(language), token, email, open, invalid, entries)
                        .setLocale(language))
                .build();
    }
}
