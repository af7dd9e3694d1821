package dev.rumbo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.Scope;
import dev.rumbo.accounts.SecondFactor;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.User;
import dev.rumbo.accounts.View;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.lake.FolderArchive;
import dev.rumbo.places.Place;
import dev.rumbo.places.PlaceStore;
import dev.rumbo.privacy.DriverPrivacy;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.privacy.Zone;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.store.SampleTracks;
import dev.rumbo.store.SecondFactorStore;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.ViewStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.tracking.OtherProducers;
import dev.rumbo.tracking.TrackingMetrics;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.tracking.UndoableImports;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that is closed, on one engine. */
abstract class ClosingContract {

    private static final Instant NOW = Instant.parse("2026-03-11T08:00:00Z");
    private static final Owner ANA = new Owner("fleet", "ana");
    private static final Owner EVA = new Owner("fleet", "eva");

    /** The ports of one engine, over nothing. */
    record Engine(
            AccountStore accounts,
            TrackStore tracks,
            OperationsStore operations,
            ImportStore imports,
            PlaceStore places,
            PrivacyStore privacy,
            SecondFactorStore factors,
            ShareStore shares,
            ViewStore views) {}

    abstract Engine open();

    @TempDir
    Path archiveFolder;

    private FolderArchive archive;
    private Engine engine;
    private TripTracker tracker;
    private int callsLeft = Integer.MAX_VALUE;

    @BeforeEach
    void start() {
        archive = new FolderArchive(archiveFolder);
        engine = open();
        tracker = new TripTracker(
                engine.tracks().forUpdates(),
                engine.accounts(),
                new UndoableImports(engine.imports()),
                new FleetRules(engine.operations(), engine.tracks(), Clock.systemUTC()),
                List.of(),
                new TrackingMetrics(new SimpleMeterRegistry()),
                TripEnds.UNHEARD,
                OtherProducers.TRUSTED);
        live(ANA);
        live(EVA);
    }

    /** Killed after one call, two, three and so on, until it comes to its end. */
    @Test
    void whereverItIsKilledAllIsGoneInTheEndAndNothingComesBack() throws Exception {
        archive.add(cars(ANA).stream().map(ClosingContract::record).toList());
        archive.add(cars(EVA).stream().map(ClosingContract::record).toList());
        AccountClosing closing = new AccountClosing(
                dying(AccountStore.class, engine.accounts()),
                dying(TrackStore.class, engine.tracks()),
                dying(PlaceStore.class, engine.places()),
                dying(PrivacyStore.class, engine.privacy()),
                dying(SecondFactorStore.class, engine.factors()),
                dying(ShareStore.class, engine.shares()),
                dying(ViewStore.class, engine.views()),
                dying(PositionArchive.class, archive.archive()),
                tracker,
                List.of());
        Job job = Job.ofClosing(ANA, NOW);
        engine.operations().add(job);
        int kills = 0;
        while (!ran(closing, job, kills + 1)) {
            kills++;
        }
        callsLeft = Integer.MAX_VALUE;
        assertThat(kills).isGreaterThan(10);

        assertNothingIsLeftOf(ANA);
        for (DeviceKey car : cars(ANA)) {
            tracker.store(List.of(record(car)));
            importFile(car);
            archive.add(List.of(record(car)));
        }
        assertNothingIsLeftOf(ANA);
        assertThat(archive.query("SELECT DISTINCT user_id FROM archive")).containsExactly("eva");
        assertThat(engine.accounts().add(user(new Owner("other", "new"), "ana@rumbo.example")))
                .isTrue();

        assertThat(engine.accounts().findUser(EVA)).isPresent();
        assertThat(engine.accounts().listDevices(EVA, 10, Optional.empty()).items())
                .extracting(Device::name)
                .containsExactly("car of eva");
        assertThat(engine.tracks().listHeads(EVA)).hasSize(3);
        assertThat(engine.places().list(EVA)).hasSize(1);
        assertThat(engine.privacy().find(EVA).zones()).hasSize(1);
        assertThat(engine.factors().find(EVA)).isPresent();
        assertThat(engine.shares().list(EVA)).hasSize(1);
        assertThat(engine.views().list(EVA, 10, Optional.empty()).items()).hasSize(1);
        assertThat(engine.accounts()
                        .listCredentials(EVA, Credential.Kind.SESSION, 10, Optional.empty())
                        .items())
                .hasSize(1);
        assertThat(engine.tracks().listSetAside(10, Optional.empty()).items())
                .extracting(SetAsideEntry::setAside)
                .extracting(aside -> aside.record().partitionKey())
                .containsExactly("eva-active");
    }

    /** False where it was killed. */
    private boolean ran(AccountClosing closing, Job job, int calls) {
        engine.operations().claim("worker", NOW, NOW.plusSeconds(3_600));
        RunningJob running = new RunningJob(
                job,
                engine.operations(),
                "worker",
                Clock.systemUTC(),
                () -> new StreamStatus(Optional.empty(), List.of(), 0),
                duration -> {});
        callsLeft = calls;
        try {
            closing.run(job, running);
            return true;
        } catch (StoreUnavailableException killed) {
            return false;
        }
    }

