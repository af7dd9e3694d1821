package dev.rumbo.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.places.PlaceBook;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.BucketSize;
import dev.rumbo.reading.DayView;
import dev.rumbo.reading.DeviceNames;
import dev.rumbo.reading.Statistics;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.trips.Gap;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Stop;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One day: its totals, its timeline and its map; of the user who looks, or for an administrator of another. */
@Path("/")
@Blocking
@RolesAllowed({"driver", "admin"})
public class DayPage {

    static final int FIRST_YEAR = 1900;
    static final int LAST_YEAR = 9000;

    private final CurrentUser current;
    private final Timelines timelines;
    private final Statistics statistics;
    private final DaySubjects subjects;
    private final Towns towns;
    private final PlaceBook places;
    private final DeviceNames names;
    private final MapConfig tiles;
    private final ObjectMapper json;
    private final Clock clock;

    DayPage(
            CurrentUser current,
            Timelines timelines,
            Statistics statistics,
            DaySubjects subjects,
            Towns towns,
            PlaceBook places,
            DeviceNames names,
            MapConfig tiles,
            ObjectMapper json,
            Clock clock) {
        this.current = current;
        this.timelines = timelines;
        this.statistics = statistics;
        this.subjects = subjects;
        this.towns = towns;
        this.places = places;
        this.names = names;
        this.tiles = tiles;
        this.json = json;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance day(
                Shell shell,
                DayModel day,
                CalendarMonth calendar,
                boolean picking,
                DayEdits edits,
                Format f,
                PlaceNames names,
                MapConfig tiles,
                String opened);

        static native TemplateInstance row(DayRow row, DayModel day, DayEdits edits, Format f, PlaceNames names);

        static native TemplateInstance calendar(CalendarMonth calendar, Format f);

        private Templates() {}
    }

