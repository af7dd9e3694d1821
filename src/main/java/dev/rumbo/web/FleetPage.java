package dev.rumbo.web;

import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.FleetDevice;
import dev.rumbo.reading.FleetView;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where every device of the fleet is now. */
@Path("/fleet")
@Blocking
@RolesAllowed("admin")
public class FleetPage {

    private static final int DEVICES_PER_READ = 10_000;

    /** A wall may show the page for months. */
    private static final Duration LONGEST_OPEN = Duration.ofDays(366);

    private final CurrentUser current;
    private final FleetView fleet;
    private final MapConfig tiles;
    private final Clock clock;

    FleetPage(CurrentUser current, FleetView fleet, MapConfig tiles, Clock clock) {
        this.current = current;
        this.fleet = fleet;
        this.tiles = tiles;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance fleet(
                Shell shell, List<FleetRow> devices, Format f, String offsets, MapConfig tiles);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance fleet() {
        User viewer = current.user();
        List<FleetRow> rows = devices(viewer).stream()
                .map(device -> FleetRow.of(device, viewer.timeZone()))
                .sorted(Comparator.comparing(FleetRow::name, String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(FleetRow::id))
                .toList();
        Format format = new Format(viewer.locale(), viewer.timeZone());
        long now = clock.millis();
        String offsets = format.offsets(now, now + LONGEST_OPEN.toMillis());
        return Templates.fleet(Shell.of(viewer, "fleet"), rows, format, offsets, tiles)
                .setLocale(Languages.of(viewer.locale()));
    }

    private List<FleetDevice> devices(User viewer) {
        List<FleetDevice> devices = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<FleetDevice> page = fleet.fleet(Viewer.of(viewer.owner()), viewer.fleetId(), DEVICES_PER_READ, next);
            devices.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return devices;
    }
}