    private <T> T dying(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            if (callsLeft-- == 0) {
                throw new StoreUnavailableException("killed", null);
            }
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    private void assertNothingIsLeftOf(Owner owner) {
        assertThat(engine.accounts().findUser(owner)).isEmpty();
        assertThat(engine.accounts().findUserByEmail(owner.userId() + "@rumbo.example"))
                .isEmpty();
        for (Credential.Kind kind : Credential.Kind.values()) {
            assertThat(engine.accounts()
                            .listCredentials(owner, kind, 10, Optional.empty())
                            .items())
                    .isEmpty();
        }
        assertThat(engine.accounts().findCredential("device-" + owner.userId() + "-active"))
                .isEmpty();
        assertThat(engine.accounts()
                        .listEveryDevice(owner, 10, Optional.empty())
                        .items())
                .hasSize(3)
                .allMatch(device ->
                        device.state() == Device.State.ERASED && device.name().equals(Device.NAMELESS));
        assertThat(engine.tracks().listHeads(owner)).isEmpty();
        for (DeviceKey car : cars(owner)) {
            assertThat(engine.tracks().findBase(car)).isEmpty();
            assertThat(engine.tracks().positions(car, 0, Long.MAX_VALUE)).isEmpty();
            assertThat(engine.imports().list(car)).isEmpty();
            assertThat(engine.imports().kept(car, "i", ImportRecord.Effect.ADDED, 0))
                    .isEmpty();
        }
        assertThat(engine.places().list(owner)).isEmpty();
        assertThat(engine.privacy().find(owner)).isEqualTo(DriverPrivacy.DEFAULT);
        assertThat(engine.factors().find(owner)).isEmpty();
        assertThat(engine.shares().list(owner)).isEmpty();
        assertThat(engine.shares().find("link of " + owner.userId())).isEmpty();
        assertThat(engine.views().list(owner, 10, Optional.empty()).items()).isEmpty();
    }

    /** With a device that posts, one that was removed and one whose data was deleted before, and one of everything else. */
    private void live(Owner owner) {
        String name = owner.userId();
        engine.accounts().add(user(owner, name + "@rumbo.example"));
        List<DeviceKey> cars = cars(owner);
        for (DeviceKey car : cars) {
            engine.accounts()
                    .add(
                            new Device(car, "car of " + name, NOW, Device.State.ACTIVE),
                            new Credential.DeviceToken("device-" + car.deviceId(), car));
            tracker.store(List.of(record(car)));
            importFile(car);
        }
        engine.accounts().remove(cars.get(1), Device.State.REMOVED);
        engine.accounts().remove(cars.get(2), Device.State.ERASED);
        engine.accounts()
                .add(new Credential.Session(
                        "session of " + name, "s", owner, NOW, Instant.now().plusSeconds(3_600), ""));
        engine.accounts()
                .add(new Credential.AccessToken(
                        "token of " + name, "t", "laptop", owner, NOW, Optional.empty(), Scope.ALL));
        engine.places()
                .put(
                        owner,
                        new Place(
                                "p", Optional.of(new Place.Mark("Home", new Coordinate(1, 2), 100)), Optional.empty()));
        engine.privacy().keepSecret(owner, "0f");
        engine.privacy().putZone(owner, new Zone("z", "Home", new Coordinate(1, 2), 300));
        engine.privacy().shareLive(owner, false);
        engine.shares()
                .add(new Share(
                        "link of " + name,
                        "l",
                        owner,
                        new Share.Subject.Live(Optional.empty()),
                        Optional.empty(),
                        NOW,
                        Instant.now().plusSeconds(3_600)));
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
        engine.views()
                .add(List.of(new View(owner, hour, View.Kind.LIVE, false, "boss", "", hour, hour, 1)), stored -> {});
        engine.factors().put(new SecondFactor(owner, "sealed", NOW, 1, Set.of("one")));
        engine.tracks().setAside(new SetAside(record(cars.get(0)), "a reason"));
    }

    /** As one at work does it, which may not have heard that the account closes. */
    private void importFile(DeviceKey car) {
        engine.imports()
                .put(new ImportRecord(
                        car, "i", "drive.gpx", NOW, ImportRecord.State.DONE, 1, 1, 1, 0, 0, Long.MAX_VALUE / 2));
        engine.imports().keep(car, "i", ImportRecord.Effect.ADDED, 0, track());
    }

    private static List<DeviceKey> cars(Owner owner) {
        return List.of("active", "removed", "erased").stream()
                .map(state -> new DeviceKey(owner.fleetId(), owner.userId(), owner.userId() + "-" + state))
                .toList();
    }

    private static User user(Owner owner, String email) {
        return new User(
                owner.fleetId(), owner.userId(), email, "Name", Role.DRIVER, ZoneOffset.UTC, Locale.ENGLISH, "hash");
    }

    private static StreamRecord record(DeviceKey device) {
        return new StreamRecord(
                "shard",
                device.deviceId(),
                NOW,
                device.deviceId(),
                ByteBuffer.wrap(PostCodec.encode(new PositionPost(device, track()))));
    }

    private static Track track() {
        return SampleTracks.track(NOW.toEpochMilli(), 5, 5_000);
    }
}
