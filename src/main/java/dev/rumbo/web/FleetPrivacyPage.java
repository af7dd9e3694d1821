package dev.rumbo.web;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivateTrips;
import dev.rumbo.privacy.Retention;
import dev.rumbo.privacy.WorkingHours;
import dev.rumbo.reading.PrivacyBook;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What administrators see of the fleet's drivers, and for how long it is kept. */
@Path("/fleet/privacy")
@Blocking
@RolesAllowed("admin")
public class FleetPrivacyPage {

    private static final int USUAL_DAYS = 90;

    private final CurrentUser current;
    private final PrivacyBook book;
    private final Audit audit;

    FleetPrivacyPage(CurrentUser current, PrivacyBook book, Audit audit) {
        this.current = current;
        this.audit = audit;
        this.book = book;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance policy(Shell shell, Model m);

        private Templates() {}
    }

    /**
     * What the page shows.
     *
     * @param told what has just been done, or why not; empty for nothing
     */
    public record Model(
            String told,
            String privateTrips,
            boolean driversDecide,
            HoursText hours,
            Optional<Retention> retention,
            Format f) {

        public int leastDays() {
            return Retention.LEAST_DAYS;
        }

        public int mostDays() {
            return Retention.MOST_DAYS;
        }

        /** What the form proposes where all is kept. */
        public int positionDays() {
            return retention.map(Retention::positionDays).orElse(USUAL_DAYS);
        }

        public String tripDays() {
            return retention.flatMap(Retention::tripDays).map(String::valueOf).orElse("");
        }
    }

    /** @param done what was just done */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance show(@QueryParam("done") @DefaultValue("") String done) {
        return page(done);
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response change(
            @FormParam("privateTrips") @DefaultValue("") String privateTrips,
            @FormParam("live") @DefaultValue("") String live,
            @FormParam("hours") @DefaultValue("") String hours,
            @FormParam("days") List<String> days,
            @FormParam("from") @DefaultValue("") String from,
            @FormParam("to") @DefaultValue("") String to,
            @FormParam("keep") @DefaultValue("") String keep,
            @FormParam("positionDays") @DefaultValue("") String positionDays,
            @FormParam("tripDays") @DefaultValue("") String tripDays) {
        try {
            FleetPolicy policy = new FleetPolicy(
                    PrivateTrips.valueOf(privateTrips.toUpperCase(Locale.ROOT)),
                    hours.equals("some") ? Optional.of(read(days, from, to)) : Optional.empty(),
                    live.equals("drivers"),
                    keep.equals("some") ? Optional.of(read(positionDays, tripDays)) : Optional.empty());
            String fleet = current.user().fleetId();
            FleetPolicy before = book.policy(fleet);
            FleetPolicy stored = book.change(fleet, policy);
            audit.note(AuditAct.PRIVACY_CHANGED, fleet, "", before.told() + " -> " + stored.told());
            return Response.seeOther(URI.create("/fleet/privacy?done=saved")).build();
        } catch (IllegalArgumentException | DateTimeException invalid) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .entity(page("invalid"))
                    .build();
        }
    }

    private static WorkingHours read(List<String> days, String from, String to) {
        return new WorkingHours(
                days.stream()
                        .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                LocalTime.parse(from),
                LocalTime.parse(to));
    }

    /** @param tripDays empty where trips are kept for ever */
    private static Retention read(String positionDays, String tripDays) {
        return new Retention(
                Integer.parseInt(positionDays),
                tripDays.isBlank() ? Optional.empty() : Optional.of(Integer.parseInt(tripDays)),
                Instant.EPOCH);
    }

    /** As it is called in forms. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private TemplateInstance page(String told) {
        User user = current.user();
        FleetPolicy policy = book.policy(user.fleetId());
        return Templates.policy(
                        Shell.of(user, "fleet"),
                        new Model(
                                told,
                                word(policy.privateTrips()),
                                policy.driversDecide(),
                                HoursText.of(policy.hours(), user.locale()),
                                policy.retention(),
                                new Format(user.locale(), user.timeZone())))
                .setLocale(Languages.of(user.locale()));
    }
}
