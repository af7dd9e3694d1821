package dev.rumbo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamUnavailableException;
import dev.rumbo.stream.TripEnd;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hears of a trip that is over, and when. */
class EndedTripsTest {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final int DRIVE_SECONDS = 600;
    private static final Track DRIVE = track(0, 5, 121);
    private static final Track PARKED = track(DRIVE_SECONDS + 60, 60, 15);
    private static final Instant AT_ONCE = NOON.plusSeconds(2_000);

    @TempDir
    Path folder;

    private final List<TripEnd> told = new ArrayList<>();
    private boolean refusing;
    private SqliteStore store;
    private TripTracker tracker;

    @BeforeEach
    void start() {
        store = SqliteStore.open(folder);
        tracker = new TripTracker(
                store.tracks().forUpdates(),
                store.accounts(),
                (device, importId) -> false,
                new FleetRules(store.operations(), store.tracks(), Clock.systemUTC()),
                List.of(),
                new TrackingMetrics(new SimpleMeterRegistry()),
                this::tell,
                OtherProducers.REFUSED);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aTripIsToldOfOnceThePositionsSayThatItIsOver() {
        tracker.store(List.of(record(1, DRIVE, AT_ONCE)));
        assertThat(told).isEmpty();

        tracker.store(List.of(record(2, PARKED, AT_ONCE)));
        tracker.store(List.of(record(2, PARKED, AT_ONCE)));

        Segment trip = segments().get(0);
        assertThat(told)
                .containsExactly(new TripEnd(CAR, trip.id(), NOON.toEpochMilli(), trip.endMillis()))
                .allSatisfy(end -> assertThat(Instant.ofEpochMilli(end.endMillis()))
                        .isBetween(NOON.plusSeconds(DRIVE_SECONDS - 60), NOON.plusSeconds(DRIVE_SECONDS + 60)));
    }

    @Test
    void nothingIsStoredBeforeItIsToldOf() {
        refusing = true;
        List<StreamRecord> records = List.of(record(1, DRIVE, AT_ONCE), record(2, PARKED, AT_ONCE));

        assertThatThrownBy(() -> tracker.store(records)).isInstanceOf(StoreUnavailableException.class);
        assertThat(segments()).isEmpty();

        refusing = false;
        tracker.store(records);
        assertThat(told).hasSize(1);
        assertThat(segments()).hasSize(1);
    }

    @Test
    void whatEndedMoreThanADayBeforeItArrivedIsNoNews() {
        tracker.store(List.of(record(1, DRIVE.union(PARKED), NOON.plus(Duration.ofDays(2)))));

        assertThat(segments()).hasSize(1);
        assertThat(told).isEmpty();
    }

    private CompletionStage<Void> tell(List<TripEnd> ends) {
        if (refusing) {
            return CompletableFuture.failedFuture(
                    new StreamUnavailableException("the stream is full", Duration.ofSeconds(1), null));
        }
        told.addAll(ends);
        return CompletableFuture.completedFuture(null);
    }

    private List<Segment> segments() {
        return store.tracks()
                .segments(
                        CAR, NOON.toEpochMilli(), NOON.plus(Duration.ofHours(1)).toEpochMilli());
    }

    /** Northwards at 12 m/s for ten minutes, then on the spot. */
    private static Track track(int fromSecond, int stepSeconds, int size) {
        return Track.of(IntStream.range(0, size)
                .map(i -> fromSecond + i * stepSeconds)
                .mapToObj(second -> new Position(
                        NOON.plusSeconds(second).toEpochMilli(),
                        -349_058_000 + Math.min(second, DRIVE_SECONDS) * 12 * 90,
                        -561_913_000,
                        second < DRIVE_SECONDS ? 1_200 : 0,
                        Position.ABSENT,
                        Position.ABSENT,
                        50))
                .toList());
    }

    private static StreamRecord record(int sequence, Track positions, Instant arrivedAt) {
        return new StreamRecord(
                "shard",
                Integer.toString(sequence),
                arrivedAt,
                CAR.deviceId(),
                ByteBuffer.wrap(PostCodec.encode(new PositionPost(CAR, positions))));
    }
}
