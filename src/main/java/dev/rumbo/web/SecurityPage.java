package dev.rumbo.web;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Credential.Kind;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.EmailAddresses;
import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.Scope;
import dev.rumbo.accounts.User;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.OwnAccount;
import dev.rumbo.security.OwnCredentials;
import dev.rumbo.security.PasswordRules;
import dev.rumbo.security.TooManyAttemptsException;
import dev.rumbo.security.VouchedAccounts;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Password, e-mail address, sessions and access tokens of the user who looks. */
@Path("/settings/security")
@Blocking
@RolesAllowed({"driver", "admin"})
public class SecurityPage {

    private static final int LONGEST = 200;
    private static final Map<String, Scope> SCOPES = Map.of("read", Scope.READ, "all", Scope.ALL);
    /** In days; empty for ever. */
    private static final Set<String> LIFETIMES = Set.of("", "30", "90", "365");

    private final CurrentUser current;
    private final OwnAccount account;
    private final OwnCredentials credentials;
    private final VouchedAccounts vouched;
    private final Clock clock;

    SecurityPage(
            CurrentUser current, OwnAccount account, OwnCredentials credentials, VouchedAccounts vouched, Clock clock) {
        this.current = current;
        this.account = account;
        this.credentials = credentials;
        this.vouched = vouched;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance security(Shell shell, Model m, Format f);

        private Templates() {}
    }

    /**
     * What the page shows.
     *
     * @param told what has just been done, or why not; empty for nothing
     * @param issued the secret of a token that was just made
     */
    public record Model(
            String told,
            Optional<String> issued,
            String email,
            List<Row> sessions,
            List<Row> tokens,
            int shortestPassword,
            long retryMinutes,
            boolean hasPassword,
            Optional<Long> linkedMillis) {}

    /** A session or an access token. */
    public record Row(
            String id,
            String browser,
            String name,
            boolean readOnly,
            boolean current,
            long createdMillis,
            Optional<Long> used,
            Optional<Long> end) {

        static Row of(CredentialUse use, Optional<Credential.OfUser> shown) {
            Credential.OfUser credential = use.credential();
            return new Row(
                    credential.id(),
                    credential instanceof Credential.Session session ? session.browser() : "",
                    credential instanceof Credential.AccessToken token ? token.name() : "",
                    credential instanceof Credential.AccessToken token && token.scope() == Scope.READ,
                    shown.filter(it -> it.hash().equals(credential.hash())).isPresent(),
                    credential.createdAt().toEpochMilli(),
                    use.usedAt().map(Instant::toEpochMilli),
                    credential.end().map(Instant::toEpochMilli));
        }
    }

    /** @param done what was just done */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(@QueryParam("done") @DefaultValue("") String done) {
        return page(Response.Status.OK, done, Optional.empty(), 0);
    }

    @POST
    @Path("sessions/{id}/end")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response end(@PathParam("id") String id) {
        return withdraw(Kind.SESSION, id, "sessionEnded");
    }

    @POST
    @Path("sessions/end-others")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response endOthers() {
        credentials.withdrawAll(current.user().owner(), Kind.SESSION, current.credential());
        return back("othersEnded");
    }

    /** The secret is in the answer and nowhere else. */
    @POST
    @Path("tokens")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response make(
            @FormParam("name") @DefaultValue("") String name,
            @FormParam("scope") @DefaultValue("") String scope,
            @FormParam("days") @DefaultValue("") String days) {
        Optional<Scope> may = Optional.ofNullable(SCOPES.get(scope));
        Optional<String> readable = Names.read(name, LONGEST);
        if (readable.isEmpty() || may.isEmpty() || !LIFETIMES.contains(days)) {
            return page(Response.Status.BAD_REQUEST, "invalid", Optional.empty(), 0);
        }
        Optional<Instant> end = days.isEmpty()
                ? Optional.empty()
                : Optional.of(clock.instant().plus(Duration.ofDays(Long.parseLong(days))));
        OwnCredentials.IssuedToken issued =
                credentials.createAccessToken(current.user().owner(), readable.get(), end, may.get());
        return page(Response.Status.OK, "", Optional.of(issued.secret()), 0);
    }

