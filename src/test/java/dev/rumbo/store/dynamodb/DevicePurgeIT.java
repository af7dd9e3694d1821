package dev.rumbo.store.dynamodb;

import static dev.rumbo.store.SampleTracks.removing;
import static dev.rumbo.store.SampleTracks.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.aws.AwsClients;
import dev.rumbo.codec.Packed;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.SampleTracks;
import dev.rumbo.store.StaleDeviceException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.testsupport.Emulators;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the items of a device still tell, read as they lie in the table. */
@ExtendWith(Emulators.class)
class DevicePurgeIT {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final long T0 = Instant.parse("2026-03-10T06:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final long DAY = 86_400_000;

    private final AwsClients clients = Emulators.clients();
    private final String prefix = "p" + UUID.randomUUID();
    private DynamoTrackStore store;
    private Track all = Track.EMPTY;

    @BeforeEach
    void open() {
        store = DynamoTrackStore.open(clients.dynamoDb(), prefix, true, 1 << 20, Clock.systemUTC());
    }

    @Test
    void nothingOfTheTimeIsInAnyItemAndTheRestReadsAsBefore() {
        for (int hour = 0; hour < 60; hour++) {
            write(track(T0 + hour * HOUR, 20, 60_000));
        }
        ErasedSpan span = new ErasedSpan(T0 + 10 * HOUR + 300_000, T0 + 40 * HOUR);
        TrackStore elsewhere = store.forUpdates();
        elsewhere.positions(CAR, 0, Long.MAX_VALUE);
        Track gone = all.minus(span.without(all));
        Track left = span.without(all);
        store.apply(removing(CAR, version() + 1, gone, Track.EMPTY, left));
        assertThat(itemsThatTellOf(span)).isGreaterThan(20);

        for (int i = 0; i < 2; i++) {
            store.forget(CAR, span);
            assertThat(itemsThatTellOf(span)).isZero();
            assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(left);
            assertThat(store.positions(CAR, 0, Long.MAX_VALUE, 300)).isEqualTo(left.slice(0, 300));
        }

        // Sent anew, to whoever remembers what was.
        elsewhere.letGoOfOutdated(CAR);
        assertThat(elsewhere.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(left);
        elsewhere.apply(SampleTracks.updating(CAR, version() + 1, gone.slice(100, 200), List.of()));
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(left.union(gone.slice(100, 200)));
    }

    /** First all at once, then what has become old since, a day later. */
    @Test
    void noItemHoldsAPositionInFrontOfTheFrontierAndTheTripsStay() {
        for (int hour = 0; hour < 72; hour++) {
            write(track(T0 + hour * HOUR, 20, 60_000));
        }
        List<Segment> trips = store.segments(CAR, 0, Long.MAX_VALUE);
        Optional<Frontier> before = Optional.empty();
        for (int hour : new int[] {20, 44, 71}) {
            Frontier frontier = new Frontier(T0 + hour * HOUR, T0 + hour * HOUR, before.isPresent());
            TrackStore elsewhere = store.forUpdates();
            elsewhere.positions(CAR, 0, Long.MAX_VALUE);
            DeviceHead head = store.findHead(CAR).orElseThrow();
            store.apply(new DeviceUpdate(
                    head.behind(
                            frontier,
                            Position.of(Instant.ofEpochMilli(T0), head.first().coordinate())),
                    Track.EMPTY,
                    Set.of(),
                    List.of(),
                    Set.of(),
                    List.of()));
            Track left = all.between(frontier.positionsFromMillis(), Long.MAX_VALUE);
            // Gone for readers at once, from the items after.
            assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(left);
            ErasedSpan span = new ErasedSpan(T0 + 1, frontier.positionsFromMillis());
            assertThat(itemsWithPositionsIn(span)).isGreaterThan(10);
            for (int i = 0; i < 2; i++) {
                store.forgetPositions(CAR, frontier);
                assertThat(itemsWithPositionsIn(span)).isZero();
                assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(left);
                assertThat(store.segments(CAR, 0, Long.MAX_VALUE)).isEqualTo(trips);
            }
            elsewhere.letGoOfOutdated(CAR);
            assertThat(elsewhere.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(left);
            before = Optional.of(frontier);
        }
    }

    private long itemsWithPositionsIn(ErasedSpan span) {
        long newest = store.findBase(CAR).isPresent() ? newestEntry() : 0;
        return items().filter(item -> {
                    if (item.containsKey("b")) {
                        return tellsOf(item, span);
                    }
                    boolean head = LogEntry.isWhole(item)
                            && TableDesign.entryNumber(Dynamo.s(item, "sk")) < newest
                            && span.contains(LogEntry.head(CAR, item).last().timeMillis());
                    return head
                            || LogEntry.positions(CAR, item)
                                    .map(held -> span.touches(held.track()))
                                    .orElse(false);
                })
                .count();
    }

    private long newestEntry() {
        return items().filter(item -> !item.containsKey("b"))
                .mapToLong(item -> TableDesign.entryNumber(Dynamo.s(item, "sk")))
                .max()
                .orElse(0);
    }

    @Test
    void whoReadTheDeviceBeforeCannotGoOnFromThere() {
        write(track(T0, 100, 60_000));
        TrackStore elsewhere = store.forUpdates();
        elsewhere.positions(CAR, 0, Long.MAX_VALUE);
        ErasedSpan span = new ErasedSpan(T0, T0 + HOUR);
        Track gone = all.minus(span.without(all));
        store.apply(removing(CAR, version() + 1, gone, Track.EMPTY, span.without(all)));
        store.forget(CAR, span);

        DeviceUpdate late = SampleTracks.updating(CAR, 2, track(T0 + DAY, 3, 1_000), List.of());
        assertThatThrownBy(() -> elsewhere.apply(late)).isInstanceOf(StaleDeviceException.class);
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(span.without(all));
    }

    private void write(Track added) {
        all = all.union(added);
        store.apply(SampleTracks.updating(
                CAR, version() + 1, added, List.of(SampleTracks.trip(CAR.deviceId(), added.timeMillis(0)))));
    }

    private long version() {
        return store.findBase(CAR).map(head -> head.version()).orElse(0L);
    }

    /** All but the newest head, which names the device's first and last position. */
    private long itemsThatTellOf(ErasedSpan span) {
        return items().filter(item -> tellsOf(item, span)).count();
    }

    private Stream<Map<String, AttributeValue>> items() {
        return clients
                .dynamoDb()
                .scanPaginator(request -> request.tableName(prefix + "-tracks").consistentRead(true))
                .items()
                .stream()
                .filter(item -> Dynamo.s(item, "pk").equals(TableDesign.track(CAR)));
    }

    private static boolean tellsOf(Map<String, AttributeValue> item, ErasedSpan span) {
        if (item.containsKey("b")) {
            return Changes.decode("car", Packed.unpack(Dynamo.b(item, "b"))).runs().values().stream()
                    .flatMap(List::stream)
                    .anyMatch(run -> span.contains(run.firstMillis()) || span.contains(run.lastMillis()));
        }
        boolean positions = LogEntry.positions(CAR, item)
                .map(held -> span.touches(held.track()))
                .orElse(false);
        boolean changes = item.containsKey("o")
                && Changes.decode("car", Packed.unpack(Dynamo.b(item, "o"))).tellsOf(span);
        return positions || changes;
    }
}
