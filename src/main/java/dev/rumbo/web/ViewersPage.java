package dev.rumbo.web;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.accounts.View;
import dev.rumbo.reading.ViewLog;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import dev.rumbo.trips.SegmentId;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who saw positions of the user who looks. */
@Path("/settings/viewers")
@Blocking
@RolesAllowed({"driver", "admin"})
public class ViewersPage {

    private static final int ON_A_PAGE = 100;

    private final CurrentUser current;
    private final ViewLog views;
    private final AccountStore accounts;

    ViewersPage(CurrentUser current, ViewLog views, AccountStore accounts) {
        this.current = current;
        this.views = views;
        this.accounts = accounts;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance viewers(Shell shell, List<Row> rows, Optional<String> older, Format f);

        private Templates() {}
    }

    /**
     * A line of the list.
     *
     * @param who the name of the user; empty for somebody with a link
     * @param from the day, the first day of the span or the day of the trip, where it is about one
     * @param to the last day of a span of several
     */
    public record Row(
            String who,
            boolean byLink,
            String kind,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Optional<String> trip,
            long firstMillis,
            long lastMillis) {}

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(@QueryParam("next") Optional<String> next) {
        User user = current.user();
        Format format = new Format(user.locale(), user.timeZone());
        Page<View> page = views.list(user.owner(), ON_A_PAGE, next);
        Map<String, String> names = new HashMap<>();
        List<Row> rows =
                page.items().stream().map(view -> row(view, names, format)).toList();
        return Response.ok(Templates.viewers(
                                Shell.of(user, "settings"), rows, page.next().map(ViewersPage::path), format)
                        .setLocale(Languages.of(user.locale())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static String path(String next) {
        return "/settings/viewers?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    private Row row(View view, Map<String, String> names, Format format) {
        boolean trip = view.kind() == View.Kind.TRIP;
        String[] days = view.subject().split("/", 2);
        Optional<LocalDate> from = trip
                ? SegmentId.parse(view.subject()).map(id -> format.date(id.startMillis()))
                : Optional.of(days[0]).filter(day -> !day.isEmpty()).map(LocalDate::parse);
        return new Row(
                view.byLink() ? "" : names.computeIfAbsent(view.viewerId(), this::name),
                view.byLink(),
                view.kind().word(),
                from,
                trip || days.length < 2 || days[0].equals(days[1])
                        ? Optional.empty()
                        : Optional.of(LocalDate.parse(days[1])),
                trip && !view.subject().isEmpty() ? Optional.of(view.subject()) : Optional.empty(),
                view.firstAt().toEpochMilli(),
                view.lastAt().toEpochMilli());
    }

    private String name(String userId) {
        return accounts.findUser(new Owner(current.user().fleetId(), userId))
                .map(User::name)
                .orElse("");
    }
}
