package dev.rumbo.web;

import dev.rumbo.accounts.SecondFactor;
import dev.rumbo.accounts.User;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.SecondFactors;
import dev.rumbo.security.SecondFactors.Offered;
import dev.rumbo.security.SecondFactors.Outcome;
import dev.rumbo.security.TooManyAttemptsException;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The second factor of the user who looks: switched on with an authenticator app, and off with the password. */
@Path("/settings/security/second-factor")
@Blocking
@RolesAllowed({"driver", "admin"})
public class SecondFactorPage {

    private final CurrentUser current;
    private final SecondFactors factors;

    SecondFactorPage(CurrentUser current, SecondFactors factors) {
        this.current = current;
        this.factors = factors;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance factor(Shell shell, Model m, Format f);

        private Templates() {}
    }

    /**
     * What the page shows.
     *
     * @param told what has just been done, or why not; empty for nothing
     * @param email so that a password manager finds the password
     * @param recoveryCodes that were just made
     * @param offered what the app is to take; empty where the second factor is on, or cannot be
     */
    public record Model(
            String told,
            long retryMinutes,
            String email,
            boolean possible,
            Optional<SecondFactor> factor,
            List<String> recoveryCodes,
            Optional<Offered> offered) {

        /** What all apps read, as Google's Key URI Format describes it. */
        public String address() {
            return "otpauth://totp/Rumbo:" + URLEncoder.encode(email, StandardCharsets.UTF_8) + "?secret="
                    + offered.map(Offered::secret).orElse("") + "&issuer=Rumbo";
        }

        public QrCode picture() {
            return QrCode.of(address());
        }
    }

    /** @param done what was just done */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(@QueryParam("done") @DefaultValue("") String done) {
        return page(Response.Status.OK, done, 0, "", List.of());
    }

    /**
     * The recovery codes are in the answer and nowhere else.
     *
     * @param offer the secret that the page offered, sealed
     */
    @POST
    @Path("on")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response switchOn(
            @FormParam("offer") @DefaultValue("") String offer,
            @FormParam("code") @DefaultValue("") String code,
            @FormParam("current") @DefaultValue("") String password,
            @Context RoutingContext request) {
        try {
            SecondFactors.SwitchedOn done =
                    factors.switchOn(current.user(), current.credential(), address(request), password, offer, code);
            return done.outcome() == Outcome.DONE
                    ? page(Response.Status.OK, "on", 0, "", done.recoveryCodes())
                    : page(Response.Status.BAD_REQUEST, told(done.outcome()), 0, offer, List.of());
        } catch (TooManyAttemptsException tooMany) {
            return tooMany(tooMany, offer);
        }
    }

    @POST
    @Path("off")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response switchOff(
            @FormParam("current") @DefaultValue("") String password, @Context RoutingContext request) {
        try {
            Outcome outcome = factors.switchOff(current.user(), address(request), password);
            return outcome == Outcome.DONE
                    ? Response.seeOther(URI.create("/settings/security/second-factor?done=off"))
                            .build()
                    : page(Response.Status.BAD_REQUEST, told(outcome), 0, "", List.of());
        } catch (TooManyAttemptsException tooMany) {
            return tooMany(tooMany, "");
        }
    }

    private static String address(RoutingContext request) {
        return request.request().remoteAddress().hostAddress();
    }

    private static String told(Outcome outcome) {
        return switch (outcome) {
            case DONE -> "";
            case WRONG_PASSWORD -> "wrongPassword";
            case WRONG_CODE -> "codeNotRight";
            case TOO_LATE -> "tooLate";
        };
    }

    private Response tooMany(TooManyAttemptsException tooMany, String offer) {
        return page(
                Response.Status.TOO_MANY_REQUESTS,
                "tooMany",
                tooMany.retryAfter().toMinutes(),
                offer,
                List.of());
    }

    /** @param offer that was on the page before, so that a mistake needs no new scan */
    private Response page(
            Response.Status status, String told, long retryMinutes, String offer, List<String> recoveryCodes) {
        User user = current.user();
        Optional<SecondFactor> factor = factors.find(user);
        boolean offers = factor.isEmpty() && factors.isPossible();
        Model model = new Model(
                told,
                retryMinutes,
                user.email(),
                factors.isPossible(),
                factor,
                recoveryCodes,
                offers
                        ? Optional.of(factors.offered(user, offer).orElseGet(() -> factors.offer(user)))
                        : Optional.empty());
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.factor(Shell.of(user, "settings"), model, new Format(user.locale(), user.timeZone()))
                        .setLocale(Languages.of(user.locale())))
                .build();
    }
}
