package dev.rumbo.web;

import dev.rumbo.accounts.EmailAddresses;
import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.security.AccountService.NewUser;
import dev.rumbo.security.FirstRun;
import dev.rumbo.security.PasswordRules;
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
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the first administrator of an installation, through the link that the server printed. */
@Path("/setup")
@Blocking
@PermitAll
public class SetupPage {

    private static final int LONGEST_ENTRY = 200;

    private final FirstRun firstRun;
    private final Sessions sessions;

    SetupPage(FirstRun firstRun, Sessions sessions) {
        this.firstRun = firstRun;
        this.sessions = sessions;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance setup(
                Shell shell,
                String token,
                boolean open,
                boolean invalid,
                Entries entries,
                List<String> zones,
                int shortestPassword);

        private Templates() {}
    }

    /** What was typed. */
    public static class Entries {
        @FormParam("token")
        @DefaultValue("")
        public String token = "";

        @FormParam("email")
        @DefaultValue("")
        public String email = "";

        @FormParam("name")
        @DefaultValue("")
        public String name = "";

        @FormParam("password")
        @DefaultValue("")
        public String password = "";

        @FormParam("zone")
        @DefaultValue("UTC")
        public String zone = "UTC";

        @FormParam("locale")
        @DefaultValue("en")
        public String locale = "en";

        boolean valid() {
            return EmailAddresses.isOne(email.strip())
                    && email.length() <= LONGEST_ENTRY
                    && Names.read(name, LONGEST_ENTRY).isPresent()
                    && PasswordRules.fault(password, email, name).isEmpty()
                    && zones().contains(zone);
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response form(@QueryParam("token") @DefaultValue("") String token, @Context HttpHeaders headers) {
        Entries entries = new Entries();
        entries.locale = Languages.of(headers.getAcceptableLanguages()).getLanguage();
        return page(token, entries, false, headers);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response complete(
            @BeanParam Entries entries, @Context RoutingContext request, @Context HttpHeaders headers) {
        if (!firstRun.accepts(entries.token) || !entries.valid()) {
            return page(entries.token, entries, true, headers);
        }
        Optional<User> administrator = firstRun.complete(
                entries.token,
                new NewUser(
                        entries.email,
                        entries.name,
                        entries.password,
                        Role.ADMIN,
                        ZoneId.of(entries.zone),
                        Locale.forLanguageTag(entries.locale)));
        return administrator.isEmpty()
                ? page(entries.token, entries, true, headers)
                : Response.seeOther(URI.create("/"))
                        .cookie(sessions.openFor(administrator.get(), request))
                        .build();
    }

    private Response page(String token, Entries entries, boolean invalid, HttpHeaders headers) {
        Locale language = Languages.of(headers.getAcceptableLanguages());
        boolean open = firstRun.accepts(token);
        Response.Status status =
                !open ? Response.Status.FORBIDDEN : invalid ? Response.Status.BAD_REQUEST : Response.Status.OK;
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.setup(
                                Shell.closed(language), token, open, invalid, entries, zones(), PasswordRules.SHORTEST)
                        .setLocale(language))
                .build();
    }

    static List<String> zones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.equals("UTC") || (id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/")))
                .sorted()
                .toList();
    }
}