    @POST
    @Path("tokens/{id}/withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdraw(@PathParam("id") String id) {
        return withdraw(Kind.ACCESS_TOKEN, id, "withdrawn");
    }

    @POST
    @Path("password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response changePassword(
            @FormParam("current") @DefaultValue("") String present,
            @FormParam("password") @DefaultValue("") String wanted,
            @FormParam("tokens") @DefaultValue("") String tokens,
            @Context RoutingContext request) {
        return told(
                "passwordChanged",
                () -> account.changePassword(
                        current.user(),
                        current.credential(),
                        request.request().remoteAddress().hostAddress(),
                        present,
                        wanted,
                        tokens.equals("withdraw")));
    }

    @POST
    @Path("email")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response changeEmail(
            @FormParam("current") @DefaultValue("") String present,
            @FormParam("email") @DefaultValue("") String wanted,
            @Context RoutingContext request) {
        if (!EmailAddresses.isOne(wanted.strip()) || wanted.length() > LONGEST) {
            return page(Response.Status.BAD_REQUEST, "emailNotUsable", Optional.empty(), 0);
        }
        return told(
                "emailChanged",
                () -> account.changeEmail(
                        current.user(), request.request().remoteAddress().hostAddress(), present, wanted));
    }

    /** Only for who has a password: nobody locks themselves out. */
    @POST
    @Path("provider/unlink")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response unlink() {
        if (!current.user().hasPassword()) {
            throw new BadRequestException();
        }
        vouched.unlink(current.user());
        return back("unlinked");
    }

    private Response told(String done, Supplier<OwnAccount.Outcome> change) {
        try {
            String refused = switch (change.get()) {
                case DONE -> "";
                case WRONG_PASSWORD -> "wrongPassword";
                case BAD_LENGTH -> "badLength";
                case TOO_EASY -> "tooEasy";
                case EMAIL_NOT_USABLE -> "emailNotUsable";
                case LOG_IN_AGAIN -> "logInAgain";
            };
            return refused.isEmpty() ? back(done) : page(Response.Status.BAD_REQUEST, refused, Optional.empty(), 0);
        } catch (TooManyAttemptsException tooMany) {
            return page(
                    Response.Status.TOO_MANY_REQUESTS,
                    "tooMany",
                    Optional.empty(),
                    tooMany.retryAfter().toMinutes());
        }
    }

    private Response withdraw(Kind kind, String id, String done) {
        if (!credentials.withdraw(current.user().owner(), kind, id)) {
            throw new NotFoundException();
        }
        return back(done);
    }

    private static Response back(String done) {
        return Response.seeOther(URI.create("/settings/security?done=" + done)).build();
    }

    private Response page(Response.Status status, String told, Optional<String> issued, long retryMinutes) {
        User user = current.user();
        Model model = new Model(
                told,
                issued,
                user.email(),
                rows(user, Kind.SESSION),
                rows(user, Kind.ACCESS_TOKEN),
                PasswordRules.SHORTEST,
                retryMinutes,
                user.hasPassword(),
                vouched.identity(user.owner()).map(identity -> identity.since().toEpochMilli()));
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.security(
                                Shell.of(user, "settings"), model, new Format(user.locale(), user.timeZone()))
                        .setLocale(Languages.of(user.locale())))
                .build();
    }

    /** The one that is in use first, then the newest. */
    private List<Row> rows(User user, Kind kind) {
        return credentials.listAll(user.owner(), kind).stream()
                .map(use -> Row.of(use, current.credential()))
                .sorted(Comparator.comparing(Row::current)
                        .thenComparing(Row::createdMillis)
                        .reversed()
                        .thenComparing(Row::id))
                .toList();
    }
}
