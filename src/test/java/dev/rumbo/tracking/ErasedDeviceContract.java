package dev.rumbo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.ErasedDeviceException;
import dev.rumbo.store.SampleTracks;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device that is erased with all its data while positions of it are under way. */
public abstract class ErasedDeviceContract {

    private static final DeviceKey ERASED = new DeviceKey("fleet", "ana", "erased");
    private static final DeviceKey OTHER = new DeviceKey("fleet", "ana", "other");
    private static final long NOON = 1_772_366_400_000L;
    private static final long DAY = 86_400_000;

    private RefusedDeviceContract.Engine engine;
    private TrackStore tracks;
    private AccountStore accounts;

    protected abstract RefusedDeviceContract.Engine open();

    /** What lies in the store under the device's key, whether or not anybody can read it. */
    protected abstract long storedRows(DeviceKey device);

    @BeforeEach
    void start() {
        engine = open();
        tracks = engine.tracks();
        accounts = engine.accounts();
        for (DeviceKey key : List.of(ERASED, OTHER)) {
            accounts.add(
                    new Device(key, "car", Instant.EPOCH, Device.State.ACTIVE),
                    new Credential.DeviceToken("hash-" + key.deviceId(), key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"findBase", "positions", "apply"})
    void nothingOfItIsStoredThoughItIsErasedAtAnyMomentOfItsFirstUpdate(String moment) {
        TripTracker tracker = tracker(erasingBefore(tracks.forUpdates(), moment::equals));

        tracker.store(List.of(record(1, OTHER, at(0)), record(2, ERASED, at(0)), record(3, OTHER, at(60_000))));
        tracker.store(List.of(record(4, ERASED, at(120_000))));

        assertNothingIsStored();
        assertThat(tracks.positions(OTHER, 0, Long.MAX_VALUE)).isEqualTo(at(0).union(at(60_000)));
        assertThat(tracks.listSetAside(10, Optional.empty()).items()).isEmpty();
    }

    @Test
    void whoStoredItBeforeStoresNothingMore() {
        TripTracker tracker = tracker(tracks.forUpdates());
        tracker.store(List.of(record(1, ERASED, at(0))));
        assertThat(tracks.positions(ERASED, 0, Long.MAX_VALUE)).isEqualTo(at(0));

        erase(ERASED);
        // Far apart, so that each is an update by itself.
        tracker.store(List.of(record(2, ERASED, at(0).union(at(5 * DAY))), record(3, OTHER, at(0))));

        assertNothingIsStored();
        assertThat(tracks.positions(OTHER, 0, Long.MAX_VALUE)).isEqualTo(at(0));
        assertThat(tracker.replay(List.of(record(4, ERASED, at(60_000)))))
                .isEqualTo(new TripTracker.Replayed(0, List.of()));
        assertNothingIsStored();
    }

    @Test
    void aReplayStoresNothingThoughItIsErasedMeanwhile() {
        TripTracker tracker = tracker(erasingBefore(tracks.forUpdates(), "apply"::equals));

        assertThat(tracker.replay(List.of(record(1, ERASED, at(0))))).isEqualTo(new TripTracker.Replayed(0, List.of()));

        assertNothingIsStored();
    }

    @Test
    void anImportOfManyDaysLeavesNothingBehind() {
        erase(ERASED);
        Track days = Track.EMPTY;
        for (int day = 0; day < 4; day++) {
            days = days.union(SampleTracks.track(NOON + day * DAY, 1_000, 1_000));
        }
        Track many = days;

        assertThatThrownBy(() -> tracks.apply(SampleTracks.adding(ERASED, 1, many)))
                .isInstanceOf(ErasedDeviceException.class);

        assertNothingIsStored();
    }

    private void assertNothingIsStored() {
        assertThat(tracks.findHead(ERASED)).isEmpty();
        assertThat(tracks.positions(ERASED, 0, Long.MAX_VALUE)).isEmpty();
        assertThat(tracks.listHeads("fleet", 10, Optional.empty()).items())
                .noneMatch(head -> head.device().equals(ERASED));
        assertThat(storedRows(ERASED)).isZero();
    }

    /** As {@link dev.rumbo.security.AccountService} does it. */
    private void erase(DeviceKey device) {
        accounts.remove(device, Device.State.ERASED);
        tracks.erase(device);
    }

    private TripTracker tracker(TrackStore store) {
        return new TripTracker(
                store,
                accounts,
                (device, importId) -> false,
                new FleetRules(engine.operations(), tracks, Clock.systemUTC()),
                List.of(),
                new TrackingMetrics(new SimpleMeterRegistry()),
                TripEnds.UNHEARD,
                OtherProducers.TRUSTED);
    }

    /** The store itself; only that the device is erased right before the first call of a name. */
    private TrackStore erasingBefore(TrackStore store, Predicate<String> name) {
        boolean[] erased = new boolean[1];
        return (TrackStore) Proxy.newProxyInstance(
                TrackStore.class.getClassLoader(), new Class<?>[] {TrackStore.class}, (proxy, method, arguments) -> {
                    if (name.test(method.getName()) && !erased[0]) {
                        erased[0] = true;
                        erase(ERASED);
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static Track at(long afterNoonMillis) {
        return SampleTracks.track(NOON + afterNoonMillis, 5, 5_000);
    }

    private static StreamRecord record(int sequence, DeviceKey device, Track positions) {
        return new StreamRecord(
                "shard",
                Integer.toString(sequence),
                Instant.ofEpochMilli(NOON),
                device.deviceId(),
                ByteBuffer.wrap(PostCodec.encode(new PositionPost(device, positions))));
    }
}
