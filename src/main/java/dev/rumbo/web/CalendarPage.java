package dev.rumbo.web;

import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.BucketSize;
import dev.rumbo.reading.Statistics;
import dev.rumbo.security.CurrentUser;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.util.Optional;

/** A year as a heat map of its days, each a way to its day. */
@Path("/calendar")
@Blocking
@RolesAllowed({"driver", "admin"})
public class CalendarPage {

    private static final String HOURS = "hours";

    private final CurrentUser current;
    private final Statistics statistics;
    private final DaySubjects subjects;
    private final Clock clock;

    CalendarPage(CurrentUser current, Statistics statistics, DaySubjects subjects, Clock clock) {
        this.current = current;
        this.statistics = statistics;
        this.subjects = subjects;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance calendar(Shell shell, CalendarYear calendar, Format f);

        private Templates() {}
    }

    /**
     * A year.
     *
     * @param year this one where absent
     * @param show "hours" for the time driven; how far, where absent
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance calendar(
            @QueryParam("year") Optional<String> year,
            @QueryParam("show") Optional<String> show,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device) {
        User viewer = current.user();
        DaySubject subject = subjects.get(user, device);
        LocalDate today = LocalDate.ofInstant(clock.instant(), subject.owner().timeZone());
        Year shown = year.map(CalendarPage::parse).orElse(Year.from(today));
        LocalDate from = shown.atDay(1);
        LocalDate to = shown.atDay(shown.length());
        Statistics.Result days = subject.device()
                .map(found -> statistics.of(Viewer.of(viewer.owner()), found.key(), from, to, BucketSize.DAY))
                .orElseGet(() ->
                        statistics.of(Viewer.of(viewer.owner()), subject.owner().owner(), from, to, BucketSize.DAY));
        return Templates.calendar(
                        Shell.of(viewer, "calendar"),
                        CalendarYear.of(
                                shown,
                                show.filter(HOURS::equals).isPresent(),
                                today,
                                viewer.locale(),
                                days,
                                subject.parameters()),
                        new Format(viewer.locale(), subject.owner().timeZone()))
                .setLocale(Languages.of(viewer.locale()));
    }

    private static Year parse(String text) {
        if (!text.matches("\\d{4}")
                || Integer.parseInt(text) < DayPage.FIRST_YEAR
                || Integer.parseInt(text) > DayPage.LAST_YEAR) {
            throw new NotFoundException();
        }
        return Year.parse(text);
    }
}
