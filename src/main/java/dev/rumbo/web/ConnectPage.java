package dev.rumbo.web;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.User;
import dev.rumbo.health.DeviceHealth;
import dev.rumbo.health.HealthBook;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.Timelines;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.store.AccountStore;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.OptionalLong;

/** How a phone is connected, and whether what it sends arrives. */
@Path("/devices/{id}/connect")
@Blocking
@RolesAllowed("driver")
public class ConnectPage {

    private final CurrentUser current;
    private final AccountStore accounts;
    private final AccountService service;
    private final HealthBook health;
    private final Timelines timelines;

    ConnectPage(
            CurrentUser current,
            AccountStore accounts,
            AccountService service,
            HealthBook health,
            Timelines timelines) {
        this.current = current;
        this.accounts = accounts;
        this.service = service;
        this.health = health;
        this.timelines = timelines;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance connect(
                Shell shell,
                String deviceId,
                String deviceName,
                ConnectLinks links,
                DeviceHealth health,
                OptionalLong storedMillis,
                Format f);

        private Templates() {}
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Response show(@PathParam("id") String id, @Context UriInfo uri) {
        return page(device(id), Optional.empty(), uri);
    }

    /** The token is in the answer and nowhere else, so it is not kept by the browser either. */
    @POST
    @Path("/token")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    public Response renew(@PathParam("id") String id, @Context UriInfo uri) {
        Device device = device(id);
        String token = service.renewToken(device.key()).orElseThrow(NotFoundException::new);
        return page(device, Optional.of(token), uri);
    }

    private Response page(Device device, Optional<String> token, UriInfo uri) {
        User viewer = current.user();
        ConnectLinks links =
                new ConnectLinks(uri.getBaseUri().toString(), token.orElse(ConnectLinks.UNKNOWN), token.isPresent());
        return Response.ok(Templates.connect(
                                Shell.of(viewer, "devices"),
                                device.key().deviceId(),
                                device.name(),
                                links,
                                health.find(device.key()),
                                storedMillis(device),
                                new Format(viewer.locale(), viewer.timeZone()))
                        .setLocale(Languages.of(viewer.locale())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** The newest stored position: what came before this server started, or without an app of those watched. */
    private OptionalLong storedMillis(Device device) {
        return timelines
                .lastSeen(Viewer.of(current.user().owner()), device.key())
                .map(last -> OptionalLong.of(last.timeMillis()))
                .orElse(OptionalLong.empty());
    }

    private Device device(String id) {
        User viewer = current.user();
        return accounts.findDevice(viewer.fleetId(), id)
                .filter(found -> found.state() == Device.State.ACTIVE)
                .filter(found -> current.isAdmin() || found.key().owner().equals(viewer.owner()))
                .orElseThrow(NotFoundException::new);
    }
}
