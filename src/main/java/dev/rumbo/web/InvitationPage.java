package dev.rumbo.web;

import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.User;
import dev.rumbo.security.Invitations;
import dev.rumbo.security.Sessions;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import java.util.Locale;
import java.util.Optional;

/** Where an invited person makes their account. Whoever has the link may, once. */
@Path("/invitations/{secret}")
@Blocking
@PermitAll
public class InvitationPage {

    private final Invitations invitations;
    private final Sessions sessions;

    InvitationPage(Invitations invitations, Sessions sessions) {
        this.invitations = invitations;
        this.sessions = sessions;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance invitation(
                Shell shell, String secret, String email, boolean invalid, NewAccount entries);

        static native TemplateInstance gone(Shell shell);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response form(@PathParam("secret") String secret, @Context HttpHeaders headers) {
        return page(secret, NewAccount.empty(headers), false, headers);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response accept(
            @PathParam("secret") String secret,
            @BeanParam NewAccount entries,
            @Context RoutingContext request,
            @Context HttpHeaders headers) {
        Optional<User> made = invitations
                .find(secret)
                .flatMap(invitation -> chosen(entries, invitation.email()))
                .flatMap(chosen -> invitations.accept(secret, chosen));
        return made.isEmpty()
                ? page(secret, entries, true, headers)
                : Response.seeOther(URI.create("/"))
                        .cookie(sessions.openFor(made.get(), request))
                        .build();
    }

    private static Optional<Invitations.Chosen> chosen(NewAccount entries, String email) {
        return entries.readName(email)
                .map(name -> new Invitations.Chosen(name, entries.password, entries.timeZone(), entries.language()));
    }

    private Response page(String secret, NewAccount entries, boolean invalid, HttpHeaders headers) {
        Locale language = Languages.of(headers.getAcceptableLanguages());
        Shell shell = Shell.closed(language);
        Optional<Invitation> invitation = invitations.find(secret);
        Response.Status status = invitation.isEmpty()
                ? Response.Status.NOT_FOUND
                : invalid ? Response.Status.BAD_REQUEST : Response.Status.OK;
        TemplateInstance page = invitation
                .map(open -> Templates.invitation(shell, secret, open.email(), invalid, entries))
                .orElseGet(() -> Templates.gone(shell));
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(page.setLocale(language))
                .build();
    }
}
