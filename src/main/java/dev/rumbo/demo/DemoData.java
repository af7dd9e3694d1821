package dev.rumbo.demo;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.security.AccountService;
import dev.rumbo.security.CurrentUser;
import dev.rumbo.simulator.Drives;
import dev.rumbo.simulator.Faults;
import dev.rumbo.simulator.FleetPlan;
import dev.rumbo.simulator.Ledger;
import dev.rumbo.simulator.Pace;
import dev.rumbo.simulator.PostRules;
import dev.rumbo.simulator.SimulatedDevice;
import dev.rumbo.simulator.Simulator;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Page;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Recorded drives for a user to explore: a device of their own that posts its last days as any phone would, and that goes again
 * with all that it recorded by one button.
 */
@Singleton
@Path("/demo")
@Blocking
@RolesAllowed({"driver", "admin"})
public class DemoData {

    /** By this a device is known to be a demo's: ids that are given out have sixteen letters. */
    static final String PREFIX = "demo-";

    private static final Logger LOG = Logger.getLogger(DemoData.class);
    private static final String NAME = "Demo";
    private static final int DAYS = 10;
    private static final int MOST_DEVICES = 1_000;
    private static final int IN_FLIGHT = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final PostRules RULES =
            new PostRules(Duration.ofSeconds(1), 1_000, Duration.ofHours(1), Faults.NONE);

    private final CurrentUser current;
    private final AccountStore accounts;
    private final AccountService service;
    private final OwnServer server;
    private final Clock clock;
    private final Map<String, Simulator> running = new ConcurrentHashMap<>();
    private final ExecutorService posting = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "demo-data");
        thread.setDaemon(true);
        return thread;
    });

    DemoData(CurrentUser current, AccountStore accounts, AccountService service, OwnServer server, Clock clock) {
        this.current = current;
        this.accounts = accounts;
        this.service = service;
        this.server = server;
        this.clock = clock;
    }

    /** Answers at once; the drives show as they arrive. A second demo beside the first is not made. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response load() {
        User user = current.user();
        if (find(user).isEmpty()) {
            AccountService.IssuedDevice made = service.createDevice(user.owner(), NAME, PREFIX);
            SimulatedDevice phone = new SimulatedDevice(made.device().key().deviceId(), made.token());
            posting.execute(() -> post(user, phone));
        }
        return Response.seeOther(URI.create("/devices?done=demo")).build();
    }

    /** Takes the demo away with everything it recorded; harmless when repeated. */
    @POST
    @Path("remove")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response remove() {
        find(current.user()).ifPresent(device -> {
            Optional.ofNullable(running.get(device.deviceId())).ifPresent(Simulator::stop);
            service.removeDevice(device, true);
        });
        return Response.seeOther(URI.create("/devices?done=erased")).build();
    }

    @PreDestroy
    void stop() {
        posting.shutdownNow();
    }

    private Optional<DeviceKey> find(User user) {
        Optional<String> next = Optional.empty();
        do {
            Page<Device> page = accounts.listDevices(user.owner(), MOST_DEVICES, next);
            Optional<DeviceKey> found = page.items().stream()
                    .map(Device::key)
                    .filter(key -> key.deviceId().startsWith(PREFIX))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            next = page.next();
        } while (next.isPresent());
        return Optional.empty();
    }

    private void post(User user, SimulatedDevice phone) {
        long now = clock.millis();
        LocalDate first = LocalDate.ofInstant(clock.instant(), user.timeZone()).minusDays(DAYS);
        DriverDays days = new DriverDays(Drives.shipped("twizy_session"), user.timeZone());
        long from = first.atStartOfDay(user.timeZone()).toInstant().toEpochMilli();
        try {
            Simulator simulator = new Simulator(server.address(), List.of(phone), IN_FLIGHT, PATIENCE, Ledger.NONE);
            running.put(phone.id(), simulator);
            simulator.run(new FleetPlan(List.of(days), RULES, 0).posts(from, now), Pace.asAnswered());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.warnf("The demo's drives were not all posted: %s", failed);
        } finally {
            running.remove(phone.id());
        }
    }
}
