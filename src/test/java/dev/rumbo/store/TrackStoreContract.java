package dev.rumbo.store;

import static dev.rumbo.store.SampleTracks.adding;
import static dev.rumbo.store.SampleTracks.gap;
import static dev.rumbo.store.SampleTracks.position;
import static dev.rumbo.store.SampleTracks.removing;
import static dev.rumbo.store.SampleTracks.totals;
import static dev.rumbo.store.SampleTracks.track;
import static dev.rumbo.store.SampleTracks.trip;
import static dev.rumbo.store.SampleTracks.updating;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine's track store must do. Each test starts with an empty store. */
public abstract class TrackStoreContract {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final List<DeviceKey> NEARLY_THE_CAR = List.of(
            new DeviceKey("other", "ana", "car"),
            new DeviceKey("fleet", "bob", "car"),
            new DeviceKey("fleet", "ana", "van"));

    private static final long T0 = 1_760_000_000_000L;
    private static final LocalDate DAY = LocalDate.of(2025, 10, 9);

    private TrackStore store;
    private int records;

    /** Opens the store of this test. */
    protected abstract TrackStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract TrackStore reopen();

    /** Updates of the seeded run against the model. */
    protected int randomUpdates() {
        return 60;
    }

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void knowsNothingOfADeviceThatNeverReported() {
        assertThat(store.findHead(CAR)).isEmpty();
        assertThat(store.listHeads(CAR.owner())).isEmpty();
        assertThat(store.positions(CAR, Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
        assertThat(store.segments(CAR, Long.MIN_VALUE, Long.MAX_VALUE)).isEmpty();
        assertThat(store.findSegmentBefore(CAR, T0)).isEmpty();
        assertThat(store.findSegmentFrom(CAR, T0)).isEmpty();
        assertThat(store.totals(CAR, DAY.minusYears(1), DAY)).isEmpty();
        assertThat(store.listSetAside(10, Optional.empty()).items()).isEmpty();
    }

    @Test
    void keepsEveryValueOfAPositionAcrossReopening() {
        Track extremes = Track.of(List.of(
                new Position(T0, -900_000_000, 1_800_000_000, 0, 3_599, -1_000, 1),
                new Position(T0 + 1, 900_000_000, -1_800_000_000, 12_345, 0, 88_480, 100_000),
                position(T0 + 86_400_000)));
        apply(adding(CAR, 1, extremes));

        store = reopen();

        assertThat(store.positions(CAR, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(extremes);
        assertThat(store.findHead(CAR)).contains(new DeviceHead(CAR, 1, extremes.get(0), extremes.get(2)));
    }

    @Test
    void spansIncludeTheirStartAndNotTheirEnd() {
        apply(adding(CAR, 1, track(T0, 10, 1_000)));

        assertThat(store.positions(CAR, T0 + 2_000, T0 + 5_000)).isEqualTo(track(T0 + 2_000, 3, 1_000));
        assertThat(store.positions(CAR, T0 + 2_001, T0 + 5_001)).isEqualTo(track(T0 + 3_000, 3, 1_000));
        assertThat(store.positions(CAR, T0 + 10_000, T0 + 20_000)).isEmpty();
        assertThat(store.positions(CAR, T0 - 1_000, T0)).isEmpty();
        assertThat(store.positions(CAR, T0 + 5_000, T0 + 5_000)).isEmpty();
    }

    @Test
    void limitsToTheFirstPositionsOfASpan() {
        apply(adding(CAR, 1, track(T0, 3_000, 1_000)));

        assertThat(store.positions(CAR, T0 + 500_000, Long.MAX_VALUE, 700)).isEqualTo(track(T0 + 500_000, 700, 1_000));
        assertThat(store.positions(CAR, T0 + 2_999_000, Long.MAX_VALUE, 700))
                .isEqualTo(track(T0 + 2_999_000, 1, 1_000));
        assertThat(store.positions(CAR, T0, T0 + 5_000, 5)).hasSize(5);
        assertThat(store.positions(CAR, T0, T0 + 5_000, 6)).hasSize(5);
    }

    @Test
    void appendsOnePositionAtATime() {
        for (int i = 0; i < 300; i++) {
            apply(adding(CAR, i + 1, track(T0 + i * 1_000L, 1, 1)));
        }

        assertThat(store.positions(CAR, T0, T0 + 300_000)).isEqualTo(track(T0, 300, 1_000));
    }

    @Test
    void takesALateStretchBetweenEarlierOnes() {
        apply(adding(CAR, 1, track(T0, 2_000, 1_000)));
        apply(adding(CAR, 2, track(T0 + 20_000_000, 2_000, 1_000)));
        apply(adding(CAR, 3, track(T0 + 10_000_000, 1_000, 1_000)));
        apply(adding(CAR, 4, track(T0 + 500, 1_500, 1_000)));

        Track expected = track(T0, 2_000, 1_000)
                .union(track(T0 + 20_000_000, 2_000, 1_000))
                .union(track(T0 + 10_000_000, 1_000, 1_000))
                .union(track(T0 + 500, 1_500, 1_000));
        assertThat(store.positions(CAR, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(expected);
        assertThat(store.positions(CAR, T0 + 1_000_000, T0 + 10_500_000))
                .isEqualTo(expected.between(T0 + 1_000_000, T0 + 10_500_000));
    }

    @Test
    void takesADriveThatArrivesNewestFirst() {
        Track drive = track(T0, 3_000, 1_000);
        for (int part = 29; part >= 0; part--) {
            apply(adding(CAR, 30 - part, drive.slice(part * 100, part * 100 + 100)));
        }

        assertThat(store.positions(CAR, T0, Long.MAX_VALUE)).isEqualTo(drive);
    }

    @Test
    void keepsAllPositionsOfOneInstant() {
        Track sameTime = Track.of(
                IntStream.range(0, 1_000).mapToObj(i -> position(T0, i)).toList());
        apply(adding(CAR, 1, sameTime.slice(0, 400)));
        apply(adding(CAR, 2, track(T0 - 5_000, 5, 1_000).union(track(T0 + 1_000, 5, 1_000))));
        apply(adding(CAR, 3, sameTime.slice(400, 1_000)));

        assertThat(store.positions(CAR, T0, T0 + 1)).isEqualTo(sameTime);
        assertThat(store.positions(CAR, T0 - 5_000, T0 + 6_000)).hasSize(1_010);
    }

    @Test
    void takesTheLargestPost() {
        Track post = track(T0, 10_000, 1_000);
        apply(adding(CAR, 1, post));

        assertThat(store.positions(CAR, T0, Long.MAX_VALUE)).isEqualTo(post);
        assertThat(store.positions(CAR, T0 + 4_999_000, T0 + 5_001_000)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesWithASetOfPositionsUnderRandomUpdates(long seed) {
        Random random = new Random(seed);
        Track model = Track.EMPTY;
        for (int version = 1; version <= randomUpdates(); version++) {
            Track removed = version % 3 == 0 ? someOf(model, random) : Track.EMPTY;
            Track added = randomTrack(random).minus(model);
            Track left = model.minus(removed).union(added);
            store.apply(removing(CAR, version, removed, added, left));
            model = left;

            long from = T0 + random.nextInt(4_000_000) - 500_000;
            long to = from + random.nextInt(2_000_000);
            assertThat(store.positions(CAR, from, to)).as("seed %d", seed).isEqualTo(model.between(from, to));
            Track span = model.between(from, to);
            int limit = 1 + random.nextInt(300);
            assertThat(store.positions(CAR, from, to, limit))
                    .as("seed %d", seed)
                    .isEqualTo(span.slice(0, Math.min(limit, span.size())));
        }
        assertThat(store.positions(CAR, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(model);
    }

    private static Track someOf(Track track, Random random) {
        int from = random.nextInt(track.size());
        int to = from + random.nextInt(Math.min(2_500, track.size() - from) + 1);
        return Track.of(track.slice(from, to).stream()
                .filter(position -> random.nextInt(4) > 0)
                .toList());
    }

    private static Track randomTrack(Random random) {
        int size = 1 + (random.nextInt(4) == 0 ? random.nextInt(1_000) : random.nextInt(20));
        long start = T0 + random.nextInt(3_000) * 1_000L;
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            positions.add(position(start + random.nextInt(1 + size) * 1_000L, random.nextInt(2)));
        }
        return Track.of(positions);
    }

    @Test
    void whatWasRemovedMayComeAgain() {
        Track track = track(T0, 6_000, 1_000);
        Track middle = track.slice(1_000, 5_500);
        Track left = track.minus(middle);
        apply(adding(CAR, 1, track));
        apply(removing(CAR, 2, middle, Track.EMPTY, left));
        store = reopen();
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(left);
        assertThat(store.positions(CAR, T0 + 990_000, Long.MAX_VALUE, 20))
                .isEqualTo(left.between(T0 + 990_000, Long.MAX_VALUE).slice(0, 20));

        apply(removing(CAR, 3, Track.EMPTY, middle.slice(0, 10), left.union(middle.slice(0, 10))));
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(left.union(middle.slice(0, 10)));
    }

    @Test
    void aDeviceThatLosesAllItsPositionsIsNotListedAndGoesOnFromItsVersion() {
        Track track = track(T0, 3_000, 1_000);
        apply(adding(CAR, 1, track));
        apply(removing(CAR, 2, track, Track.EMPTY, Track.EMPTY));
        store = reopen();

        assertThat(store.findHead(CAR)).isEmpty();
        assertThat(store.listHeads(CAR.owner())).isEmpty();
        assertThat(store.listHeads("fleet", 10, Optional.empty()).items()).isEmpty();
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEmpty();
        assertThat(store.findBase(CAR).map(DeviceHead::version)).contains(2L);
        assertThatThrownBy(() -> apply(adding(CAR, 1, track(T0, 1, 1)))).isInstanceOf(StaleDeviceException.class);

        apply(adding(CAR, 3, track(T0 + 5_000, 2, 1_000)));
        assertThat(store.listHeads(CAR.owner())).hasSize(1);
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(track(T0 + 5_000, 2, 1_000));
        store.erase(CAR);
        assertThat(store.findBase(CAR)).isEmpty();
    }

    @Test
    void keepsSegmentsByTheirStart() {
        List<Segment> segments = List.of(trip("car", T0), gap("car", T0 + 1_000_000), trip("car", T0 + 9_000_000));
        apply(updating(CAR, 1, track(T0, 1, 1), segments));

        assertThat(store.segments(CAR, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(segments);
        assertThat(store.segments(CAR, T0, T0 + 1_000_000)).isEqualTo(segments.subList(0, 1));
        assertThat(store.segments(CAR, T0 + 1, T0 + 9_000_000)).isEqualTo(segments.subList(1, 2));
        assertThat(store.findSegmentBefore(CAR, T0 + 9_000_000)).contains(segments.get(1));
        assertThat(store.findSegmentBefore(CAR, T0)).isEmpty();
        assertThat(store.findSegmentFrom(CAR, T0 + 1_000_000)).contains(segments.get(1));
        assertThat(store.findSegmentFrom(CAR, T0 + 9_000_001)).isEmpty();
    }

    @Test
    void replacesAndRemovesSegmentsAndTotals() {
        Track one = track(T0, 1, 1);
        DeviceHead head = new DeviceHead(CAR, 1, one.get(0), one.get(0));
        apply(new DeviceUpdate(
                head,
                one,
                Set.of(),
                List.of(trip("car", T0), trip("car", T0 + 1_000_000)),
                Set.of(),
                List.of(totals(DAY, 1), totals(DAY.plusDays(1), 2), totals(DAY.plusDays(40), 3))));
        apply(new DeviceUpdate(
                new DeviceHead(CAR, 2, one.get(0), position(T0 + 7)),
                track(T0 + 7, 1, 1),
                Set.of(T0),
                List.of(gap("car", T0 + 1_000_000), trip("car", T0 + 2_000_000)),
                Set.of(DAY.plusDays(1)),
                List.of(totals(DAY, 9))));

        assertThat(store.segments(CAR, 0, Long.MAX_VALUE))
                .containsExactly(gap("car", T0 + 1_000_000), trip("car", T0 + 2_000_000));
        assertThat(store.totals(CAR, DAY, DAY.plusDays(40)))
                .containsExactly(totals(DAY, 9), totals(DAY.plusDays(40), 3));
        assertThat(store.totals(CAR, DAY, DAY.plusDays(39))).containsExactly(totals(DAY, 9));
        assertThat(store.totals(CAR, DAY.plusDays(1), DAY.plusDays(40))).containsExactly(totals(DAY.plusDays(40), 3));
    }

    @Test
    void refusesAnUpdateThatWasComputedFromAnotherVersion() {
        apply(adding(CAR, 1, track(T0, 5, 1_000)));

        for (long version : List.of(1L, 3L, 0L)) {
            DeviceUpdate stale = updating(CAR, version, track(T0 + 50_000, 5, 1_000), List.of(trip("car", T0)));
            assertThatThrownBy(() -> apply(stale)).isInstanceOf(StaleDeviceException.class);
            assertThatThrownBy(() -> store.apply(stale)).isInstanceOf(StaleDeviceException.class);
        }

        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(track(T0, 5, 1_000));
        assertThat(store.segments(CAR, 0, Long.MAX_VALUE)).isEmpty();
        assertThat(store.findHead(CAR).orElseThrow().version()).isEqualTo(1);
        apply(adding(CAR, 2, track(T0 + 50_000, 5, 1_000)));
        assertThat(store.findHead(CAR).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void showsADeviceOnlyUnderItsOwnKey() {
        DeviceUpdate update = new DeviceUpdate(
                new DeviceHead(CAR, 1, position(T0), position(T0)),
                track(T0, 1, 1),
                Set.of(),
                List.of(trip("car", T0)),
                Set.of(),
                List.of(totals(DAY, 1)));
        apply(update);

        for (DeviceKey other : NEARLY_THE_CAR) {
            assertThat(store.findHead(other)).isEmpty();
            assertThat(store.positions(other, 0, Long.MAX_VALUE)).isEmpty();
            assertThat(store.positions(other, 0, Long.MAX_VALUE, 10)).isEmpty();
            assertThat(store.segments(other, 0, Long.MAX_VALUE)).isEmpty();
            assertThat(store.findSegmentBefore(other, Long.MAX_VALUE)).isEmpty();
            assertThat(store.findSegmentFrom(other, 0)).isEmpty();
            assertThat(store.totals(other, DAY, DAY)).isEmpty();
            store.erase(other);
        }
        assertThat(store.listHeads(new Owner("fleet", "bob"))).isEmpty();
        assertThat(store.listHeads(new Owner("other", "ana"))).isEmpty();
        assertThat(store.listHeads("other", 10, Optional.empty()).items()).isEmpty();
        assertThat(store.findHead(CAR)).contains(update.head());
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).hasSize(1);
    }

    @Test
    void listsHeadsByDeviceInPages() {
        List<String> ids = List.of("a", "b", "c", "d", "e");
        for (int i = 0; i < ids.size(); i++) {
            String user = i % 2 == 0 ? "ana" : "bob";
            apply(adding(new DeviceKey("fleet", user, ids.get(i)), 1, track(T0 + i, 1, 1)));
        }
        apply(adding(new DeviceKey("other", "eve", "f"), 1, track(T0, 1, 1)));

        List<String> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<DeviceHead> page = store.listHeads("fleet", 2, after);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(head -> seen.add(head.device().deviceId()));
            after = page.next();
        } while (after.isPresent());

        assertThat(seen).isEqualTo(ids);
        assertThat(store.listHeads(new Owner("fleet", "ana")))
                .extracting(head -> head.device().deviceId())
                .containsExactly("a", "c", "e");
        assertThat(store.listHeads("fleet", 5, Optional.empty()).next()).isEmpty();
    }

    @Test
    void erasesAllOfADeviceAndTakesItAnew() {
        DeviceKey van = new DeviceKey("fleet", "ana", "van");
        apply(new DeviceUpdate(
                new DeviceHead(CAR, 1, position(T0), position(T0 + 2_999_000)),
                track(T0, 3_000, 1_000),
                Set.of(),
                List.of(trip("car", T0)),
                Set.of(),
                List.of(totals(DAY, 1))));
        apply(adding(van, 1, track(T0, 1, 1)));

        store.erase(CAR);
        store.erase(CAR);

        assertThat(store.findHead(CAR)).isEmpty();
        assertThat(store.listHeads("fleet", 10, Optional.empty()).items()).hasSize(1);
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEmpty();
        assertThat(store.segments(CAR, 0, Long.MAX_VALUE)).isEmpty();
        assertThat(store.totals(CAR, DAY, DAY)).isEmpty();
        assertThat(store.positions(van, 0, Long.MAX_VALUE)).hasSize(1);

        apply(adding(CAR, 1, track(T0 + 5, 1, 1)));
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(track(T0 + 5, 1, 1));
    }

    @Test
    void appliesManyDevicesOfOneBatch() {
        List<DeviceUpdate> updates = IntStream.range(0, 120)
                .mapToObj(i -> adding(new DeviceKey("fleet", "ana", "car-" + i), 1, track(T0 + i, 2, 1_000)))
                .toList();

        store.apply(updates, List.of(), record("shard", 1, "x"));

        assertThat(store.listHeads(CAR.owner())).hasSize(120);
        assertThat(store.positions(new DeviceKey("fleet", "ana", "car-77"), 0, Long.MAX_VALUE))
                .isEqualTo(track(T0 + 77, 2, 1_000));
    }

    @Test
    void listsRecordsThatWereSetAsideOnceAndInPages() {
        List<SetAside> first = IntStream.range(0, 3)
                .mapToObj(i -> new SetAside(record("shard-a", i + 1, "bad " + i), "not positions " + i))
                .toList();
        SetAside later = new SetAside(record("shard-b", 1, "also bad"), "of a version that is not known");
        store.apply(List.of(), first, record("shard-a", 3, "last"));
        store.apply(List.of(), first.subList(2, 3), record("shard-a", 3, "last"));
        store.apply(List.of(), List.of(later), record("shard-b", 1, "last"));

        List<SetAside> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Page<SetAsideEntry> page = store.listSetAside(2, after);
            page.items().forEach(entry -> seen.add(entry.setAside()));
            after = page.next();
        } while (after.isPresent());

        assertThat(seen).containsExactly(first.get(0), first.get(1), first.get(2), later);
    }

    @Test
    void aRecordThatWasSetAsideIsFoundGetsANewReasonAndGoes() {
        SetAside bad = new SetAside(record("shard", 1, "bad"), "not positions");
        SetAside stays = new SetAside(record("shard", 2, "worse"), "not positions");
        store.apply(List.of(), List.of(bad, stays), bad.record());
        String id = store.listSetAside(10, Optional.empty()).items().get(0).id();
        assertThat(store.findSetAside(id)).contains(new SetAsideEntry(id, bad));

        SetAside again = new SetAside(bad.record(), "there is no such device");
        store.setAside(again);
        assertThat(store.findSetAside(id)).contains(new SetAsideEntry(id, again));

        store.removeSetAside(id);
        store.removeSetAside(id);
        assertThat(store.findSetAside(id)).isEmpty();
        assertThat(store.listSetAside(10, Optional.empty()).items())
                .extracting(SetAsideEntry::setAside)
                .containsExactly(stays);
        for (String unknown : List.of("", "-1", "x", "999999", "%%%", "9999999999999999999999")) {
            assertThat(store.findSetAside(unknown)).as(unknown).isEmpty();
            store.removeSetAside(unknown);
        }
        assertThat(store.listSetAside(10, Optional.empty()).items()).hasSize(1);
    }

    @Test
    void aHeadKeepsItsRulesAndTheMarkOfARebuild() {
        apply(adding(CAR, 1, track(T0, 1, 1)));
        DeviceHead first = store.findHead(CAR).orElseThrow();
        assertThat(first.rulesVersion()).isEqualTo(1);
        assertThat(first.rebuild()).isEmpty();

        DeviceHead marked = first.marked(RebuildMark.begin("job").with(T0, T0 + 5));
        store.apply(new DeviceUpdate(marked, Track.EMPTY, Set.of(), List.of(), Set.of(), List.of()));
        store = reopen();
        assertThat(store.findHead(CAR)).contains(marked);
        assertThat(store.listHeads(CAR.owner())).containsExactly(marked);

        DeviceHead rebuilt = marked.rebuilt(7, ZoneId.of("Asia/Kathmandu"));
        store.apply(new DeviceUpdate(rebuilt, Track.EMPTY, Set.of(), List.of(trip("car", T0)), Set.of(), List.of()));
        assertThat(store.findHead(CAR)).contains(rebuilt);
        assertThat(store.segments(CAR, 0, Long.MAX_VALUE)).containsExactly(trip("car", T0));
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).hasSize(1);
    }

    /** A year of a busy car: more than any engine writes in one transaction of its own. */
    @Test
    void replacesAWholeTimelineInOneUpdate() {
        int trips = 400;
        apply(updating(CAR, 1, track(T0, 1, 1), timeline(0, trips)));

        Set<Long> removed = new HashSet<>();
        timeline(0, trips).forEach(trip -> removed.add(trip.startMillis()));
        List<Segment> replacement = timeline(300_000, trips);
        DeviceHead head = store.findHead(CAR).orElseThrow().rebuilt(1, ZoneOffset.UTC);
        store.apply(new DeviceUpdate(head, Track.EMPTY, removed, replacement, Set.of(), days(trips)));

        assertThat(store.segments(CAR, 0, Long.MAX_VALUE)).isEqualTo(replacement);
        assertThat(store.totals(CAR, DAY, DAY.plusDays(trips))).isEqualTo(days(trips));
        assertThat(store.findHead(CAR)).contains(head);
        apply(adding(CAR, 3, track(T0 + 1, 1, 1)));
        assertThat(store.segments(CAR, 0, Long.MAX_VALUE)).isEqualTo(replacement);
    }

    private static List<Segment> timeline(long offsetMillis, int trips) {
        return IntStream.range(0, trips)
                .mapToObj(i -> (Segment) trip("car", T0 + offsetMillis + i * 3_600_000L))
                .toList();
    }

    private static List<DayTotals> days(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> totals(DAY.plusDays(i), i))
                .toList();
    }

    private void apply(DeviceUpdate update) {
        records++;
        store.apply(List.of(update), List.of(), record("shard", records, "any"));
    }

    /** Records arrive one second after the other. */
    private StreamRecord record(String shard, int number, String content) {
        Instant arrivedAt = Instant.ofEpochMilli(T0 + 1_000L * number + ("shard-b".equals(shard) ? 60_000 : 0));
        return new StreamRecord(
                shard, Integer.toString(number), arrivedAt, "car", ByteBuffer.wrap(content.getBytes(UTF_8)));
    }
}
