package dev.rumbo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.Retention;
import dev.rumbo.store.Job;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.tracking.DeviceRetention;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.tracking.OtherProducers;
import dev.rumbo.tracking.TrackingMetrics;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.tracking.UndoableImports;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep over devices of which one is damaged, or was silent for long. */
class RetentionSweepTest {

    private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-10-01T00:00:00Z");
    private static final int HOURS = 200 * 24;
    private static final DeviceKey DAMAGED = new DeviceKey("fleet", "ana", "car-1");
    private static final DeviceKey SOUND = new DeviceKey("fleet", "ana", "car-2");

    @TempDir
    Path folder;

    private SqliteStore store;
    private FleetRules rules;
    private TripTracker tracker;
    private int mostRead;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
        rules = new FleetRules(store.operations(), store.tracks(), Clock.systemUTC());
        tracker = new TripTracker(
                store.tracks().forUpdates(),
                store.accounts(),
                new UndoableImports(store.imports()),
                rules,
                List.of(),
                new TrackingMetrics(new SimpleMeterRegistry()),
                TripEnds.UNHEARD,
                OtherProducers.TRUSTED);
        store.privacy()
                .putPolicy(
                        "fleet",
                        FleetPolicy.DEFAULT.keeping(Optional.of(new Retention(30, Optional.empty(), Instant.EPOCH))));
        for (DeviceKey device : List.of(DAMAGED, SOUND)) {
            store.accounts()
                    .add(
                            new Device(device, "car", FIRST, Device.State.ACTIVE),
                            new Credential.DeviceToken(device.deviceId(), device));
            tracker.store(List.of(new StreamRecord(
                    "shard",
                    device.deviceId(),
                    NOW,
                    device.deviceId(),
                    ByteBuffer.wrap(PostCodec.encode(new PositionPost(device, hourly()))))));
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aDeviceThatIsDamagedKeepsNoOtherFromBeingSwept() {
        RunningJob running = sweep(port(DAMAGED));

        assertThat(store.tracks().positions(SOUND, 0, Long.MAX_VALUE)).hasSize(1);
        assertThat(running.progress().failed()).isEqualTo(1);
        assertThat(running.progress().done()).isEqualTo(2);
        assertThat(running.progress().problem())
                .hasValueSatisfying(told -> assertThat(told).contains(DAMAGED.deviceId()));
    }

    /** What it reads of a device is some days, and not all since the device fell silent. */
    @Test
    void aDeviceThatFellSilentLongAgoIsNotReadWhole() {
        sweep(port(new DeviceKey("fleet", "ana", "none is damaged")));

        assertThat(store.tracks().positions(SOUND, 0, Long.MAX_VALUE)).hasSize(1);
        assertThat(mostRead).isBetween(1, 31 * 24);
    }

    private RunningJob sweep(TrackStore tracks) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Job job = Job.ofRetention("fleet", NOW);
        store.operations().add(job);
        store.operations().claim("worker", NOW, NOW.plusSeconds(3_600));
        RunningJob running = new RunningJob(
                job,
                store.operations(),
                "worker",
                clock,
                () -> new StreamStatus(Optional.empty(), List.of(), 0),
                duration -> {});
        new RetentionSweep(
                        store.privacy(),
                        store.accounts(),
                        tracks,
                        tracker,
                        new DeviceRetention(tracks, store.imports(), rules),
                        PositionArchive.NONE,
                        clock)
                .run(job, running);
        return running;
    }

    /** One position an hour: none of them is a trip's. */
    private static Track hourly() {
        return Track.of(IntStream.range(0, HOURS)
                .mapToObj(hour -> new Position(
                        FIRST.plus(Duration.ofHours(hour)).toEpochMilli(),
                        -349_000_000,
                        -561_000_000,
                        Position.ABSENT,
                        Position.ABSENT,
                        Position.ABSENT,
                        50))
                .toList());
    }

    /** The store, in which nothing of one device can be read. */
    private TrackStore port(DeviceKey damaged) {
        return (TrackStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TrackStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("positions") && arguments[0].equals(damaged)) {
                        throw new IllegalArgumentException("these bytes are no positions");
                    }
                    try {
                        Object answer = method.invoke(store.tracks(), arguments);
                        if (answer instanceof Track track) {
                            mostRead = Math.max(mostRead, track.size());
                        }
                        return answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
