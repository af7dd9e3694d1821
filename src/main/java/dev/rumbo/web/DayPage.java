package dev.rumbo.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.reading.DayView;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Segment;
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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One day: its totals, its timeline and its map; of the user who looks, or for an administrator of another. */
@Path("/")
@Blocking
@RolesAllowed({"driver", "admin"})
public class DayPage {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9000;

    private final CurrentUser current;
    private final Timelines timelines;
    private final TrackStore tracks;
    private final DaySubjects subjects;
    private final MapConfig tiles;
    private final ObjectMapper json;
    private final Clock clock;

    DayPage(
            CurrentUser current,
            Timelines timelines,
            TrackStore tracks,
            DaySubjects subjects,
            MapConfig tiles,
            ObjectMapper json,
            Clock clock) {
        this.current = current;
        this.timelines = timelines;
        this.tracks = tracks;
        this.subjects = subjects;
        this.tiles = tiles;
        this.json = json;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance day(Shell shell, DayModel day, Format f, MapConfig tiles);

        private Templates() {}
    }

    @GET
    public Response today() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.user().timeZone());
        return Response.seeOther(URI.create("/days/" + today)).build();
    }

    /** Where the date form leads. */
    @GET
    @Path("days")
    public Response go(
            @QueryParam("date") String date,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device) {
        String query = DayModel.query(subjects.get(user, device).parameters());
        return Response.seeOther(URI.create("/days/" + parse(date) + query)).build();
    }

    @GET
    @Path("days/{date}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance day(
            @PathParam("date") String date,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device) {
        User viewer = current.user();
        DaySubject subject = subjects.get(user, device);
        return Templates.day(
                        Shell.of(viewer, "day"),
                        model(subject, parse(date)),
                        new Format(viewer.locale(), subject.owner().timeZone()),
                        tiles)
                .setLocale(Languages.of(viewer.locale()));
    }

    /** The map's data; unchanged data is not sent again. */
    @GET
    @Path("days/{date}/map.json")
    @Produces(MediaType.APPLICATION_JSON)
    public Response map(
            @PathParam("date") String date,
            @QueryParam("user") Optional<String> user,
            @QueryParam("device") Optional<String> device,
            @Context Request request)
            throws JsonProcessingException {
        DaySubject subject = subjects.get(user, device);
        DayView day = read(subject, parse(date));
        byte[] body = json.writeValueAsBytes(
                MapData.of(day, trip -> timelines.route(subject.owner().owner(), trip)));
        EntityTag tag = new EntityTag(UUID.nameUUIDFromBytes(body).toString());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return (unchanged == null ? Response.ok(body).tag(tag) : unchanged)
                .header("Cache-Control", "private, no-cache")
                .build();
    }

    private DayModel model(DaySubject subject, LocalDate date) {
        DayView day = read(subject, date);
        boolean empty =
                day.trips().isEmpty() && day.stops().isEmpty() && day.gaps().isEmpty();
        return DayModel.of(
                day, clock.instant(), empty ? findNearest(subject, date) : Optional.empty(), subject.parameters());
    }

    private DayView read(DaySubject subject, LocalDate date) {
        return subject.device()
                .map(device -> timelines.day(subject.owner(), device.key(), date))
                .orElseGet(() -> timelines.day(subject.owner(), date));
    }

    /** The last day before {@code date} with a drive on it, or else the first after it. */
    private Optional<LocalDate> findNearest(DaySubject subject, LocalDate date) {
        ZoneId zone = subject.owner().timeZone();
        long start = date.atStartOfDay(zone).toInstant().toEpochMilli();
        List<DeviceKey> devices = devices(subject);
        return devices.stream()
                .flatMap(device -> tracks.findSegmentBefore(device, start).stream())
                .map(Segment::startMillis)
                .max(Comparator.naturalOrder())
                .or(() -> devices.stream()
                        .flatMap(device -> tracks.findSegmentFrom(device, start).stream())
                        .map(Segment::startMillis)
                        .min(Comparator.naturalOrder()))
                .map(millis -> LocalDate.ofInstant(Instant.ofEpochMilli(millis), zone));
    }

    private List<DeviceKey> devices(DaySubject subject) {
        return subject.device()
                .map(device -> List.of(device.key()))
                .orElseGet(() -> tracks.listHeads(subject.owner().owner()).stream()
                        .map(DeviceHead::device)
                        .toList());
    }

    /** Four digits for the year on this page and on the ones before and after it. */
    private static LocalDate parse(String date) {
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
