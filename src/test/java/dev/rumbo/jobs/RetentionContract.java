package dev.rumbo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.lake.FolderArchive;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.privacy.Retention;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.ImportRecord.Effect;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.tracking.Corrector;
import dev.rumbo.tracking.DeviceRebuild;
import dev.rumbo.tracking.DeviceRetention;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.tracking.OtherProducers;
import dev.rumbo.tracking.PositionRemover;
import dev.rumbo.tracking.RangeErasure;
import dev.rumbo.tracking.TrackingMetrics;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.tracking.UndoableImports;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Frontier;
import dev.rumbo.trips.RandomTracks;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Thresholds;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A device of which old positions go while its trips stay, on one engine. */
abstract class RetentionContract {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final Instant SENT = Instant.parse("2026-01-26T08:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2027, 1, 1);
    private static final int DAYS = 30;
    private static final TripDetector DETECTOR = new TripDetector(TripRules.DEFAULT);

    /** The ports of one engine, over nothing. */
    record Engine(
            AccountStore accounts,
            TrackStore tracks,
            OperationsStore operations,
            ImportStore imports,
            PrivacyStore privacy) {}

    abstract Engine open();

    @TempDir
    Path archiveFolder;

    private FolderArchive archive;
    private Engine engine;
    private FleetRules rules;
    private TripTracker tracker;
    private int callsLeft = Integer.MAX_VALUE;
    private int sequence;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("rumbo.test.retentionSeeds", 8));
    }

    @BeforeEach
    void start() {
        archive = new FolderArchive(archiveFolder);
        engine = open();
        rules = new FleetRules(engine.operations(), engine.tracks(), Clock.systemUTC());
        tracker = tracker(engine.tracks().forUpdates());
        engine.accounts()
                .add(new Device(CAR, "car", SENT, Device.State.ACTIVE), new Credential.DeviceToken("hash", CAR));
    }

    @AfterEach
    void closeArchive() {
        archive.close();
    }

    /** Swept twice, killed somewhere, while positions come late, twice and in any order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void positionsGoAndTripsAndTotalsStay(long seed) throws Exception {
        Random random = new Random(seed);
        Track all = Track.of(RandomTracks.of(seed).stream().limit(1_500).toList());
        List<StreamRecord> records = records(all);
        Collections.shuffle(records, random);
        records.forEach(record -> tracker.store(List.of(record)));
        archive.add(records);
        if (seed % 2 == 0) {
            correct(all, random);
        }
        List<Segment> segments = segments();
        List<DayTotals> totals = totals();

        int earlier = random.nextInt(all.size());
        for (int index : new int[] {earlier, earlier + random.nextInt(all.size() - earlier)}) {
            callsLeft = 1 + random.nextInt(20);
            sweep(all.timeMillis(index), Optional.empty(), () -> {
                List<StreamRecord> again = List.of(records.get(random.nextInt(records.size())));
                tracker.store(again);
                archive.add(again);
                callsLeft = 1 + random.nextInt(20);
                return random.nextInt(3) > 0;
            });
            assertThat(segments()).isEqualTo(segments);
            assertThat(totals()).isEqualTo(totals);
            assertKept(all, all.timeMillis(index));
            assertArchived(all);
        }
        archive.add(records);
        assertArchived(all);
        for (LocalDate day : archive.archive().days(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE))) {
            archive.archive()
                    .read(
                            day,
                            Instant.EPOCH,
                            Instant.ofEpochMilli(Long.MAX_VALUE),
                            engine.tracks()::erasures,
                            record -> tracker.replay(List.of(record)));
        }

        records.forEach(record -> tracker.store(List.of(record)));
        tracker(engine.tracks().forUpdates()).replay(records);
        assertThat(segments()).isEqualTo(segments);
        assertThat(totals()).isEqualTo(totals);
        new DeviceRebuild(engine.tracks(), rules).rebuild(CAR, ZoneOffset.UTC, "job", () -> {});
        assertThat(segments()).isEqualTo(segments);
        assertThat(totals()).isEqualTo(totals);
        assertKept(all, Long.MAX_VALUE);
    }

    /** What comes afterwards, late or live, and other rules: all from the frontier on is as of what is left, and nothing before it changes. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatComesLaterChangesNothingInFrontOfTheFrontier(long seed) {
        Random random = new Random(seed);
        Track all = Track.of(RandomTracks.of(seed).stream().limit(1_500).toList());
        List<StreamRecord> now = new ArrayList<>();
        List<StreamRecord> late = new ArrayList<>();
        Track known = Track.EMPTY;
        for (int from = 0; from < all.size(); from += 100) {
            Track part = all.slice(from, Math.min(all.size(), from + 100));
            boolean comesLate = from >= 200 && random.nextInt(3) == 0;
            (comesLate ? late : now).add(record(part));
            known = comesLate ? known : known.union(part);
        }
        now.forEach(record -> tracker.store(List.of(record)));
        sweep(known.timeMillis(known.size() / 2 + random.nextInt(known.size() / 2)), Optional.empty(), () -> true);
        Optional<Frontier> frontier = head().frontier();
        if (frontier.isEmpty()) {
            assertThat(engine.tracks().positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(known);
            return;
        }
        long border = frontier.get().segmentsFromMillis();
        List<Segment> given = given(border);

        Collections.shuffle(late, random);
        for (StreamRecord record : late) {
            tracker.store(List.of(record));
        }
        Track left =
                known.between(frontier.get().positionsFromMillis(), border).union(all.between(border, Long.MAX_VALUE));
        assertFound(given, left, border, DETECTOR);

        Map<String, Double> values = Map.of("dwellSeconds", 900.0, "minTripMeters", 700.0);
        engine.operations()
                .add(
                        new RulesChange("fleet", 2, TripRules.DEFAULT.version(), values, Instant.EPOCH, "ana"),
                        Optional.empty());
        new DeviceRebuild(engine.tracks(), rules).rebuild(CAR, ZoneOffset.UTC, "job", () -> {});
        assertFound(given, left, border, new TripDetector(Thresholds.rules(values)));
    }

    @Test
    void itsOwnerNamesAndDeletesTripsWhosePositionsWent() {
        Track all = Track.of(RandomTracks.of(4));
        tracker.store(List.of(record(all)));
        sweep(all.timeMillis(all.size() - 1) + 1, Optional.empty(), () -> true);
        assertThat(engine.tracks().positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(all.slice(all.size() - 1, all.size()));
        List<Segment> before = segments();
        assertThat(before).hasSizeGreaterThan(2);
        Trip trip = before.stream()
                .filter(Trip.class::isInstance)
                .map(Trip.class::cast)
                .findFirst()
                .orElseThrow();
        Corrector corrector = new Corrector(engine.tracks(), rules);

        Correction named = corrector
                .correct(
                        CAR,
                        ZoneOffset.UTC,
                        new Describe(trip.startMillis(), trip.endMillis(), Optional.of("to whom"), Optional.empty()),
                        1)
                .orElseThrow();
        assertThat(find(trip.startMillis()).edits().name()).isEqualTo("to whom");
        assertThat(find(trip.startMillis()).with(trip.edits())).isEqualTo(trip);
        assertThat(corrector.undo(CAR, ZoneOffset.UTC, named.id())).isTrue();
        assertThat(segments()).isEqualTo(before);
        assertThat(corrector.correct(
                        CAR, ZoneOffset.UTC, new Correction.Delete(trip.startMillis(), trip.endMillis()), 2))
                .isEmpty();
        assertThat(corrector.correct(CAR, ZoneOffset.UTC, new Correction.Split(trip.startMillis() + 60_000), 3))
                .isEmpty();
        assertThat(segments()).isEqualTo(before);

        erase(new ErasedSpan(trip.startMillis() + 1_000, trip.startMillis() + 2_000));
        List<Segment> left = new ArrayList<>(before);
        left.remove(trip);
        assertThat(segments()).isEqualTo(left);
        assertThat(totals()).isEqualTo(totals(left));
        erase(new ErasedSpan(0, all.timeMillis(all.size() - 1) + 1));
        assertThat(segments()).isEmpty();
        assertThat(totals()).isEmpty();
    }

    @Test
    void aDeviceThatWasSilentForLongGoesOnFromItsLastPosition() {
        Track all = Track.of(RandomTracks.of(6));
        long last = all.timeMillis(all.size() - 1);
        tracker.store(List.of(record(all)));
        sweep(last + 1, Optional.empty(), () -> true);
        List<Segment> given = given(last);

        Track again = Track.of(RandomTracks.of(6).stream()
                .map(position -> new dev.rumbo.trips.Position(
                        position.timeMillis() + Duration.ofDays(100).toMillis(),
                        position.latitudeE7(),
                        position.longitudeE7(),
                        position.speedCentimetersPerSecond(),
                        position.courseDecidegrees(),
                        position.altitudeDecimeters(),
                        position.accuracyDecimeters()))
                .toList());
        tracker.store(List.of(record(again)));

        List<Segment> closed = given.stream()
                .map(segment -> segment instanceof Trip trip ? trip.closed() : segment)
                .toList();
        assertFound(closed, all.slice(all.size() - 1, all.size()).union(again), last, DETECTOR);
    }

    @Test
    void tripsGoAsWellWhereTheFleetKeepsThemNoLonger() {
        Track all = Track.of(RandomTracks.of(9));
        tracker.store(List.of(record(all)));
        List<Segment> before = segments();
        long now = all.timeMillis(all.size() - 1) + 1 + Duration.ofDays(DAYS).toMillis();
        int tripDays = DAYS;
        long until = Instant.ofEpochMilli(now)
                .minus(Duration.ofDays(tripDays))
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();

        sweep(all.timeMillis(all.size() - 1) + 1, Optional.of(tripDays), () -> true);

        List<Segment> left =
                before.stream().filter(segment -> segment.endMillis() > until).toList();
        assertThat(left).hasSizeBetween(1, before.size() - 1);
        assertThat(segments()).isEqualTo(left);
        assertThat(totals()).isEqualTo(totals(left));
        assertThat(head().first().timeMillis())
                .isGreaterThanOrEqualTo(left.get(0).startMillis());
    }

    /** Killed after one call, two, three and so on, until it comes to its end. */
    @Test
    void whereverItIsKilledItGoesOnToItsEnd() throws Exception {
        Track all = Track.of(RandomTracks.of(3).stream().limit(600).toList());
        StreamRecord record = record(all);
        tracker.store(List.of(record));
        engine.imports()
                .put(new ImportRecord(
                        CAR,
                        "import",
                        "drive.gpx",
                        SENT,
                        ImportRecord.State.DONE,
                        10,
                        10,
                        10,
                        0,
                        all.timeMillis(0),
                        all.timeMillis(9)));
        engine.imports().keep(CAR, "import", Effect.ADDED, 0, all.slice(0, 10));
        engine.tracks().setAside(new SetAside(record, "a reason"));
        archive.add(List.of(record));
        List<Segment> segments = segments();

        int[] kills = new int[1];
        callsLeft = 1;
        sweep(all.timeMillis(all.size() - 1) + 1, Optional.empty(), () -> {
            callsLeft = ++kills[0] + 1;
            return true;
        });

        assertThat(kills[0]).isGreaterThan(5);
        assertThat(segments()).isEqualTo(segments);
        assertThat(engine.tracks().positions(CAR, 0, Long.MAX_VALUE)).hasSize(1);
        assertThat(engine.imports().list(CAR)).isEmpty();
        assertThat(engine.imports().kept(CAR, "import", Effect.ADDED, 0)).isEmpty();
        assertThat(engine.tracks().listSetAside(10, Optional.empty()).items()).isEmpty();
        assertArchived(all);
    }

    @Test
    void nothingGoesBeforeItsTimeOrAfterItWasTakenBack() {
        Track all = Track.of(RandomTracks.of(3).stream().limit(200).toList());
        tracker.store(List.of(record(all)));
        long now = all.timeMillis(all.size() - 1) + Duration.ofDays(2 * DAYS).toMillis();
        engine.privacy()
                .putPolicy(
                        "fleet",
                        FleetPolicy.DEFAULT.keeping(
                                Optional.of(new Retention(DAYS, Optional.empty(), Instant.ofEpochMilli(now + 1)))));
        assertThat(ran(Job.ofRetention("fleet", Instant.ofEpochMilli(now)), now))
                .isTrue();
        engine.privacy().putPolicy("fleet", FleetPolicy.DEFAULT);
        assertThat(ran(Job.ofRetention("fleet", Instant.ofEpochMilli(now)), now + 2))
                .isTrue();
        assertThat(engine.tracks().positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(all);
        assertThat(engine.privacy().listRetaining()).isEmpty();
    }

    @Test
    void aSweepIsDueOnceADayWhoeverLooks() {
        engine.privacy()
                .putPolicy(
                        "fleet", FleetPolicy.DEFAULT.keeping(Optional.of(new Retention(DAYS, Optional.empty(), SENT))));
        assertThat(sweepsAfterALook(SENT.minusSeconds(1))).isZero();
        for (int day = 0; day < 3; day++) {
            Instant now = SENT.plus(Duration.ofDays(day)).plusSeconds(day);
            assertThat(sweepsAfterALook(now)).isEqualTo(day + 1);
            assertThat(sweepsAfterALook(now.plusSeconds(1))).isEqualTo(day + 1);
            Job job = engine.operations()
                    .claim("worker", now, now.plusSeconds(60))
                    .orElseThrow();
            engine.operations().update(job.finished(now), "worker", now);
            assertThat(sweepsAfterALook(now.plus(Duration.ofHours(23)))).isEqualTo(day + 1);
        }
    }

    /** By an instance that has just begun. */
    private int sweepsAfterALook(Instant now) {
        new DailySweeps(engine.privacy(), engine.operations(), Clock.fixed(now, ZoneOffset.UTC)).look();
        return engine.operations()
                .listJobs("fleet", Set.of(Job.Kind.RETENTION), 10, Optional.empty())
                .items()
                .size();
    }

    /** As a job does it, begun anew whenever it is killed. */
    private void sweep(long before, Optional<Integer> tripDays, BooleanSupplier afterKill) {
        long now = before + Duration.ofDays(DAYS).toMillis();
        engine.privacy()
                .putPolicy(
                        "fleet",
                        FleetPolicy.DEFAULT.keeping(Optional.of(new Retention(DAYS, tripDays, Instant.EPOCH))));
        Job job = Job.ofRetention("fleet", Instant.ofEpochMilli(now));
        engine.operations().add(job);
        engine.operations().claim("worker", SENT, SENT.plusSeconds(3_600));
        while (!ran(job, now)) {
            if (!afterKill.getAsBoolean()) {
                callsLeft = Integer.MAX_VALUE;
            }
        }
        callsLeft = Integer.MAX_VALUE;
        engine.operations().update(job.finished(SENT), "worker", SENT);
    }

    /** False where it was killed. Each time by a process that has just begun. */
    private boolean ran(Job job, long now) {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC);
        TrackStore tracks = port(TrackStore.class, engine.tracks());
        RunningJob running = new RunningJob(
                job,
                engine.operations(),
                "worker",
                clock,
                () -> new StreamStatus(Optional.empty(), List.of(), 0),
                duration -> {});
        try {
            new RetentionSweep(
                            engine.privacy(),
                            engine.accounts(),
                            tracks,
                            tracker,
                            new DeviceRetention(tracks, port(ImportStore.class, engine.imports()), rules),
                            port(PositionArchive.class, archive.archive()),
                            clock)
                    .run(job, running);
            return true;
        } catch (StoreUnavailableException killed) {
            return false;
        }
    }

    private <T> T port(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            if (callsLeft-- == 0) {
                throw new StoreUnavailableException("killed before " + method.getName(), null);
            }
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    private void erase(ErasedSpan span) {
        dev.rumbo.store.Erasure erasure =
                new dev.rumbo.store.Erasure(CAR, "erasure" + ++sequence, span, SENT, Optional.empty(), 0);
        engine.tracks().add(erasure);
        new RangeErasure(
                        engine.tracks(),
                        engine.imports(),
                        new PositionRemover(engine.tracks(), rules),
                        List.of(),
                        Clock.fixed(SENT, ZoneOffset.UTC))
                .run(erasure, ZoneOffset.UTC, () -> {});
    }

    private void correct(Track all, Random random) {
        Corrector corrector = new Corrector(engine.tracks(), rules);
        for (int i = 0; i < 8; i++) {
            long one = all.timeMillis(random.nextInt(all.size()));
            long other = one + 1 + random.nextInt(36_000_000);
            Correction.Change change = switch (random.nextInt(4)) {
                case 0 -> new Correction.Merge(one, other);
                case 1 -> new Correction.Split(one);
                case 2 -> new Correction.Delete(one, other);
                default -> new Describe(one, other, Optional.of("a name"), Optional.empty());
            };
            corrector.restore(CAR, ZoneOffset.UTC, change, SENT.toEpochMilli() + i);
        }
    }

    private TripTracker tracker(TrackStore store) {
        return new TripTracker(
                store,
                engine.accounts(),
                new UndoableImports(engine.imports()),
                rules,
                List.of(),
                new TrackingMetrics(new SimpleMeterRegistry()),
                TripEnds.UNHEARD,
                OtherProducers.TRUSTED);
    }

    private List<StreamRecord> records(Track all) {
        List<StreamRecord> records = new ArrayList<>();
        for (int from = 0; from < all.size(); from += 150) {
            records.add(record(all.slice(from, Math.min(all.size(), from + 150))));
        }
        return records;
    }

    private StreamRecord record(Track positions) {
        return new StreamRecord(
                "shard",
                Integer.toString(++sequence),
                SENT,
                CAR.deviceId(),
                ByteBuffer.wrap(PostCodec.encode(new PositionPost(CAR, positions))));
    }

    /** What is stored is what is left of all from the frontier on, and nothing younger than is kept went. */
    private void assertKept(Track all, long before) {
        long from = head().frontier().map(Frontier::positionsFromMillis).orElse(0L);
        assertThat(from).isLessThanOrEqualTo(before);
        assertThat(engine.tracks().positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(all.between(from, Long.MAX_VALUE));
        assertThat(engine.tracks().forUpdates().positions(CAR, 0, Long.MAX_VALUE))
                .isEqualTo(all.between(from, Long.MAX_VALUE));
    }

    /** By what another reader finds. */
    private void assertArchived(Track all) throws Exception {
        long from = head().frontier().map(Frontier::positionsFromMillis).orElse(0L);
        assertThat(archive.query("SELECT DISTINCT time_millis FROM archive ORDER BY 1"))
                .isEqualTo(all.between(from, Long.MAX_VALUE).stream()
                        .map(position -> Long.toString(position.timeMillis()))
                        .distinct()
                        .toList());
    }

    private void assertFound(List<Segment> given, Track left, long border, TripDetector detector) {
        List<Segment> expected = new ArrayList<>(given);
        detector.detect("car", left, Corrections.NONE).segments().stream()
                .filter(segment -> segment.startMillis() >= border)
                .forEach(expected::add);
        assertThat(engine.tracks().positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(left);
        assertThat(segments()).isEqualTo(expected);
        assertThat(totals()).isEqualTo(totals(expected));
    }

    private DeviceHead head() {
        return engine.tracks().findHead(CAR).orElseThrow();
    }

    private Trip find(long startMillis) {
        return (Trip)
                engine.tracks().segments(CAR, startMillis, startMillis + 1).get(0);
    }

    private List<Segment> given(long border) {
        return engine.tracks().segments(CAR, Long.MIN_VALUE, border);
    }

    private List<Segment> segments() {
        return engine.tracks().segments(CAR, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private List<DayTotals> totals() {
        return engine.tracks().totals(CAR, FIRST_DAY, LAST_DAY);
    }

    private static List<DayTotals> totals(List<Segment> segments) {
        return FIRST_DAY
                .datesUntil(LAST_DAY)
                .map(day -> Days.totals(segments, ZoneOffset.UTC, day))
                .filter(day ->
                        day.tripCount() > 0 || day.drivingSeconds() + day.idleSeconds() + day.unknownSeconds() > 0)
                .toList();
    }
}
