package dev.rumbo.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.aws.AwsEndpoints;
import dev.rumbo.store.SampleTracks;
import dev.rumbo.store.dynamodb.DynamoAccountStore;
import dev.rumbo.store.dynamodb.DynamoOperationsStore;
import dev.rumbo.store.dynamodb.DynamoTrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.stream.kinesis.KinesisConfig;
import dev.rumbo.stream.kinesis.KinesisStream;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.tracking.OtherProducers;
import dev.rumbo.tracking.TrackingMetrics;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** DynamoDB takes no more writes of one device's partition, as it does with a hot key; it shares its only shard with others. */
@ExtendWith(Emulators.class)
class ThrottledDeviceIT {

    private static final DeviceKey HOT = new DeviceKey("fleet", "ana", "hot-device");
    private static final DeviceKey OTHER = new DeviceKey("fleet", "ana", "other");
    private static final DeviceKey ANOTHER = new DeviceKey("fleet", "ben", "another");
    private static final long NOON = 1_772_366_400_000L;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String name = "throttled-" + UUID.randomUUID();
    private final Map<DeviceKey, Track> shown = new ConcurrentHashMap<>();
    private FaultProxy dynamoDb;
    private AwsClients store;
    private DynamoTrackStore tracks;
    private TripTracker tracker;
    private PositionStream stream;

    @BeforeEach
    void start() throws Exception {
        dynamoDb = new FaultProxy(Emulators.dynamoDb(), Seed.of(ThrottledDeviceIT.class));
        store = new AwsClients(
                new AwsEndpoints(
                        Optional.of("us-east-1"), Optional.of(Emulators.kinesis()), Optional.of(dynamoDb.uri())),
                List.of());
        tracks = DynamoTrackStore.open(store.dynamoDb(), name, true, 1 << 20, Clock.systemUTC());
        tracker = new TripTracker(
                tracks.forUpdates(),
                DynamoAccountStore.open(store.dynamoDb(), name, true, Clock.systemUTC()),
                (device, importId) -> false,
                new FleetRules(DynamoOperationsStore.open(store.dynamoDb(), name, true), tracks, Clock.systemUTC()),
                List.of((device, positions) -> shown.merge(device, positions, Track::union)),
                new TrackingMetrics(new SimpleMeterRegistry()),
                TripEnds.UNHEARD,
                OtherProducers.REFUSED);
        stream = open(tracker);
    }

    private PositionStream open(TripTracker consumer) {
        PositionStream opened = KinesisStream.open(
                Emulators.clients(),
                KinesisConfig.of(
                        name,
                        UUID.randomUUID().toString(),
                        true,
                        1,
                        Duration.ofMillis(100),
                        1 << 20,
                        Duration.ofSeconds(2)),
                Clock.systemUTC());
        opened.start(consumer);
        return opened;
    }

    @AfterEach
    void stop() {
        stream.stop();
        store.close();
        dynamoDb.close();
    }

    @Test
    void holdsUpNoOtherOfItsShardAndIsStoredOnceItsWritesAreTaken() {
        publish(HOT, 0);
        publish(OTHER, 0);
        awaitStored(HOT, 1);
        awaitStored(OTHER, 1);

        dynamoDb.throttleWritesOf(HOT);
        for (int minute = 1; minute <= 10; minute++) {
            publish(HOT, minute);
            publish(OTHER, minute);
            publish(ANOTHER, minute);
            awaitStored(OTHER, minute + 1);
            awaitStored(ANOTHER, minute);
        }
        await().atMost(PATIENCE).until(() -> shown.get(HOT).equals(positions(0, 11)));
        assertThat(stored(HOT)).isEqualTo(positions(0, 1));
        assertThat(dynamoDb.injected()).isNotEmpty();
        assertThat(stream.status().problem()).isEmpty();
        stream.stop();

        dynamoDb.heal();
        stream = open(tracker);

        awaitStored(HOT, 11);
        assertThat(stored(OTHER)).isEqualTo(positions(0, 11));
        assertThat(stored(ANOTHER)).isEqualTo(positions(1, 11));
    }

    /** As many as are taken for a store that is down, and one more. */
    @Test
    void severalLeaveNoneOfOthersWaitingEither() {
        DeviceKey[] hot = IntStream.range(0, 4)
                .mapToObj(i -> new DeviceKey("fleet", "ana", "hot-device-" + i))
                .toArray(DeviceKey[]::new);
        dynamoDb.throttleWritesOf(hot);
        for (int minute = 0; minute < 2; minute++) {
            for (DeviceKey device : hot) {
                publish(device, minute);
            }
            publish(OTHER, minute);
            publish(ANOTHER, minute);
            awaitStored(OTHER, minute + 1);
            awaitStored(ANOTHER, minute + 1);
        }
        await().atMost(PATIENCE).until(() -> waitingRecords() == 2L * hot.length);
        assertThat(hot).allSatisfy(device -> assertThat(stored(device)).isEqualTo(Track.EMPTY));

        dynamoDb.heal();

        for (DeviceKey device : hot) {
            awaitStored(device, 2);
            assertThat(stored(device)).isEqualTo(positions(0, 2));
        }
    }

    /** Nothing else of its shard tells that the store takes what others send; that it answers does. */
    @Test
    void aloneItIsNoTroubleOfTheStore() throws Exception {
        publish(HOT, 0);
        awaitStored(HOT, 1);
        dynamoDb.throttleWritesOf(HOT);
        publish(HOT, 1);

        await().atMost(PATIENCE).until(() -> {
            assertThat(stream.status().problem()).isEmpty();
            return dynamoDb.injected().getOrDefault(Fault.OVER_THROUGHPUT, 0) >= 20;
        });
        assertThat(waitingRecords()).isEqualTo(1);
        dynamoDb.down();
        await().atMost(PATIENCE).until(() -> stream.status().problem().isPresent());
        assertThat(stream.status().problem().orElseThrow()).contains("waits for the store");

        dynamoDb.up();
        dynamoDb.heal();
        awaitStored(HOT, 2);
        await().atMost(PATIENCE).until(() -> stream.status().problem().isEmpty());
    }

    private long waitingRecords() {
        return stream.status().shards().stream()
                .mapToLong(StreamStatus.Shard::waitingRecords)
                .sum();
    }

    private void publish(DeviceKey device, int minute) {
        stream.publish(new PositionPost(device, positions(minute, minute + 1)))
                .toCompletableFuture()
                .join();
    }

    private static Track positions(int fromMinute, int toMinute) {
        return IntStream.range(fromMinute, toMinute)
                .mapToObj(minute -> SampleTracks.track(NOON + minute * 60_000L, 5, 5_000))
                .reduce(Track.EMPTY, Track::union);
    }

    private Track stored(DeviceKey device) {
        return tracks.positions(device, NOON, NOON + 3_600_000);
    }

    /** @param minutes of which each brought five positions */
    private void awaitStored(DeviceKey device, int minutes) {
        await().atMost(PATIENCE).until(() -> stored(device).size() == 5 * minutes);
    }
}
