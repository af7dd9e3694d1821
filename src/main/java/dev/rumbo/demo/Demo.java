package dev.rumbo.demo;

import dev.rumbo.simulator.Drive;
import dev.rumbo.simulator.DrivePlan;
import dev.rumbo.simulator.Drives;
import dev.rumbo.simulator.Faults;
import dev.rumbo.simulator.FleetPlan;
import dev.rumbo.simulator.Ledger;
import dev.rumbo.simulator.Pace;
import dev.rumbo.simulator.PostRules;
import dev.rumbo.simulator.SimulatedDevice;
import dev.rumbo.simulator.Simulator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Runs the demo on a thread of its own, beside the application's start: accounts, then the driver's yesterday and today, then
 * all cars as the clock goes on.
 *
 * <p>What is posted depends on the time alone, so a restart posts much of it again and changes nothing.
 */
@Singleton
class Demo {

    private static final Logger LOG = Logger.getLogger(Demo.class);
    private static final int CARS = 12;
    private static final long SEED = 12;
    private static final int IN_FLIGHT = 4;
    /** Enough of the cars' past for the fleet page to show where they come from. */
    private static final Duration CARS_PAST = Duration.ofMinutes(20);

    private static final PostRules PAST = new PostRules(Duration.ofSeconds(1), 1_000, Duration.ofHours(1), Faults.NONE);
    private static final PostRules PRESENT =
            new PostRules(Duration.ofSeconds(2), 10, Duration.ofSeconds(4), Faults.NONE);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final long STOP_MILLIS = 3_000;

    private final DemoAccess access;
    private final DemoAccounts accounts;
    private final OwnServer own;
    private final Clock clock;
    private final Thread thread = new Thread(this::run, "demo");

    Demo(DemoAccess access, DemoAccounts accounts, OwnServer own, Clock clock) {
        this.access = access;
        this.accounts = accounts;
        this.own = own;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (access.isEnabled()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Before the engine closes, which would turn the last posts away. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        thread.interrupt();
        thread.join(STOP_MILLIS);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    play();
                } catch (RuntimeException e) {
                    // The store or the stream may come back; the demo starts over and repeats nothing by it.
                    LOG.warnf("The demo stopped for now: %s", e);
                    TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
                }
            }
        } catch (InterruptedException e) {
            // The application stops.
            Thread.currentThread().interrupt();
        }
    }

    private void play() throws InterruptedException {
        URI server = own.address();
        List<SimulatedDevice> devices = accounts.prepare(CARS);
        for (DemoAccess.Login login : access.getLogins()) {
            LOG.infof("Demo: log in at %s as %s with the password %s", server, login.email(), login.password());
        }
        List<Drive> drives = Drives.shipped("twizy_session");
        DrivePlan driver = new DriverDays(drives, DemoAccounts.ZONE);
        List<? extends DrivePlan> cars =
                FleetPlan.derived(drives, CARS, 0, PRESENT, SEED).devices();
        long now = clock.millis();
        LocalDate yesterday = LocalDate.ofInstant(Instant.ofEpochMilli(now), DemoAccounts.ZONE)
                .minusDays(1);
        long dayBefore = yesterday.atStartOfDay(DemoAccounts.ZONE).toInstant().toEpochMilli();
        post(
                server,
                devices.subList(0, 1),
                new FleetPlan(List.of(driver), PAST, SEED),
                dayBefore,
                now,
                Pace.asAnswered());
        post(
                server,
                devices.subList(1, devices.size()),
                new FleetPlan(cars, PAST, SEED),
                now - CARS_PAST.toMillis(),
                now,
                Pace.asAnswered());
        // The past came in one burst; what follows needs a tenth of the heap that it took.
        System.gc();
        List<DrivePlan> all = new ArrayList<>(List.of(driver));
        all.addAll(cars);
        post(server, devices, new FleetPlan(all, PRESENT, SEED), now, Long.MAX_VALUE, Pace.on(clock));
    }

    private void post(
            URI server, List<SimulatedDevice> devices, FleetPlan plan, long fromMillis, long untilMillis, Pace pace)
            throws InterruptedException {
        new Simulator(server, devices, IN_FLIGHT, PATIENCE, Ledger.NONE).run(plan.posts(fromMillis, untilMillis), pace);
    }
}
