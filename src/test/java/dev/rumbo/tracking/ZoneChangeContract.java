package dev.rumbo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.RandomTracks;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A driver moves to another time zone while instances that knew the old one go on storing. */
public abstract class ZoneChangeContract {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final ZoneId BEFORE = ZoneId.of("America/Montevideo");
    private static final ZoneId AFTER = ZoneId.of("Asia/Kathmandu");
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2030, 1, 1);
    private static final Track DRIVEN = Track.of(RandomTracks.of(7));

    private RefusedDeviceContract.Engine engine;
    private TrackStore tracks;
    private int sequence;

    protected abstract RefusedDeviceContract.Engine open();

    @BeforeEach
    void start() {
        engine = open();
        tracks = engine.tracks();
        engine.accounts().add(user(BEFORE));
    }

    @Test
    void whatAnyInstanceStoresIsCountedByTheDaysOfAllThatIsStored() {
        TripTracker here = tracker(tracks.forUpdates());
        TripTracker there = tracker(tracks.forUpdates());
        here.store(List.of(post(part(0))));
        there.store(List.of(post(part(1))));
        assertIsCountedBy(BEFORE);

        engine.accounts().change(user(AFTER));
        there.store(List.of(post(part(2))));
        assertIsCountedBy(BEFORE);

        rebuild();
        assertIsCountedBy(AFTER);
        there.store(List.of(post(part(3))));
        here.store(List.of(post(part(4))));
        assertIsCountedBy(AFTER);
        assertThat(tracks.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(DRIVEN);
    }

    @Test
    void aFirstUpdateThatWasComputedBeforeIsComputedAgain() {
        TripTracker tracker = tracker(changingBefore(tracks.forUpdates(), "apply"));

        tracker.store(List.of(post(DRIVEN)));

        assertIsCountedBy(AFTER);
    }

    @Test
    void aDeviceThatWasWrittenBeforeHeadsToldItTellsItFromThenOn() {
        Track first = part(0);
        tracks.apply(new DeviceUpdate(
                new DeviceHead(CAR, 1, first.get(0), first.get(first.size() - 1)),
                first,
                Set.of(),
                List.of(),
                Set.of(),
                List.of()));

        tracker(tracks.forUpdates()).store(List.of(post(part(1))));

        assertThat(tracks.findHead(CAR).flatMap(DeviceHead::zone)).contains(BEFORE);
    }

    private void rebuild() {
        new DeviceRebuild(tracks, rules())
                .rebuild(
                        CAR,
                        engine.accounts().findUser(CAR.owner()).orElseThrow().timeZone(),
                        "job",
                        () -> {});
    }

    private void assertIsCountedBy(ZoneId zone) {
        List<Segment> segments = tracks.segments(CAR, 0, Long.MAX_VALUE);
        List<DayTotals> expected = FIRST_DAY
                .datesUntil(LAST_DAY)
                .map(day -> Days.totals(segments, zone, day))
                .filter(day -> !DeviceRecomputation.isEmpty(day))
                .toList();
        assertThat(tracks.totals(CAR, FIRST_DAY, LAST_DAY)).isNotEmpty().isEqualTo(expected);
        assertThat(tracks.findHead(CAR).flatMap(DeviceHead::zone)).contains(zone);
    }

    /** The store itself; only that the user moves right before the first call of a name. */
    private TrackStore changingBefore(TrackStore store, String name) {
        boolean[] changed = new boolean[1];
        return (TrackStore) Proxy.newProxyInstance(
                TrackStore.class.getClassLoader(), new Class<?>[] {TrackStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name) && !changed[0]) {
                        changed[0] = true;
                        engine.accounts().change(user(AFTER));
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private TripTracker tracker(TrackStore store) {
        return new TripTracker(
                store,
                engine.accounts(),
                (device, importId) -> false,
                rules(),
                List.of(),
                new TrackingMetrics(new SimpleMeterRegistry()),
                TripEnds.UNHEARD,
                OtherProducers.TRUSTED);
    }

    private FleetRules rules() {
        return new FleetRules(engine.operations(), tracks, Clock.systemUTC());
    }

    /** A fifth of what was driven. */
    private static Track part(int number) {
        return DRIVEN.slice(DRIVEN.size() * number / 5, DRIVEN.size() * (number + 1) / 5);
    }

    private static User user(ZoneId zone) {
        Owner owner = CAR.owner();
        return new User(
                owner.fleetId(), owner.userId(), "ana@example.org", "Ana", Role.DRIVER, zone, Locale.ENGLISH, "hash");
    }

    private StreamRecord post(Track positions) {
        return new StreamRecord(
                "shard",
                Integer.toString(++sequence),
                Instant.EPOCH,
                CAR.deviceId(),
                ByteBuffer.wrap(PostCodec.encode(new PositionPost(CAR, positions))));
    }
}
