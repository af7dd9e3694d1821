package dev.rumbo.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.RebuildMark;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.RandomTracks;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Threshold;
import dev.rumbo.trips.Thresholds;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rebuild gives what the definition says, whatever happens meanwhile, and nobody ever sees a part of it. */
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
public abstract class DeviceRebuildContract {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2030, 1, 1);
    private static final TripDetector DEFAULT = new TripDetector(TripRules.DEFAULT);

    private TrackStore tracks;
    private OperationsStore operations;
    private DeviceRecomputation recomputation;
    private DeviceRebuild rebuild;
    private Corrector corrector;

    protected abstract TrackStore openTracks();

    protected abstract OperationsStore openOperations();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("rumbo.test.rebuildSeeds", 4));
    }

    @BeforeEach
    void open() {
        tracks = openTracks();
        operations = openOperations();
        FleetRules rules = new FleetRules(operations, tracks, Clock.systemUTC());
        recomputation = new DeviceRecomputation(tracks, rules);
        rebuild = new DeviceRebuild(tracks, rules);
        corrector = new Corrector(tracks, rules);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void underNewRulesTheTimelineIsThatOfTheDefinition(long seed) {
        Track track = months(seed);
        live(track);
        assertThat(stored()).isEqualTo(DEFAULT.detect("car", track).segments());
        TripDetector changed = changeRules(seed);

        rebuild.rebuild(CAR, ZONE, "job", () -> {});

        assertRebuilt(track, changed);
    }

    @Test
    void nothingIsWrittenWhereNothingChanges() {
        live(Track.of(RandomTracks.of(7)));
        DeviceHead before = head();

        rebuild.rebuild(CAR, ZONE, "job", () -> {});

        assertThat(head()).isEqualTo(before);
    }

    @Test
    void whatWasDamagedIsMadeGood() {
        Track track = Track.of(RandomTracks.of(8));
        live(track);
        List<Segment> right = stored();
        List<DayTotals> totals = tracks.totals(CAR, FIRST_DAY, LAST_DAY);
        tracks.apply(new DeviceUpdate(
                head().rebuilt(1, ZONE),
                Track.EMPTY,
                Set.of(right.get(0).startMillis()),
                List.of(),
                Set.of(totals.get(0).date()),
                List.of()));

        rebuild.rebuild(CAR, ZONE, "job", () -> {});

        assertThat(stored()).isEqualTo(right);
        assertThat(tracks.totals(CAR, FIRST_DAY, LAST_DAY)).isEqualTo(totals);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void positionsMayArriveAndReadersLookWhileItRuns(long seed) {
        List<Position> positions = new ArrayList<>(months(seed));
        Deque<Track> arriving = new ArrayDeque<>();
        Random random = new Random(seed);
        for (int i = 0; i < 6; i++) {
            int from = random.nextInt(positions.size() - 40);
            List<Position> late = positions.subList(from, from + 40);
            arriving.add(Track.of(late));
            late.clear();
        }
        Track[] known = {Track.of(positions)};
        live(known[0]);
        TripDetector changed = changeRules(seed);

        rebuild.rebuild(CAR, ZONE, "job", () -> {
            assertThat(stored()).isEqualTo(DEFAULT.detect("car", known[0]).segments());
            if (!arriving.isEmpty()) {
                Track late = arriving.remove();
                live(late);
                known[0] = known[0].union(late);
            }
        });

        assertThat(arriving).isEmpty();
        assertRebuilt(months(seed), changed);
    }

    /** Made and undone before it and while it runs. */
    @ParameterizedTest
    @MethodSource("seeds")
    void correctionsSurviveIt(long seed) {
        Track track = months(seed);
        live(track);
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            correct(random);
        }
        assertThat(corrections()).isNotEmpty();
        assertThat(stored()).isEqualTo(defined(DEFAULT, track));
        TripDetector changed = changeRules(seed);

        int[] left = {6};
        rebuild.rebuild(CAR, ZONE, "job", () -> {
            if (left[0]-- > 0) {
                correct(random);
                assertThat(stored()).isEqualTo(defined(DEFAULT, track));
            }
        });

        assertThat(head().rulesVersion()).isEqualTo(2);
        assertThat(stored()).isEqualTo(defined(changed, track));
        for (Correction correction : corrections()) {
            assertThat(corrector.undo(CAR, ZONE, correction.id())).isTrue();
        }
        assertRebuilt(track, changed);
    }

    private void correct(Random random) {
        List<Correction> known = corrections();
        if (!known.isEmpty() && random.nextInt(4) == 0) {
            corrector.undo(CAR, ZONE, known.get(random.nextInt(known.size())).id());
            return;
        }
        List<Segment> segments = stored();
        int i = random.nextInt(segments.size());
        long from = segments.get(i).startMillis();
        long to = segments.get(Math.min(segments.size() - 1, i + random.nextInt(3)))
                .endMillis();
        corrector.correct(
                CAR,
                ZONE,
                switch (random.nextInt(4)) {
                    case 0 -> new Correction.Merge(from, Math.min(to, from + Correction.LONGEST_MERGE.toMillis()));
                    case 1 -> new Correction.Split(from + (to - from) / 2);
                    case 2 -> new Correction.Delete(from, Math.min(to, from + Correction.LONGEST.toMillis()));
                    default ->
                        new Correction.Describe(
                                from,
                                Math.min(to, from + Correction.LONGEST.toMillis()),
                                Optional.of("trip " + i),
                                Optional.empty());
                },
                0);
    }

    private List<Correction> corrections() {
        return tracks.corrections(CAR, 0, Long.MAX_VALUE);
    }

    private List<Segment> defined(TripDetector detector, Track track) {
        return detector.detect("car", track, Corrections.of(corrections())).segments();
    }

    @Test
    void killedHalfwayItLeavesTheOldTimelineAndTheNextOneEndsIt() {
        Track track = months(5);
        live(track.slice(0, track.size() - 50));
        TripDetector changed = changeRules(5);
        int[] stretches = new int[1];

        assertThatThrownBy(() -> rebuild.rebuild(CAR, ZONE, "job", () -> {
                    if (++stretches[0] == 2) {
                        live(track.slice(track.size() - 50, track.size() - 20));
                    } else if (head().rebuild().isPresent()) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessage("killed");
        live(track.slice(track.size() - 20, track.size()));
        assertThat(head().rulesVersion()).isEqualTo(1);
        assertThat(stored()).isEqualTo(DEFAULT.detect("car", track).segments());

        rebuild.rebuild(CAR, ZONE, "job", () -> {});

        assertRebuilt(track, changed);
    }

    @Test
    void overtakenByAnotherRebuildItStartsOver() {
        Track track = months(6);
        live(track.slice(0, track.size() - 20));
        TripDetector changed = changeRules(6);
        boolean[] overtaken = new boolean[1];

        rebuild.rebuild(CAR, ZONE, "job", () -> {
            if (head().rebuild().isEmpty()) {
                live(track.slice(track.size() - 20, track.size()));
            } else if (!overtaken[0]) {
                overtaken[0] = true;
                tracks.apply(new DeviceUpdate(
                        head().marked(RebuildMark.begin("other")),
                        Track.EMPTY,
                        Set.of(),
                        List.of(),
                        Set.of(),
                        List.of()));
            }
        });

        assertThat(overtaken[0]).isTrue();
        assertRebuilt(track, changed);
    }

    @Test
    void aDeviceErasedMeanwhileStaysErased() {
        live(months(3));
        changeRules(3);

        rebuild.rebuild(CAR, ZONE, "job", () -> tracks.erase(CAR));

        assertThat(tracks.findHead(CAR)).isEmpty();
        assertThat(stored()).isEmpty();
    }

    /** Another Rumbo may follow a procedure that this one does not know: better no new trips than a mixture. */
    @Test
    void underRulesThatCannotBeFollowedHerePositionsAreStoredAndTripsStay() {
        Track track = months(4);
        live(track.slice(0, track.size() / 2));
        List<Segment> before = stored();
        operations.add(
                new RulesChange("fleet", 2, TripRules.DEFAULT.version() + 1, Map.of(), Instant.EPOCH, ""),
                Optional.empty());
        DeviceHead head = head();
        tracks.apply(new DeviceUpdate(head.rebuilt(2, ZONE), Track.EMPTY, Set.of(), List.of(), Set.of(), List.of()));

        live(track);

        assertThat(stored()).isEqualTo(before);
        assertThat(tracks.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(track);
        assertThatThrownBy(() -> rebuild.rebuild(CAR, ZONE, "job", () -> {}))
                .hasMessageContaining("only a newer Rumbo");
    }

    /** As an update of Rumbo finds a device whose trips an older one made. */
    @Test
    void tripsOfAnOlderProcedureStayUntilTheRebuildThatTheirUseSetsGoing() {
        Track track = months(9);
        Track old = track.slice(0, track.size() / 2);
        List<Segment> segments = DEFAULT.detect("car", old).segments().subList(0, 2);
        DeviceHead first = new DeviceHead(CAR, 1, old.get(0), old.get(old.size() - 1));
        tracks.apply(new DeviceUpdate(first, old, Set.of(), segments, Set.of(), List.of()));

        live(track);

        assertThat(stored()).isEqualTo(segments);
        assertThat(tracks.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(track);
        assertThat(operations.findRules("fleet")).map(RulesChange::version).contains(2);
        assertThat(operations
                        .listJobs("fleet", Set.of(Job.Kind.RULES), 10, Optional.empty())
                        .items())
                .hasSize(1);

        rebuild.rebuild(CAR, ZONE, "job", () -> {});

        assertRebuilt(track, DEFAULT);
    }

    private void live(Track track) {
        recomputation.update(CAR, track, List.of(), owner -> ZONE).ifPresent(tracks::apply);
    }

    private DeviceHead head() {
        return tracks.findHead(CAR).orElseThrow();
    }

    private List<Segment> stored() {
        return tracks.segments(CAR, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private void assertRebuilt(Track track, TripDetector detector) {
        List<Segment> expected = detector.detect("car", track).segments();
        assertThat(stored()).isEqualTo(expected);
        List<DayTotals> totals = FIRST_DAY
                .datesUntil(LAST_DAY)
                .map(day -> Days.totals(expected, ZONE, day))
                .filter(day -> !DeviceRecomputation.isEmpty(day))
                .toList();
        assertThat(tracks.totals(CAR, FIRST_DAY, LAST_DAY)).isEqualTo(totals);
        assertThat(head().rulesVersion()).isEqualTo(2);
        assertThat(head().rebuild()).isEmpty();
        assertThat(tracks.positions(CAR, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(track);
    }

    /** Some days, a month of silence, some days. */
    private static Track months(long seed) {
        List<Position> positions = new ArrayList<>(RandomTracks.of(seed));
        for (Position position : RandomTracks.of(seed + 1_000)) {
            positions.add(new Position(
                    position.timeMillis() + 40 * 86_400_000L,
                    position.latitudeE7(),
                    position.longitudeE7(),
                    position.speedCentimetersPerSecond(),
                    position.courseDecidegrees(),
                    position.altitudeDecimeters(),
                    position.accuracyDecimeters()));
        }
        return Track.of(positions);
    }

    /** Some thresholds anywhere in their range. */
    private TripDetector changeRules(long seed) {
        Random random = new Random(seed);
        Map<String, Double> values = new HashMap<>();
        do {
            values.clear();
            for (Threshold threshold : Thresholds.ALL) {
                if (random.nextInt(3) == 0) {
                    double value = threshold.min() + random.nextDouble() * (threshold.max() - threshold.min());
                    values.put(threshold.name(), threshold.whole() ? Math.floor(value) : value);
                }
            }
        } while (!Thresholds.problems(values).isEmpty());
        assertThat(operations.add(
                        new RulesChange("fleet", 2, TripRules.DEFAULT.version(), values, Instant.EPOCH, "ana"),
                        Optional.empty()))
                .isTrue();
        return new TripDetector(Thresholds.rules(values));
    }
}
