package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.Share.Subject;
import dev.rumbo.accounts.User;
import dev.rumbo.reading.SharedViews;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.security.PasswordRules;
import dev.rumbo.security.Shares;
import dev.rumbo.store.AccountStore;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
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
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The links that the user who looks shares: lists, makes and withdraws them. */
@Path("/shares")
@Blocking
@RolesAllowed({"driver", "admin"})
public class SharesPage {

    private static final int DEVICES = 200;

    private final CurrentUser current;
    private final Shares shares;
    private final SharedViews views;
    private final AccountStore accounts;
    private final Clock clock;

    SharesPage(CurrentUser current, Shares shares, SharedViews views, AccountStore accounts, Clock clock) {
        this.current = current;
        this.shares = shares;
        this.views = views;
        this.accounts = accounts;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance shares(Shell shell, Model m, Format f);

        private Templates() {}
    }

    /**
     * What the page shows.
     *
     * @param told what has just been done, or why not; empty for nothing
     * @param link the one that was just made
     * @param devices from which one may be chosen
     */
    public record Model(String told, Optional<String> link, List<ShareRow> rows, List<Device> devices) {

        public int shortestPassword() {
            return PasswordRules.SHORTEST;
        }
    }

    /** What a form asks for. */
    public static class Entries {
        @FormParam("kind")
        @DefaultValue("")
        public String kind = "";

        @FormParam("trip")
        @DefaultValue("")
        public String trip = "";

        @FormParam("date")
        @DefaultValue("")
        public String date = "";

        @FormParam("device")
        @DefaultValue("")
        public String device = "";

        @FormParam("hours")
        @DefaultValue("")
        public String hours = "";

        @FormParam("password")
        @DefaultValue("")
        public String password = "";

        /** @throws IllegalArgumentException where it is none */
        Subject subject() {
            Optional<String> one = Optional.of(device).filter(id -> !id.isEmpty());
            return switch (kind) {
                case "trip" -> new Subject.OfTrip(trip);
                case "day" -> new Subject.OfDay(DayPage.parse(date), one);
                case "live" -> new Subject.Live(one);
                default -> throw new IllegalArgumentException("no kind of link: " + kind);
            };
        }

        /** @throws IllegalArgumentException where it is too long or none */
        Duration lifetime(Subject subject) {
            Duration wanted = Duration.ofHours(Integer.parseInt(hours));
            if (wanted.compareTo(Duration.ofHours(1)) < 0 || wanted.compareTo(Shares.longest(subject)) > 0) {
                throw new IllegalArgumentException("a link does not last " + wanted);
            }
            return wanted;
        }
    }

    /** @param done what was just done */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(@QueryParam("done") @DefaultValue("") String done) {
        return page(Response.Status.OK, done, Optional.empty());
    }

    /** The link is in the answer and nowhere else. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response make(@BeanParam Entries entries, @Context UriInfo uri) {
        User user = current.user();
        Subject wanted;
        Duration lifetime;
        try {
            wanted = entries.subject();
            lifetime = entries.lifetime(wanted);
        } catch (IllegalArgumentException invalid) {
            return refused("invalid");
        }
        Subject subject = views.own(user, wanted).orElseThrow(NotFoundException::new);
        if (subject instanceof Subject.OfTrip trip && !views.showsSome(user, trip)) {
            return refused("nothingToShare");
        }
        Optional<String> password = Optional.of(entries.password).filter(text -> !text.isEmpty());
        if (password.flatMap(text -> PasswordRules.fault(text, user.email(), user.name()))
                .isPresent()) {
            return refused("badPassword");
        }
        String server = uri.getBaseUri().toString().replaceFirst("/$", "");
        return shares.make(user, subject, clock.instant().plus(lifetime), password)
                .map(issued -> page(Response.Status.OK, "", Optional.of(server + Shares.PATH + issued.secret())))
                .orElseGet(() -> refused("tooMany"));
    }

    @POST
    @Path("{id}/withdraw")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response withdraw(@PathParam("id") String id) {
        if (!shares.withdraw(current.user().owner(), id)) {
            throw new NotFoundException();
        }
        return Response.seeOther(URI.create("/shares?done=withdrawn")).build();
    }

    private Response refused(String told) {
        return page(Response.Status.BAD_REQUEST, told, Optional.empty());
    }

    private Response page(Response.Status status, String told, Optional<String> link) {
        User user = current.user();
        List<ShareRow> rows = shares.list(user.owner()).stream()
                .map(use -> ShareRow.of(
                        use,
                        ShareRow.deviceId(use.share())
                                .flatMap(id -> accounts.findDevice(user.fleetId(), id))
                                .map(Device::name)
                                .orElse("")))
                .toList();
        List<Device> devices =
                accounts.listDevices(user.owner(), DEVICES, Optional.empty()).items();
        return Response.status(status)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Templates.shares(
                                Shell.of(user, "settings"),
                                new Model(told, link, rows, devices),
                                new Format(user.locale(), user.timeZone()))
                        .setLocale(Languages.of(user.locale())))
                .build();
    }
}
