package dev.rumbo.web;

import dev.rumbo.openid.LogInProvider;
import dev.rumbo.security.FirstRun;
import dev.rumbo.security.Sessions;
import dev.rumbo.security.TooManyAttemptsException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
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
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Opens and ends the session of a browser. */
@Path("/")
@Blocking
@PermitAll
public class LoginPage {

    private static final String HOME = "/";

    /** A path of this server: neither an address of another nor a path that a browser reads as one. */
    private static final Pattern OWN = Pattern.compile("/|(/[A-Za-z0-9_-]+)+");

    private final Sessions sessions;
    private final FirstRun firstRun;
    private final LogInProvider provider;

    LoginPage(Sessions sessions, FirstRun firstRun, LogInProvider provider) {
        this.sessions = sessions;
        this.firstRun = firstRun;
        this.provider = provider;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance login(Shell shell, String email, String to, Problem problem, long retrySeconds);

        static native TemplateInstance code(Shell shell, String to, Problem problem, long retrySeconds);

        private Templates() {}
    }

    /** What the page has to say beside its form. */
    public enum Problem {
        NONE,
        NOT_SET_UP,
        /** None: the account that was logged in was closed. */
        CLOSED,
        /** None: the session at the provider of log-ins may go on. */
        OUT_HERE_ONLY,
        WRONG_PASSWORD,
        WRONG_CODE,
        TOO_MANY_ATTEMPTS
    }

    @GET
    @Path("login")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance form(
            @QueryParam("to") @DefaultValue(HOME) String to,
            @QueryParam("done") @DefaultValue("") String done,
            @Context HttpHeaders headers) {
        Problem told = switch (done) {
            case "closed" -> Problem.CLOSED;
            case "out" -> provider.isThere() ? Problem.OUT_HERE_ONLY : Problem.NONE;
            default -> Problem.NONE;
        };
        return page(headers, "", own(to), firstRun.isOpen() ? Problem.NOT_SET_UP : told, 0);
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response logIn(
            @FormParam("email") @DefaultValue("") String email,
            @FormParam("password") @DefaultValue("") String password,
            @FormParam("to") @DefaultValue(HOME) String to,
            @Context RoutingContext request,
            @Context HttpHeaders headers) {
        try {
            Sessions.Opened opened = sessions.open(email, password, request);
            String next = opened.needsCode() ? "/login/code?to=" + own(to) : own(to);
            return !opened.cookies().isEmpty()
                    ? Response.seeOther(URI.create(next))
                            .cookie(opened.cookies().toArray(NewCookie[]::new))
                            .build()
                    : Response.status(Response.Status.UNAUTHORIZED)
                            .entity(page(headers, email, own(to), Problem.WRONG_PASSWORD, 0))
                            .build();
        } catch (TooManyAttemptsException tooMany) {
            long seconds = Math.max(1, tooMany.retryAfter().plusMillis(999).toSeconds());
            return Response.status(Response.Status.TOO_MANY_REQUESTS)
                    .header(HttpHeaders.RETRY_AFTER, seconds)
                    .entity(page(headers, email, own(to), Problem.TOO_MANY_ATTEMPTS, seconds))
                    .build();
        }
    }

    /** Asks for the code of the second factor; for whoever gave the right password minutes ago only. */
    @GET
    @Path("login/code")
    @Produces(MediaType.TEXT_HTML)
    public Response codeForm(
            @QueryParam("to") @DefaultValue(HOME) String to,
            @Context RoutingContext request,
            @Context HttpHeaders headers) {
        return sessions.waitsForCode(request)
                ? codePage(Response.Status.OK, headers, own(to), Problem.NONE, 0)
                : Response.seeOther(URI.create("/login")).build();
    }

    @POST
    @Path("login/code")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response giveCode(
            @FormParam("code") @DefaultValue("") String code,
            @FormParam("to") @DefaultValue(HOME) String to,
            @Context RoutingContext request,
            @Context HttpHeaders headers) {
        if (!sessions.waitsForCode(request)) {
            return Response.seeOther(URI.create("/login")).build();
        }
        try {
            List<NewCookie> session = sessions.openWithCode(code, request);
            return session.isEmpty()
                    ? codePage(Response.Status.UNAUTHORIZED, headers, own(to), Problem.WRONG_CODE, 0)
                    : Response.seeOther(URI.create(own(to)))
                            .cookie(session.toArray(NewCookie[]::new))
                            .build();
        } catch (TooManyAttemptsException tooMany) {
            long seconds = Math.max(1, tooMany.retryAfter().plusMillis(999).toSeconds());
            return codePage(Response.Status.TOO_MANY_REQUESTS, headers, own(to), Problem.TOO_MANY_ATTEMPTS, seconds);
        }
    }

    private static Response codePage(
            Response.Status status, HttpHeaders headers, String to, Problem problem, long retrySeconds) {
        Locale language = Languages.of(headers.getAcceptableLanguages());
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.code(Shell.closed(language), to, problem, retrySeconds)
                        .setLocale(language))
                .build();
    }

    @POST
    @Path("logout")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response logOut(
            @CookieParam(Sessions.COOKIE) @DefaultValue("") String secret,
            @CookieParam(OpenIdPage.USED) @DefaultValue("") String byProvider,
            @Context RoutingContext request) {
        return Response.seeOther(URI.create(byProvider.isEmpty() ? "/login" : "/login?done=out"))
                .cookie(sessions.close(secret, request), OpenIdPage.used(0, request))
                .build();
    }

    /** Where to go on: nobody is sent to another site by a link that somebody made up. */
    static String own(String path) {
        return OWN.matcher(path).matches() ? path : HOME;
    }

    private static TemplateInstance page(
            HttpHeaders headers, String email, String to, Problem problem, long retrySeconds) {
        Locale language = Languages.of(headers.getAcceptableLanguages());
        return Templates.login(Shell.closed(language), email, to, problem, retrySeconds)
                .setLocale(language);
    }
}
