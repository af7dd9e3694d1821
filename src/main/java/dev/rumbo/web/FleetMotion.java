package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.User;
import dev.rumbo.reading.DayView;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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

    private Optional<Device> find(String fleetId, String deviceId) {
        return deviceId.isEmpty() ? Optional.empty() : accounts.findDevice(fleetId, deviceId);
    }

    private Bar bar(User viewer, User owner, Device device) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), owner.timeZone());
        DayView day = timelines.day(owner, device.key(), today);
        DayModel model = DayModel.of(day, clock.instant(), Optional.empty(), Optional.empty(), Map.of(), Map.of());
        Format format = new Format(viewer.locale(), owner.timeZone());
        return new Bar(
                format.distance(day.totals().distanceMillimeters()) + ", "
                        + format.duration(day.totals().drivingSeconds()),
                model.bar().marks().stream()
                        .map(mark -> List.of(mark.kind().css(), mark.x(), mark.width()))
                        .toList());
    }
}
