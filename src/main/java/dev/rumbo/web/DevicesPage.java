package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.Names;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import dev.rumbo.trips.Position;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The phones and loggers of the user who looks: adds, renames and removes them. */
@Path("/devices")
@Blocking
@RolesAllowed({"driver", "admin"})
public class DevicesPage {

    private static final int LONGEST_NAME = 200;
    private static final int LISTED = 200;

    private final CurrentUser current;
    private final AccountService service;
    private final AccountStore accounts;
    private final Timelines timelines;
    private final Towns towns;
    private final Clock clock;

    DevicesPage(
            CurrentUser current,
            AccountService service,
            AccountStore accounts,
            Timelines timelines,
            Towns towns,
            Clock clock) {
        this.current = current;
        this.service = service;
        this.accounts = accounts;
        this.timelines = timelines;
        this.towns = towns;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance devices(
                Shell shell, List<DeviceRow> rows, Optional<String> next, String done, Format f, Towns towns);

        static native TemplateInstance added(Shell shell, DeviceRow row, String token, String server);

        static native TemplateInstance device(Shell shell, DeviceRow row, Format f, Towns towns);

        private Templates() {}
    }

    /** @param done what was just done: "renamed", "removed", "erased" or "invalid" */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance list(@QueryParam("next") Optional<String> next, @QueryParam("done") Optional<String> done) {
        User user = current.user();
        Page<Device> page = accounts.listDevices(user.owner(), LISTED, next);
        return Templates.devices(
                        shell(),
                        page.items().stream().map(this::row).toList(),
                        page.next(),
                        done.orElse(""),
                        format(),
                        towns)
                .setLocale(Languages.of(user.locale()));
    }

    /** The token is in the answer and nowhere else. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response add(@RestForm @Nullable String name, @Context UriInfo uri) {
        Optional<String> valid = valid(name);
        if (valid.isEmpty()) {
            return back("invalid");
        }
        User user = current.user();
        AccountService.IssuedDevice issued = service.createDevice(user.owner(), valid.get());
        String server = uri.getBaseUri().toString().replaceFirst("/$", "");
        return Response.ok(Templates.added(
                                shell(), DeviceRow.of(issued.device(), Optional.empty()), issued.token(), server)
                        .setLocale(Languages.of(user.locale())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** One device: its name, and what removing it would do. */
    @GET
    @Path("{id}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance device(@PathParam("id") String id) {
        return Templates.device(shell(), row(find(id)), format(), towns)
                .setLocale(Languages.of(current.user().locale()));
    }

    /** The day of its last position, on the map. */
    @GET
    @Path("{id}/day")
    public Response day(@PathParam("id") String id) {
        DeviceRow row = row(find(id));
        LocalDate date = format().date(row.last().map(Position::timeMillis).orElseGet(clock::millis));
        return Response.seeOther(URI.create("/days/" + date + "?device=" + id)).build();
    }

    @POST
    @Path("{id}/name")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response rename(@PathParam("id") String id, @RestForm @Nullable String name) {
        Device device = find(id);
        Optional<String> valid = valid(name);
        valid.ifPresent(wanted -> accounts.rename(device.key(), wanted));
        return back(valid.isPresent() ? "renamed" : "invalid");
    }

    /** @param data "keep" or "delete" */
    @POST
    @Path("{id}/remove")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response remove(@PathParam("id") String id, @RestForm @DefaultValue("") String data) {
        boolean erase = switch (data) {
            case "keep" -> false;
            case "delete" -> true;
            default -> throw new BadRequestException();
        };
        service.removeDevice(find(id).key(), erase);
        return back(erase ? "erased" : "removed");
    }

    private Shell shell() {
        return Shell.of(current.user(), "devices");
    }

    private Format format() {
        return new Format(current.user().locale(), current.user().timeZone());
    }

    private DeviceRow row(Device device) {
        return DeviceRow.of(device, timelines.lastSeen(Viewer.of(current.user().owner()), device.key()));
    }

    private Device find(String id) {
        User user = current.user();
        return accounts.findDevice(user.fleetId(), id)
                .filter(device -> device.state() == Device.State.ACTIVE)
                .filter(device -> device.key().owner().equals(user.owner()))
                .orElseThrow(NotFoundException::new);
    }

    private static Optional<String> valid(@Nullable String name) {
        return Optional.ofNullable(name).flatMap(text -> Names.read(text, LONGEST_NAME));
    }

    private static Response back(String done) {
        return Response.seeOther(URI.create("/devices?done=" + done)).build();
    }
}
