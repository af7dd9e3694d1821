package dev.rumbo.web;

import dev.rumbo.openid.Attempt;
import dev.rumbo.openid.Attempts;
import dev.rumbo.openid.Claims;
import dev.rumbo.openid.LogInFailedException;
import dev.rumbo.openid.LogInProvider;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.Sessions;
import dev.rumbo.security.VouchedAccounts;
import dev.rumbo.security.VouchedAccounts.Found;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Log-in with the configured provider of OpenID Connect: to its pages and back. Not there where none is configured. */
@Path("/login/openid")
@Blocking
@PermitAll
public class OpenIdPage {

    /** That this browser logged in so: on the way out it is told that the provider's own session goes on. */
    static final String USED = "rumbo_provider";

    private static final Logger LOG = Logger.getLogger(OpenIdPage.class);
    private static final Pattern SECRET = Pattern.compile("[\\w-]{0,100}");
    private static final int A_YEAR = 31_536_000;

    private final LogInProvider provider;
    private final VouchedAccounts accounts;
    private final Sessions sessions;
    private final CurrentUser current;
    private final Clock clock;

    OpenIdPage(LogInProvider provider, VouchedAccounts accounts, Sessions sessions, CurrentUser current, Clock clock) {
        this.current = current;
        this.provider = provider;
        this.accounts = accounts;
        this.sessions = sessions;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance refused(Shell shell, String why, String provider);

        private Templates() {}
    }

    /**
     * @param to path to go on to
     * @param invitation secret of the invitation that is accepted by it
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response begin(
            @QueryParam("to") @DefaultValue("/") String to,
            @QueryParam("invitation") @DefaultValue("") String invitation,
            @CookieParam(Sessions.BEGUN) @DefaultValue("") String cookie,
            @Context UriInfo uri,
            @Context RoutingContext request,
            @Context HttpHeaders headers) {
        requireProvider();
        Attempts before = Attempts.read(cookie, clock.instant());
        if (!invitation.isEmpty() && "cross-site".equals(request.request().getHeader("Sec-Fetch-Site"))) {
            // Nobody joins a fleet by a link in which they did not see its invitation.
            return refused(
                    Response.Status.BAD_REQUEST, LogInFailedException.Reason.NOT_BEGUN_HERE, before, request, headers);
        }
        try {
            LogInProvider.Begun begun = provider.begin(
                    back(uri), SECRET.matcher(invitation).matches() ? invitation : "", LoginPage.own(to));
            return Response.seeOther(begun.to())
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .cookie(begun(before.with(begun.attempt()), request))
                    .build();
        } catch (LogInFailedException failed) {
            return refused(failed, before, request, headers);
        }
    }

    /** Where the provider sends the browser to; its parameters are read from the address. */
    @GET
    @Path("back")
    @Produces(MediaType.TEXT_HTML)
    public Response back(
            @CookieParam(Sessions.BEGUN) @DefaultValue("") String cookie,
            @Context UriInfo uri,
            @Context RoutingContext request,
            @Context HttpHeaders headers) {
        requireProvider();
        Attempts attempts = Attempts.read(cookie, clock.instant());
        Optional<Attempt> attempt = attempts.find(uri.getQueryParameters().getFirst("state"));
        Attempts left = attempt.map(attempts::without).orElse(attempts);
        if (attempt.isEmpty()) {
            return refused(
                    Response.Status.BAD_REQUEST, LogInFailedException.Reason.NOT_BEGUN_HERE, left, request, headers);
        }
        try {
            Claims claims = provider.finish(attempt.get(), back(uri), uri.getRequestUri());
            Found found = accounts.find(
                    claims,
                    attempt.get().invitation(),
                    Languages.wanted(headers),
                    request.request().remoteAddress().hostAddress(),
                    current.find());
            return found.refusal()
                    .map(why -> refused(Response.Status.FORBIDDEN, why, left, request, headers))
                    .orElseGet(() -> {
                        Sessions.Opened opened = sessions.openVouched(found, request);
                        return welcome(opened, attempt.get().to(), left, request);
                    });
        } catch (LogInFailedException failed) {
            return refused(failed, left, request, headers);
        }
    }

    /** Logs out at the provider, too, for who was logged out here. */
    @GET
    @Path("out")
    public Response logOut(@Context UriInfo uri) {
        requireProvider();
        URI home = uri.getBaseUri().resolve("/login");
        try {
            return Response.seeOther(provider.logOut(home).orElse(home)).build();
        } catch (LogInFailedException unreachable) {
            return Response.seeOther(home).build();
        }
    }

    private void requireProvider() {
        if (!provider.isThere()) {
            throw new NotFoundException();
        }
    }

    private static Response welcome(Sessions.Opened opened, String to, Attempts left, RoutingContext request) {
        List<NewCookie> cookies = new ArrayList<>(opened.cookies());
        cookies.add(begun(left, request));
        cookies.add(used(A_YEAR, request));
        return Response.seeOther(URI.create(opened.needsCode() ? "/login/code?to=" + to : to))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .cookie(cookies.toArray(NewCookie[]::new))
                .build();
    }

    private Response refused(LogInFailedException failed, Attempts left, RoutingContext request, HttpHeaders headers) {
        LOG.infof("A log-in with %s failed: %s (%s)", provider.name(), failed.reason(), failed.getMessage());
        Response.Status status = switch (failed.reason()) {
            case NOT_BEGUN_HERE -> Response.Status.BAD_REQUEST;
            case REFUSED_THERE, NOT_TO_BE_BELIEVED -> Response.Status.FORBIDDEN;
            case UNREACHABLE -> Response.Status.SERVICE_UNAVAILABLE;
        };
        return refused(status, failed.reason(), left, request, headers);
    }

    private Response refused(
            Response.Status status, Enum<?> why, Attempts left, RoutingContext request, HttpHeaders headers) {
        Locale language = Languages.of(headers.getAcceptableLanguages());
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .cookie(begun(left, request))
                .entity(Templates.refused(Shell.closed(language), why.name(), provider.name())
                        .setLocale(language))
                .build();
    }

    private static URI back(UriInfo uri) {
        return uri.getBaseUri().resolve("/login/openid/back");
    }

    /** Without the one that came back: each is of use once. */
    private static NewCookie begun(Attempts attempts, RoutingContext request) {
        return new NewCookie.Builder(Sessions.BEGUN)
                .value(attempts.text())
                .path("/")
                .maxAge(attempts.isEmpty() ? 0 : (int) Attempt.LIFETIME.toSeconds())
                .httpOnly(true)
                .secure(request.request().isSSL())
                // The way back begins at the provider.
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    /** @param seconds 0 to take it away */
    static NewCookie used(int seconds, RoutingContext request) {
        return new NewCookie.Builder(USED)
                .value("used")
                .path("/logout")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(request.request().isSSL())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