    @GET
    public Response today() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.user().timeZone());
        return Response.seeOther(URI.create("/days/" + today)).build();
    }

    /** Where the date form leads; to today where it was left empty. */
    @GET
    @Path("days")
    public Response go(
            @QueryParam("date") Optional<String> date,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device) {
        DaySubject subject = subjects.get(user, device);
        LocalDate day = date.filter(typed -> !typed.isEmpty())
                .map(DayPage::parse)
                .orElseGet(() ->
                        LocalDate.ofInstant(clock.instant(), subject.owner().timeZone()));
        return Response.seeOther(URI.create("/days/" + day + DayModel.query(subject.parameters())))
                .build();
    }

    /** The last day with a drive on it, seen from now; today where there is none. */
    @GET
    @Path("days/last")
    public Response last(@QueryParam("user") Optional<String> user, @QueryParam("device") Optional<String> device) {
        DaySubject subject = subjects.get(user, device);
        LocalDate today = LocalDate.ofInstant(clock.instant(), subject.owner().timeZone());
        LocalDate last = findBefore(subject, clock.millis()).orElse(today);
        return Response.seeOther(URI.create("/days/" + last + DayModel.query(subject.parameters())))
                .build();
    }

    @GET
    @Path("days/{date}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance day(
            @PathParam("date") String date,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device,
            @QueryParam("month") Optional<String> month,
            @QueryParam(DayModel.DONE) Optional<String> done,
            @QueryParam(DayModel.REFUSED) Optional<String> refused,
            @QueryParam(DayModel.UNDONE) Optional<String> undone,
            @QueryParam(DayModel.PLACE) Optional<String> place,
            @QueryParam(DayModel.ROW) Optional<String> row) {
        User viewer = current.user();
        DaySubject subject = subjects.get(user, device);
        LocalDate day = parse(date);
        return Templates.day(
                        Shell.of(viewer, "day"),
                        model(subject, day),
                        calendar(subject, day, month.map(DayPage::parseMonth).orElse(YearMonth.from(day))),
                        month.isPresent(),
                        edits(subject, day, done, refused, undone.isPresent(), place),
                        format(subject),
                        new PlaceNames(places.of(subject.owner().owner()), towns),
                        tiles,
                        row.orElse(""))
                .setLocale(Languages.of(viewer.locale()));
    }

    /** What a line of the timeline unfolds: its figures, its reasons, and for its owner the forms that correct it. */
    @GET
    @Path("days/{date}/rows/{row}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance row(
            @PathParam("date") String date,
            @PathParam("row") String row,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device) {
        DaySubject subject = subjects.get(user, device);
        DayModel day = model(subject, parse(date));
        return Templates.row(
                        day.rows().stream()
                                .filter(each -> each.id().equals(row))
                                .findFirst()
                                .orElseThrow(NotFoundException::new),
                        day,
                        DayEdits.only(isOwn(subject)),
                        format(subject),
                        new PlaceNames(places.of(subject.owner().owner()), towns))
                .setLocale(Languages.of(current.user().locale()));
    }

    /** One month of the date picker, for the page that shows the day. */
    @GET
    @Path("days/{date}/calendar")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance calendar(
            @PathParam("date") String date,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device,
            @QueryParam("month") String month) {
        DaySubject subject = subjects.get(user, device);
        return Templates.calendar(calendar(subject, parse(date), parseMonth(month)), format(subject))
                .setLocale(Languages.of(current.user().locale()));
    }

    /**
     * What the map and the profile draw; unchanged data is not sent again.
     *
     * @param zoom with {@code view}: of the map that asks
     * @param view south, west, north and east in degrees; the whole day where it is absent
     */
    @GET
    @Path("days/{date}/map.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response map(
            @PathParam("date") String date,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device,
            @QueryParam("zoom") Optional<Integer> zoom,
            @QueryParam("view") Optional<String> view,
            @Context Request request)
            throws JsonProcessingException {
        DaySubject subject = subjects.get(user, device);
        DayView day = read(subject, parse(date));
        Function<Trip, Track> routes =
                trip -> timelines.route(viewer(), subject.owner().owner(), trip);
        MapData data = view.map(box -> MapData.of(day, routes, zoom.orElse(MapData.MAX_ZOOM), MapView.parse(box)))
                .orElseGet(() -> MapData.of(day, routes));
        return MapAnswer.of(data, json, request);
    }

    private DayModel model(DaySubject subject, LocalDate date) {
        DayView day = read(subject, date);
        return DayModel.of(
                day,
                clock.instant(),
                day.trips().isEmpty() ? findNearest(subject, date) : Optional.empty(),
                day.stops().isEmpty() && day.trips().isEmpty() ? findStanding(subject, date) : Optional.empty(),
                deviceNames(subject, day),
                subject.parameters());
    }

    private Map<String, String> deviceNames(DaySubject subject, DayView day) {
        Owner owner = subject.owner().owner();
        Set<String> ids = Stream.of(
                        day.trips().stream().map(Trip::deviceId),
                        day.stops().stream().map(Stop::deviceId),
                        day.gaps().stream().map(Gap::deviceId))
                .flatMap(part -> part)
                .collect(Collectors.toSet());
        return ids.size() < 2
                ? Map.of()
                : ids.stream()
                        .flatMap(id -> names.find(new DeviceKey(owner.fleetId(), owner.userId(), id)).stream()
                                .map(name -> Map.entry(id, name.device())))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private CalendarMonth calendar(DaySubject subject, LocalDate date, YearMonth month) {
        Locale locale = current.user().locale();
        LocalDate from = CalendarMonth.from(month, locale);
        LocalDate to = CalendarMonth.to(month, locale);
        Statistics.Result days = subject.device()
                .map(device -> statistics.of(viewer(), device.key(), from, to, BucketSize.DAY))
                .orElseGet(() -> statistics.of(viewer(), subject.owner().owner(), from, to, BucketSize.DAY));
        LocalDate today = LocalDate.ofInstant(clock.instant(), subject.owner().timeZone());
        return CalendarMonth.of(month, date, today, days.buckets(), subject.parameters());
    }

    private DayEdits edits(
            DaySubject subject,
            LocalDate date,
            Optional<String> done,
            Optional<String> refused,
            boolean undone,
            Optional<String> place) {
        long from = startMillis(subject, date);
        long to = startMillis(subject, date.plusDays(1));
        List<DayEdits.Line> lines = devices(subject).stream()
                .flatMap(device -> timelines.corrections(viewer(), device, from, to).stream()
                        .map(correction -> DayEdits.Line.of(device, correction)))
                .toList();
        return DayEdits.of(
                isOwn(subject),
                lines,
                done,
                refused,
                undone,
                place.flatMap(id -> places.find(current.user().owner(), id)));
    }

    private boolean isOwn(DaySubject subject) {
        return subject.owner().owner().equals(current.user().owner());
    }

    private Format format(DaySubject subject) {
        return new Format(current.user().locale(), subject.owner().timeZone());
    }

    private DayView read(DaySubject subject, LocalDate date) {
        return subject.device()
                .map(device -> timelines.day(viewer(), subject.owner(), device.key(), date))
                .orElseGet(() -> timelines.day(viewer(), subject.owner(), date));
    }

    /** The last day before {@code date} with a drive on it, or else the first after it. */
    private Optional<LocalDate> findNearest(DaySubject subject, LocalDate date) {
        ZoneId zone = subject.owner().timeZone();
        long start = startMillis(subject, date);
        return findBefore(subject, start)
                .or(() -> devices(subject).stream()
                        .flatMap(device -> timelines.findSegmentFrom(viewer(), device, start).stream())
                        .map(Segment::startMillis)
                        .min(Comparator.naturalOrder())
                        .map(millis -> LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone)));
    }

    private Optional<LocalDate> findBefore(DaySubject subject, long millis) {
        ZoneId zone = subject.owner().timeZone();
        return devices(subject).stream()
                .flatMap(device -> timelines.findSegmentBefore(viewer(), device, millis).stream())
                .map(Segment::startMillis)
                .max(Comparator.naturalOrder())
                .map(start -> LocalDate.ofInstant(Instant.ofEpochMilli(start), zone));
    }

    /** Where a device was last heard of, on the day or before: there it stands, as far as anybody knows. */
    private Optional<Position> findStanding(DaySubject subject, LocalDate date) {
        long end = startMillis(subject, date.plusDays(1));
        return devices(subject).stream()
                .flatMap(device -> timelines.lastSeen(viewer(), device).stream())
                .filter(last -> last.timeMillis() < end)
                .max(Comparator.comparingLong(Position::timeMillis));
    }

    private static long startMillis(DaySubject subject, LocalDate date) {
        return date.atStartOfDay(subject.owner().timeZone()).toInstant().toEpochMilli();
    }

    private List<DeviceKey> devices(DaySubject subject) {
        return subject.device()
                .map(device -> List.of(device.key()))
                .orElseGet(() -> timelines.devices(subject.owner().owner()));
    }

    private Viewer viewer() {
        return Viewer.of(current.user().owner());
    }

    private static YearMonth parseMonth(String month) {
        try {
            YearMonth parsed = YearMonth.parse(month);
            if (parsed.getYear() < FIRST_YEAR || parsed.getYear() > LAST_YEAR) {
                throw new NotFoundException();
            }
            return parsed;
        } catch (DateTimeParseException notAMonth) {
            throw new NotFoundException(notAMonth);
        }
    }

    /** Four digits for the year on this page and on the ones before and after it. */
    static LocalDate parse(String date) {
        try {
            LocalDate parsed = LocalDate.parse(date);
            if (parsed.getYear() < FIRST_YEAR || parsed.getYear() > LAST_YEAR) {
                throw new NotFoundException();
            }
            return parsed;
        } catch (DateTimeParseException notADate) {
            throw new NotFoundException(notADate);
        }
    }
}
