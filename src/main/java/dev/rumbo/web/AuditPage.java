package dev.rumbo.web;

import dev.rumbo.accounts.AuditAct;
import dev.rumbo.accounts.AuditEvent;
import dev.rumbo.accounts.AuditFilter;
import dev.rumbo.accounts.User;
import dev.rumbo.security.Audit;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.text.Collator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who administered the fleet and who logged in, for its administrators; for operators what concerns no account. */
@Path("/audit")
@Blocking
@RolesAllowed({"admin", "operator"})
public class AuditPage {

    private static final String FLEET = "fleet";
    private static final int ON_A_PAGE = 100;
    private static final int MOST_PEOPLE = 1_000;
    private static final int DAYS_AT_FIRST = 30;

    private final CurrentUser current;
    private final Audit audit;
    private final AccountStore accounts;
    private final Clock clock;

    AuditPage(CurrentUser current, Audit audit, AccountStore accounts, Clock clock) {
        this.current = current;
        this.audit = audit;
        this.accounts = accounts;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance audit(Shell shell, Model m, Format f);

        private Templates() {}
    }

    /**
     * What the page shows.
     *
     * @param to included
     * @param scopes what the viewer may choose from; "installation" is what concerns no account
     * @param act as the API writes it; empty for everything
     * @param user id; empty for everybody
     * @param export where the same is a table
     * @param older where the list goes on
     */
    public record Model(
            LocalDate from,
            LocalDate to,
            boolean invalid,
            List<String> scopes,
            String scope,
            String act,
            String user,
            List<AuditAct> acts,
            List<User> people,
            List<AuditEvent> events,
            String export,
            Optional<String> older) {

        Model refused() {
            return new Model(
                    from, to, true, scopes, scope, act, user, acts, people, List.of(), export, Optional.empty());
        }
    }

    /** @param to included; both are days of the administrator's time zone, the last 30 where they are left out */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("to") @DefaultValue("") String to,
            @QueryParam("act") @DefaultValue("") String act,
            @QueryParam("user") @DefaultValue("") String user,
            @QueryParam("scope") @DefaultValue("") String scope,
            @QueryParam("next") Optional<String> next) {
        User viewer = current.user();
        LocalDate today = LocalDate.ofInstant(clock.instant(), viewer.timeZone());
        Optional<LocalDate> last = day(to, today);
        Optional<LocalDate> first = day(from, last.orElse(today).minusDays(DAYS_AT_FIRST - 1L));
        boolean valid = first.isPresent()
                && last.isPresent()
                && !first.get().isAfter(last.get())
                && (act.isEmpty() || AuditAct.of(act).isPresent());
        Model model = valid
                ? model(viewer, first.get(), last.get(), scope, act, user, next)
                : model(viewer, today, today, "", "", "", Optional.empty()).refused();
        return Response.status(valid ? Response.Status.OK : Response.Status.BAD_REQUEST)
                .entity(Templates.audit(
                                Shell.of(viewer, "settings"), model, new Format(viewer.locale(), viewer.timeZone()))
                        .setLocale(Languages.of(viewer.locale())))
                .build();
    }

    private Model model(
            User viewer,
            LocalDate first,
            LocalDate last,
            String wanted,
            String act,
            String user,
            Optional<String> next) {
        List<String> scopes = scopes(viewer);
        String scope = scopes.contains(wanted) ? wanted : scopes.get(0);
        boolean fleet = scope.equals(FLEET);
        ZoneId zone = viewer.timeZone();
        Instant from = first.atStartOfDay(zone).toInstant();
        Instant to = last.plusDays(1).atStartOfDay(zone).toInstant();
        AuditFilter filter =
                new AuditFilter(from, to, AuditAct.of(act), Optional.of(user).filter(id -> !id.isEmpty()));
        Page<AuditEvent> page = audit.list(fleet ? viewer.fleetId() : AuditEvent.NO_FLEET, filter, ON_A_PAGE, next);
        UriBuilder here = UriBuilder.fromPath("/audit")
                .queryParam("from", first)
                .queryParam("to", last)
                .queryParam("scope", scope);
        return new Model(
                first,
                last,
                false,
                scopes,
                scope,
                act,
                user,
                List.of(AuditAct.values()),
                fleet ? people(viewer) : List.of(),
                page.items(),
                address(
                        UriBuilder.fromPath("/api/v1/audit.csv")
                                .queryParam("from", from)
                                .queryParam("to", to)
                                .queryParam("scope", scope),
                        act,
                        user),
                page.next().map(after -> address(here.queryParam("next", after), act, user)));
    }

    private static String address(UriBuilder address, String act, String user) {
        if (!act.isEmpty()) {
            address.queryParam("act", act);
        }
        if (!user.isEmpty()) {
            address.queryParam("user", "{user}");
        }
        return user.isEmpty() ? address.build().toString() : address.build(user).toString();
    }

    private static List<String> scopes(User viewer) {
        List<String> scopes = new ArrayList<>();
        if (viewer.role().administers()) {
            scopes.add(FLEET);
        }
        if (viewer.role().operates()) {
            scopes.add("installation");
        }
        return scopes;
    }

    private List<User> people(User viewer) {
        Locale language = Languages.of(viewer.locale());
        return accounts.listUsers(viewer.fleetId(), MOST_PEOPLE, Optional.empty()).items().stream()
                .sorted(Comparator.comparing(User::name, Collator.getInstance(language)))
                .toList();
    }

    /** Empty where the text is no day. */
    private static Optional<LocalDate> day(String text, LocalDate leftOut) {
        try {
            return Optional.of(text.isBlank() ? leftOut : LocalDate.parse(text))
                    .filter(day -> day.getYear() >= 0 && day.getYear() <= 9999);
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }
}
