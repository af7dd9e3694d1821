package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.SampleTracks.adding;
import static dev.rumbo.store.SampleTracks.totals;
import static dev.rumbo.store.SampleTracks.track;
import static dev.rumbo.store.SampleTracks.trip;
import static dev.rumbo.store.SampleTracks.updating;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.aws.CallCounter;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log of a device promises beyond the contract: several writers, what is remembered, and what it costs. */
@ExtendWith(Emulators.class)
class DeviceLogIT {

    private static final DeviceKey CAR = new DeviceKey("AAECAwQFBgcICQoL", "AAECAwQFBgcICQoM", "AAECAwQFBgcICQoN");
    private static final LocalDate DAY = LocalDate.of(2025, 10, 9);
    private static final long T0 = 1_760_000_000_000L;
    private static final long DAY_MILLIS = 86_400_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AwsClients clients = Emulators.clients(new CallCounter(registry));
    private final String prefix = "l" + UUID.randomUUID();

    private TrackStore stored;

    @BeforeEach
    void create() {
        stored = open(true);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void instancesThatTakeTurnsFindOutAndLoseNothing(long seed) {
        Random random = new Random(seed);
        List<TrackStore> instances =
                List.of(open(false).forUpdates(), open(false).forUpdates());
        Track positions = Track.EMPTY;
        NavigableMap<Long, Segment> segments = new TreeMap<>();
        NavigableMap<LocalDate, DayTotals> totals = new TreeMap<>();
        for (int number = 1; number <= 40; number++) {
            TrackStore instance = instances.get(random.nextInt(2));
            long day = random.nextInt(4);
            Track added = track(T0 + day * DAY_MILLIS + number * 60_000L, 1 + random.nextInt(60), 1_000);
            Segment segment = trip(CAR.deviceId(), T0 + day * DAY_MILLIS + random.nextInt(5) * 1_000_000L);
            DayTotals total = totals(DAY.plusDays(day), number);
            Set<Long> removed = random.nextInt(3) == 0 && !segments.isEmpty() ? Set.of(segments.firstKey()) : Set.of();

            apply(instance, added, removed, segment, total);

            positions = positions.union(added);
            segments.keySet().removeAll(removed);
            segments.put(segment.startMillis(), segment);
            totals.put(total.date(), total);
            for (TrackStore reader : List.of(stored, instance, stored.forOneAnswer())) {
                assertThat(reader.positions(CAR, 0, Long.MAX_VALUE))
                        .as("seed %d, update %d", seed, number)
                        .isEqualTo(positions);
                assertThat(reader.segments(CAR, 0, Long.MAX_VALUE))
                        .as("seed %d, update %d", seed, number)
                        .containsExactlyElementsOf(segments.values());
                assertThat(reader.totals(CAR, DAY, DAY.plusDays(5))).containsExactlyElementsOf(totals.values());
                long from = T0 + random.nextInt(4) * DAY_MILLIS;
                assertThat(reader.findSegmentBefore(CAR, from))
                        .isEqualTo(
                                Optional.ofNullable(segments.lowerEntry(from)).map(found -> found.getValue()));
                assertThat(reader.findSegmentFrom(CAR, from))
                        .isEqualTo(
                                Optional.ofNullable(segments.ceilingEntry(from)).map(found -> found.getValue()));
            }
        }
    }

    private static void apply(TrackStore instance, Track added, Set<Long> removed, Segment segment, DayTotals total) {
        while (true) {
            long version = instance.findHead(CAR).map(DeviceHead::version).orElse(0L) + 1;
            DeviceHead head = new DeviceHead(CAR, version, added.get(0), added.get(added.size() - 1));
            try {
                instance.apply(new DeviceUpdate(head, added, removed, List.of(segment), Set.of(), List.of(total)));
                return;
            } catch (StaleDeviceException theOtherWroteIt) {
                assertThat(instance.findHead(CAR).orElseThrow().version()).isGreaterThanOrEqualTo(version);
            }
        }
    }

    @Test
    void whoWroteTheDeviceLastReadsNothingAndPaysOneWriteForAnUpload() {
        TrackStore instance = stored.forUpdates();
        instance.apply(adding(CAR, 1, track(T0, 12, 5_000)));
        instance.positions(CAR, T0 - 3 * 3_600_000L, Long.MAX_VALUE);
        instance.findSegmentBefore(CAR, T0);
        registry.clear();

        int uploads = 50;
        for (int i = 1; i <= uploads; i++) {
            long start = T0 + i * 60_000L;
            assertThat(instance.findHead(CAR).orElseThrow().version()).isEqualTo(i);
            assertThat(instance.positions(CAR, T0 - 3 * 3_600_000L, Long.MAX_VALUE))
                    .hasSize(12 * i);
            instance.findSegmentBefore(CAR, T0);
            instance.apply(updating(CAR, i + 1, track(start, 12, 5_000), List.of(trip(CAR.deviceId(), T0))));
        }

        assertThat(units("GetItem") + units("Query")).isZero();
        assertThat(units("PutItem")).isEqualTo(uploads);
    }

    @Test
    void anUpdateThatWasLeftHalfWrittenIsNotSeenAndHoldsUpNothing() {
        stored.apply(adding(CAR, 1, track(T0, 12, 5_000)));
        clients.dynamoDb()
                .putItem(put -> put.tableName(prefix + "-tracks")
                        .item(LogEntry.positions(CAR, 2, track(T0 + 60_000, 500, 1_000))));

        assertThat(stored.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(track(T0, 12, 5_000));
        assertThat(stored.findHead(CAR).orElseThrow().version()).isEqualTo(1);

        stored.apply(adding(CAR, 2, track(T0 + 900_000, 12, 5_000)));
        assertThat(stored.positions(CAR, 0, Long.MAX_VALUE))
                .isEqualTo(track(T0, 12, 5_000).union(track(T0 + 900_000, 12, 5_000)));
    }

    private double units(String operation) {
        return registry.find("rumbo.dynamodb.units").tag("operation", operation).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private TrackStore open(boolean create) {
        return DynamoTrackStore.open(clients.dynamoDb(), prefix, create, 1 << 20, Clock.systemUTC());
    }
}
