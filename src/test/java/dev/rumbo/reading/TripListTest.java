package dev.rumbo.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.Page;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Reason;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of trips over many devices, page by page, against the plain way: all of them, sorted. */
class TripListTest {

    private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final Coordinate HERE = new Coordinate(0, 0);
    private static final Owner OWNER = new Owner("fleet", "user");
    private static final int DEVICES = 30;

    @TempDir
    Path folder;

    private SqliteStore store;
    private Timelines timelines;
    private final List<Trip> all = new ArrayList<>();

    @BeforeEach
    void thirtyDevicesDriveForTwoMonths() {
        store = SqliteStore.open(folder);
        FleetRules rules = new FleetRules(store.operations(), store.tracks(), Clock.systemUTC());
        timelines = new Timelines(
                new Sights(
                        store.tracks(),
                        rules,
                        new PrivacyBook(store.privacy(), store.accounts(), java.time.Clock.systemUTC()),
                        new ViewLog(store.views(), Clock.systemUTC())),
                store.accounts(),
                rules);
        Random random = new Random(7);
        for (int i = 0; i < DEVICES; i++) {
            drive("dev" + i, random);
        }
        all.sort(Comparator.comparingLong(Trip::startMillis).thenComparing(Trip::deviceId));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 10_000})
    void pagesOfAnySizeMakeUpTheSortedList(int limit) {
        assertThat(list(Scope.of(OWNER), Long.MIN_VALUE / 2, Long.MAX_VALUE / 2, limit))
                .isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10_000})
    void aSpanHoldsWhatOverlapsIt(int limit) {
        Random random = new Random(11);
        for (int i = 0; i < 20; i++) {
            long from = START + random.nextInt(60 * 24) * HOUR;
            long to = from + random.nextInt(100) * HOUR;
            assertThat(list(Scope.ofFleet("fleet"), from, to, limit))
                    .isEqualTo(all.stream()
                            .filter(trip ->
                                    trip.startMillis() < to && (trip.endMillis() > from || trip.startMillis() >= from))
                            .toList());
        }
    }

    @Test
    void anotherFleetIsEmpty() {
        assertThat(list(Scope.ofFleet("other"), 0, Long.MAX_VALUE / 2, 10)).isEmpty();
    }

    private List<Trip> list(Scope scope, long from, long to, int limit) {
        List<Trip> trips = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page<Trip> page = timelines.trips(Viewer.of(OWNER), scope, from, to, limit, next);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
            trips.addAll(page.items());
            next = page.next();
        } while (next.isPresent());
        return trips;
    }

    /** Trips of whole hours, so that those of different devices often start together. */
    private void drive(String deviceId, Random random) {
        List<Segment> trips = new ArrayList<>();
        long time = START + random.nextInt(20 * 24) * HOUR;
        for (int i = 0; i < 20; i++) {
            long end = time + (1 + random.nextInt(5)) * HOUR;
            Trip trip = trip(deviceId, time, end);
            trips.add(trip);
            all.add(trip);
            time = end + (1 + random.nextInt(48)) * HOUR;
        }
        DeviceKey key = new DeviceKey(OWNER.fleetId(), OWNER.userId(), deviceId);
        Position first = Position.of(Instant.ofEpochMilli(trips.get(0).startMillis()), HERE);
        Position last = Position.of(Instant.ofEpochMilli(time), HERE);
        DeviceHead head = new DeviceHead(key, 1, first, last);
        store.tracks()
                .apply(new DeviceUpdate(head, Track.of(List.of(first, last)), Set.of(), trips, Set.of(), List.of()));
    }

    private static Trip trip(String deviceId, long start, long end) {
        Reason edge = new Reason(Reason.Rule.DATA_EDGE, 0, 0, start, start);
        return new Trip(
                deviceId,
                start,
                end,
                HERE,
                HERE,
                1,
                0,
                1,
                0,
                0,
                1,
                2,
                false,
                Trip.DistanceSource.PATH,
                edge,
                edge,
                List.of());
    }
}
