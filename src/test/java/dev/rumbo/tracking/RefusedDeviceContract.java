package dev.rumbo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.SampleTracks;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.StoreRefusedException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device whose positions the store will never take, beside others on its shard. */
public abstract class RefusedDeviceContract {

    private static final DeviceKey REFUSED = new DeviceKey("fleet", "ana", "refused");
    private static final DeviceKey OTHER = new DeviceKey("fleet", "ana", "other");
    /** Noon, so that what is stored of the day before it is that day's. */
    private static final long NOON = 1_772_366_400_000L;

    private static final Track FIRST = SampleTracks.track(NOON, 5, 5_000);
    private static final Track SECOND = SampleTracks.track(NOON + 60_000, 5, 5_000);

    private TrackStore tracks;
    private FleetRules rules;
    private TripTracker tracker;

    /** The ports of one engine, over nothing. */
    public record Engine(TrackStore tracks, AccountStore accounts, OperationsStore operations) {}

    protected abstract Engine open();

    /** From now on the store itself refuses every write of the device. */
    protected abstract void refuse(DeviceKey device);

    /** The store takes the device again; what was stored of it may be gone. */
    protected abstract void takeAgain(DeviceKey device);

    @BeforeEach
    void start() {
        Engine engine = open();
        tracks = engine.tracks();
        rules = new FleetRules(engine.operations(), tracks, Clock.systemUTC());
        tracker = new TripTracker(
                tracks.forUpdates(),
                engine.accounts(),
                (device, importId) -> false,
                rules,
                List.of(),
                new TrackingMetrics(new SimpleMeterRegistry()),
                TripEnds.UNHEARD,
                OtherProducers.TRUSTED);
        refuse(REFUSED);
    }

    @Test
    void isSetAsideAndHoldsUpNoOther() {
        List<StreamRecord> batch = List.of(
                record(1, OTHER, FIRST),
                record(2, REFUSED, FIRST),
                new StreamRecord("shard", "3", Instant.EPOCH, "nobody", ByteBuffer.wrap(new byte[] {99})),
                record(4, REFUSED, SECOND),
                json(5, "x".repeat(3_000)),
                record(6, OTHER, SECOND));

        tracker.arrived(batch);
        tracker.store(batch);
        tracker.store(batch);

        assertThat(stored(OTHER)).isEqualTo(FIRST.union(SECOND));
        assertThat(stored(REFUSED)).isEqualTo(Track.EMPTY);
        assertThat(setAside())
                .extracting(entry -> entry.setAside().record().sequenceNumber())
                .containsExactlyInAnyOrder("2", "3", "4", "5");
        assertThat(setAside())
                .filteredOn(entry -> entry.setAside().record().partitionKey().equals(REFUSED.deviceId()))
                .hasSize(2)
                .allMatch(entry -> entry.setAside().reason().startsWith("the store does not take"));
    }

    @Test
    void isStoredByAReplayOnceTheStoreTakesIt() {
        tracker.store(List.of(record(1, REFUSED, FIRST), record(2, REFUSED, SECOND)));
        List<StreamRecord> records =
                setAside().stream().map(entry -> entry.setAside().record()).toList();
        assertThat(records).hasSize(2);
        assertThat(tracker.replay(records).setAside()).hasSize(2);

        takeAgain(REFUSED);

        assertThat(tracker.replay(records)).isEqualTo(new TripTracker.Replayed(10, List.of()));
        assertThat(stored(REFUSED)).isEqualTo(FIRST.union(SECOND));
        assertThat(tracker.replay(records)).isEqualTo(new TripTracker.Replayed(0, List.of()));
    }

    @Test
    void isRefusedInTheWordsOfThePort() {
        DeviceUpdate update = new DeviceRecomputation(tracks, rules)
                .update(REFUSED, SECOND, List.of(), owner -> ZoneOffset.UTC)
                .orElseThrow();

        assertThatThrownBy(() -> tracks.apply(update)).isInstanceOf(StoreRefusedException.class);
    }

    private Track stored(DeviceKey device) {
        return tracks.positions(device, NOON, NOON + 3_600_000);
    }

    private List<SetAsideEntry> setAside() {
        return tracks.listSetAside(100, Optional.empty()).items();
    }

    /** Of a producer that names a device as no store can know it. */
    private static StreamRecord json(int sequence, String deviceId) {
        String json = "{\"deviceId\":\"" + deviceId + "\",\"time\":\"2026-03-01T12:00:00Z\",\"lat\":1,\"lon\":1}";
        return new StreamRecord(
                "shard",
                Integer.toString(sequence),
                Instant.ofEpochMilli(NOON),
                "nobody",
                ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
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
