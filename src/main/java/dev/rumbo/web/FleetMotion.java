package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.DayView;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The bars that the list of the fleet shows: what each device did today, in the time zone of its owner. */
@Path("/fleet/motion")
@Blocking
@RolesAllowed("admin")
public class FleetMotion {

    private static final int MOST_DEVICES = 60;

    /** The colours of the style sheets' tokens where the ground is light; they hold on a dark one too. */
    private static final Map<DayRow.Kind, String> COLORS =
            Map.of(DayRow.Kind.DRIVE, "#4f68bf", DayRow.Kind.STOP, "#6fa3a8", DayRow.Kind.GAP, "#8b9098");

    private final CurrentUser current;
    private final AccountStore accounts;
    private final Timelines timelines;
    private final Clock clock;

    FleetMotion(CurrentUser current, AccountStore accounts, Timelines timelines, Clock clock) {
        this.current = current;
        this.accounts = accounts;
        this.timelines = timelines;
        this.clock = clock;
    }

    /**
     * A bar.
     *
     * @param words of its totals, for those who cannot see it
     * @param marks kind, place and width of each, in percent of the day
     */
    record Bar(String words, List<List<String>> marks) {}

    /**
     * Bars by device.
     *
     * @param devices ids, with commas between them; those that are not of the fleet are left out
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Bar> bars(@QueryParam("devices") @DefaultValue("") String devices) {
        List<String> ids = List.of(devices.split(",", -1));
        if (ids.size() > MOST_DEVICES) {
            throw new BadRequestException();
        }
        User viewer = current.user();
        Map<String, Bar> bars = new LinkedHashMap<>();
        for (String id : ids) {
            find(viewer.fleetId(), id)
                    .ifPresent(device -> accounts.findUser(device.key().owner())
                            .ifPresent(owner -> bars.put(id, bar(viewer, owner, device))));
        }
        return bars;
    }

    /** The same as a picture, for the table of a page without a script. */
    @GET
    @Path("{device}.svg")
    @Produces("image/svg+xml")
    public String picture(@PathParam("device") String deviceId) {
        User viewer = current.user();
        Device device = find(viewer.fleetId(), deviceId).orElseThrow(NotFoundException::new);
        User owner = accounts.findUser(device.key().owner()).orElseThrow(NotFoundException::new);
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"160\" height=\"8\">")
                .append("<rect width=\"100%\" height=\"8\" rx=\"2\" fill=\"#888\" opacity=\".25\"/>");
        model(owner, device)
                .bar()
                .marks()
                .forEach(mark -> svg.append("<rect height=\"8\" x=\"%s\" width=\"%s\" fill=\"%s\"/>"
                        .formatted(mark.x(), mark.width(), COLORS.get(mark.kind()))));
        return svg.append("</svg>").toString();
    }

    private Optional<Device> find(String fleetId, String deviceId) {
        return deviceId.isEmpty() ? Optional.empty() : accounts.findDevice(fleetId, deviceId);
    }

    private Bar bar(User viewer, User owner, Device device) {
        DayModel model = model(owner, device);
        Format format = new Format(viewer.locale(), owner.timeZone());
        return new Bar(
                format.distance(model.totals().distanceMillimeters()) + ", "
                        + format.duration(model.totals().drivingSeconds()),
                model.bar().marks().stream()
                        .map(mark -> List.of(mark.kind().css(), mark.x(), mark.width()))
                        .toList());
    }

    private DayModel model(User owner, Device device) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), owner.timeZone());
        DayView day = timelines.day(Viewer.of(current.user().owner()), owner, device.key(), today);
        return DayModel.of(day, clock.instant(), Optional.empty(), Optional.empty(), Map.of(), Map.of());
    }
}
