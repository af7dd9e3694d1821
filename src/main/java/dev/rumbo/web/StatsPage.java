package dev.rumbo.web;

import dev.rumbo.accounts.User;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.BucketSize;
import dev.rumbo.reading.Destinations;
import dev.rumbo.reading.DrivingLedger;
import dev.rumbo.reading.DrivingPattern;
import dev.rumbo.reading.Period;
import dev.rumbo.reading.Routes;
import dev.rumbo.reading.Scope;
import dev.rumbo.reading.Statistics;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.trips.Trip;
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
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A day, week, month or year in figures, beside the one before; of the user who looks, or for an administrator of another. */
@Path("/stats")
@Blocking
@RolesAllowed({"driver", "admin"})
public class StatsPage {

    private final CurrentUser current;
    private final Timelines timelines;
    private final Statistics statistics;
    private final DaySubjects subjects;
    private final Towns towns;
    private final PlaceBook places;
    private final Clock clock;

    StatsPage(
            CurrentUser current,
            Timelines timelines,
            Statistics statistics,
            DaySubjects subjects,
            Towns towns,
            PlaceBook places,
            Clock clock) {
        this.current = current;
        this.timelines = timelines;
        this.statistics = statistics;
        this.subjects = subjects;
        this.towns = towns;
        this.places = places;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance stats(Shell shell, StatsModel model, Format f, PlaceNames names);

        private Templates() {}
    }

    /**
     * The statistics of a period.
     *
     * @param period day, week, month or year; a month where absent
     * @param date any day of it; today where absent
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance stats(
            @QueryParam("period") Optional<String> period,
            @QueryParam("date") Optional<String> date,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device) {
        User viewer = current.user();
        DaySubject subject = subjects.get(user, device);
        ZoneId zone = subject.owner().timeZone();
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        BucketSize size = period.map(StatsPage::parseSize).orElse(BucketSize.MONTH);
        LocalDate day =
                date.filter(text -> !text.isBlank()).map(StatsPage::parseDate).orElse(today);
        return Templates.stats(
                        Shell.of(viewer, "stats"),
                        model(subject, Period.of(size, day), today),
                        new Format(viewer.locale(), zone),
                        new PlaceNames(places.of(subject.owner().owner()), towns))
                .setLocale(Languages.of(viewer.locale()));
    }

    private StatsModel model(DaySubject subject, Period period, LocalDate today) {
        ZoneId zone = subject.owner().timeZone();
        Statistics.Result now = totals(subject, period.start(), period.end(), period.parts());
        LocalDate beforeEnd = period.comparableEnd(today);
        Statistics.Result before =
                totals(subject, period.previous().start(), period.previous().end(), period.parts());
        boolean partial = beforeEnd.isBefore(period.previous().end());
        // With the day before: driving there counts towards the first break, and its hours stand beside those of a day.
        List<Trip> trips = trips(subject, period.start().minusDays(1), period.end());
        // A drive that began before belongs to the period with the part inside it, and to no list of its drives.
        List<Trip> own = trips.stream()
                .filter(trip -> trip.startMillis() >= millis(period.start(), zone))
                .toList();
        DrivingPattern pattern = DrivingPattern.of(trips, zone, period.start(), period.end());
        return new StatsModel(
                period,
                today,
                now.total(),
                partial
                        ? totals(subject, period.previous().start(), beforeEnd, BucketSize.DAY)
                                .total()
                        : before.total(),
                partial,
                StatsModel.bars(
                        period.size() == BucketSize.DAY
                                ? hours(subject, period, pattern, trips)
                                : parts(subject, period, now, before)),
                pattern,
                DrivingPattern.longest(own),
                Routes.group(own).stream().filter(route -> route.count() > 1).toList(),
                Destinations.visited(own).stream()
                        .filter(place -> place.arrivals() > 1)
                        .toList(),
                DrivingLedger.of(trips, zone, period.start(), period.end()),
                subject.parameters());
    }

    private List<StatsModel.Part> parts(
            DaySubject subject, Period period, Statistics.Result now, Statistics.Result before) {
        List<StatsModel.Part> parts = new ArrayList<>();
        for (int i = 0; i < now.buckets().size(); i++) {
            Statistics.Bucket bucket = now.buckets().get(i);
            String path = period.size() == BucketSize.YEAR
                    ? StatsModel.path(BucketSize.MONTH, bucket.start(), subject.parameters())
                    : "/days/" + bucket.start() + DayModel.query(subject.parameters());
            parts.add(new StatsModel.Part(
                    bucket.start(),
                    Optional.empty(),
                    bucket.totals().distanceMillimeters(),
                    i < before.buckets().size()
                            ? before.buckets().get(i).totals().distanceMillimeters()
                            : 0,
                    bucket.totals().drivingSeconds(),
                    path));
        }
        return parts;
    }

    private List<StatsModel.Part> hours(DaySubject subject, Period period, DrivingPattern pattern, List<Trip> trips) {
        LocalDate yesterday = period.previous().start();
        DrivingPattern before = DrivingPattern.of(trips, subject.owner().timeZone(), yesterday, yesterday);
        List<StatsModel.Part> parts = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            parts.add(new StatsModel.Part(
                    period.start(),
                    Optional.of(hour),
                    pattern.ofHour(hour).distanceMillimeters(),
                    before.ofHour(hour).distanceMillimeters(),
                    pattern.ofHour(hour).drivingSeconds(),
                    "/days/" + period.start() + DayModel.query(subject.parameters())));
        }
        return parts;
    }

    private Viewer viewer() {
        return Viewer.of(current.user().owner());
    }

    private Statistics.Result totals(DaySubject subject, LocalDate from, LocalDate to, BucketSize size) {
        return subject.device()
                .map(device -> statistics.of(viewer(), device.key(), from, to, size))
                .orElseGet(() -> statistics.of(viewer(), subject.owner().owner(), from, to, size));
    }

    private List<Trip> trips(DaySubject subject, LocalDate from, LocalDate to) {
        ZoneId zone = subject.owner().timeZone();
        Scope scope = subject.device()
                .map(device -> Scope.of(device.key()))
                .orElseGet(() -> Scope.of(subject.owner().owner()));
        return timelines.allTrips(viewer(), scope, millis(from, zone), millis(to.plusDays(1), zone));
    }

    private static long millis(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static BucketSize parseSize(String text) {
        return Arrays.stream(BucketSize.values())
                .filter(size -> StatsModel.word(size).equals(text))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    private static LocalDate parseDate(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() < DayPage.FIRST_YEAR || date.getYear() > DayPage.LAST_YEAR) {
                throw new NotFoundException();
            }
            return date;
        } catch (DateTimeParseException notADate) {
            throw new NotFoundException(notADate);
        }
    }
}
