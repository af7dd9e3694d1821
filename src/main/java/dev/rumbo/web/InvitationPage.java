package dev.rumbo.web;

import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.User;
import dev.rumbo.security.Invitations;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where an invited person makes their account. Whoever has the link may, once. */
@Path("/invitations/{secret}")
@Blocking
@PermitAll
public class InvitationPage {

    private static final int LONGEST_NAME = 200;

    private final Invitations invitations;
    private final Sessions sessions;

    InvitationPage(Invitations invitations, Sessions sessions) {
        this.invitations = invitations;
        this.sessions = sessions;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance invitation(
                Shell shell,
                String secret,
                String email,
                boolean invalid,
                Entries entries,
                List<String> zones,
                int shortestPassword);

        static native TemplateInstance gone(Shell shell);

        private Templates() {}
    }

    /** What was typed. */
    public static class Entries {
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

        Optional<Invitations.Chosen> chosen(String email) {
            Optional<String> readable = Names.read(name, LONGEST_NAME);
            return PasswordRules.fault(password, email, name).isEmpty()
                            && SetupPage.zones().contains(zone)
                    ? readable.map(known -> new Invitations.Chosen(
                            known, password, ZoneId.of(zone), Languages.of(Locale.forLanguageTag(locale))))
                    : Optional.empty();
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response form(@PathParam("secret") String secret, @Context HttpHeaders headers) {
        Entries entries = new Entries();
        entries.locale = Languages.of(headers.getAcceptableLanguages()).getLanguage();
        return page(secret, entries, false, headers);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response accept(
            @PathParam("secret") String secret,
            @BeanParam Entries entries,
            @Context RoutingContext request,
            @Context HttpHeaders headers) {
        Optional<User> made = invitations
                .find(secret)
                .flatMap(invitation -> entries.chosen(invitation.email()))
                .flatMap(chosen -> invitations.accept(secret, chosen));
        return made.isEmpty()
                ? page(secret, entries, true, headers)
                : Response.seeOther(URI.create("/"))
                        .cookie(sessions.openFor(made.get(), request))
                        .build();
    }

    private Response page(String secret, Entries entries, boolean invalid, HttpHeaders headers) {
        Locale language = Languages.of(headers.getAcceptableLanguages());
        Shell shell = Shell.closed(language);
        Optional<Invitation> invitation = invitations.find(secret);
        Response.Status status = invitation.isEmpty()
                ? Response.Status.NOT_FOUND
                : invalid ? Response.Status.BAD_REQUEST : Response.Status.OK;
        TemplateInstance page = invitation
                .map(open -> Templates.invitation(
                        shell, secret, open.email(), invalid, entries, SetupPage.zones(), PasswordRules.SHORTEST))
                .orElseGet(() -> Templates.gone(shell));
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(page.setLocale(language))
                .build();
    }
}
