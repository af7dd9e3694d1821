package dev.rumbo.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.ShareUse;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.lake.FolderArchive;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.ImportRecord;
import dev.rumbo.store.ImportRecord.Effect;
import dev.rumbo.store.ImportStore;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.StreamStatus;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.tracking.Corrector;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.tracking.OtherProducers;
import dev.rumbo.tracking.PositionRemover;
import dev.rumbo.tracking.RangeErasure;
import dev.rumbo.tracking.TrackingMetrics;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.tracking.UndoableImports;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.RandomTracks;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.SegmentId;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device of which a time is deleted, on one engine. */
abstract class ErasingContract {

    private static final Owner ANA = new Owner("fleet", "ana");
    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    /** The same id, so that its trips can be the same to the byte. */
    private static final DeviceKey NEVER_HAD_IT = new DeviceKey("other", "ana", "car");

    private static final Instant SENT = Instant.parse("2026-11-26T08:00:00Z");
    private static final Instant ASKED = SENT.plusSeconds(600);
    private static final Instant LATER = ASKED.plusSeconds(600);
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2027, 1, 1);
    private static final TripDetector DETECTOR = new TripDetector(TripRules.DEFAULT);

    /** The ports of one engine, over nothing. */
    record Engine(
            AccountStore accounts,
            TrackStore tracks,
            OperationsStore operations,
            ImportStore imports,
            ShareStore shares) {}

    abstract Engine open();

    @TempDir
    Path archiveFolder;

    private FolderArchive archive;
    private Engine engine;
    private FleetRules rules;
    private TripTracker tracker;
    private final List<ErasedSpan> erased = new ArrayList<>();
    private int callsLeft = Integer.MAX_VALUE;
    private int sequence;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("rumbo.test.erasingSeeds", 6));
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

    /** What phones and files brought and the owner corrected, in any order; killed somewhere, and delivered again meanwhile. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsLeftIsAsIfTheRestHadNeverBeenRecorded(long seed) throws Exception {
        Random random = new Random(seed);
        Track all = Track.of(RandomTracks.of(seed).stream().limit(1_500).toList());
        boolean touched = seed % 3 != 0;
        List<StreamRecord> records = records(all, touched, random);
        for (StreamRecord record : records) {
            tracker.store(List.of(record));
        }
        archive.add(records);
        if (touched) {
            correct(all, random);
        }
        assertIs(all);

        Track left = all;
        for (int i = 0; i < 2; i++) {
            ErasedSpan span = span(all, random);
            callsLeft = 1 + random.nextInt(40);
            erase(span, () -> {
                tracker.store(List.of(records.get(random.nextInt(records.size()))));
                callsLeft = 1 + random.nextInt(40);
                return random.nextInt(3) > 0;
            });
            left = span.without(left);
            assertIs(left);
        }
        for (StreamRecord record : records) {
            tracker.store(List.of(record));
        }
        archive.add(records);
        assertThat(archive.query("SELECT DISTINCT time_millis FROM archive ORDER BY 1"))
                .isEqualTo(left.stream()
                        .map(position -> Long.toString(position.timeMillis()))
                        .distinct()
                        .toList());
        tracker(engine.tracks().forUpdates()).replay(records);
        assertIs(left);
        assertThat(engine.imports().list(CAR))
                .allSatisfy(record -> erased.forEach(span -> {
                    assertThat(record.without(span)).contains(record);
                    assertThat(span.touches(engine.imports()
                                    .kept(CAR, record.id(), Effect.ADDED, 0)
                                    .orElse(Track.EMPTY)))
                            .isFalse();
                }));

        if (!touched) {
            tracker.store(List.of(record(NEVER_HAD_IT, left.isEmpty() ? all : left, SENT)));
            assertThat(segments(NEVER_HAD_IT)).isEqualTo(left.isEmpty() ? segments(NEVER_HAD_IT) : segments(CAR));
        }
        tracker.store(List.of(record(CAR, all, LATER)));
        assertIs(all);
    }

    /** Killed after one call, two, three and so on, until it comes to its end. */
    @Test
    void whereverItIsKilledItGoesOnToItsEnd() {
        Track all = Track.of(RandomTracks.of(4).stream().limit(400).toList());
        StreamRecord record = record(CAR, all, SENT);
        tracker.store(List.of(record));
        Segment trip = segments(CAR).get(0);
        new Corrector(engine.tracks(), rules)
                .correct(
                        CAR,
                        ZoneOffset.UTC,
                        new Correction.Describe(
                                trip.startMillis(), trip.endMillis(), Optional.of("to whom"), Optional.empty()),
                        SENT.toEpochMilli());
        engine.imports().put(importRecord("gone", all.slice(100, 200)));
        engine.imports().keep(CAR, "gone", Effect.REPLACED, 0, all.slice(100, 200));
        engine.shares().add(share("first", trip.startMillis(), Long.MAX_VALUE));
        engine.shares().add(share("cut", 0, all.timeMillis(150)));
        engine.shares().add(share("other", 0, 1));
        engine.tracks().setAside(new SetAside(record, "a reason"));
        engine.tracks().setAside(new SetAside(record(CAR, all.slice(390, 400), SENT), "another"));

        ErasedSpan span = new ErasedSpan(all.timeMillis(0), all.timeMillis(300));
        int[] kills = new int[1];
        callsLeft = 1;
        erase(span, () -> {
            callsLeft = ++kills[0] + 1;
            return true;
        });

        assertThat(kills[0]).isGreaterThan(10);
        assertIs(span.without(all));
        assertThat(engine.tracks().corrections(CAR, 0, Long.MAX_VALUE / 2)).isEmpty();
        assertThat(engine.imports().list(CAR)).isEmpty();
        assertThat(engine.imports().kept(CAR, "gone", Effect.REPLACED, 0)).isEmpty();
        assertThat(engine.shares().list(ANA))
                .extracting(ShareUse::share)
                .extracting(Share::id)
                .containsExactly("other");
        assertThat(engine.tracks().listSetAside(10, Optional.empty()).items())
                .extracting(entry -> entry.setAside().reason())
                .containsExactly("another");
        assertThat(engine.tracks().erasures(CAR)).singleElement().satisfies(erasure -> {
            assertThat(erasure.isDone()).isTrue();
            assertThat(erasure.span()).isEqualTo(span);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"findBase", "erasures", "positions", "apply"})
    void whatIsUnderWayOfADeviceThatNeverReportedIsNotStored(String moment) {
        Track all = Track.of(RandomTracks.of(2).stream().limit(200).toList());
        ErasedSpan span = new ErasedSpan(all.timeMillis(50), all.timeMillis(150));
        boolean[] done = new boolean[1];
        TrackStore hooked = port(TrackStore.class, engine.tracks().forUpdates(), name -> {
            if (name.equals(moment) && !done[0]) {
                done[0] = true;
                erase(span, () -> true);
            }
        });

        tracker(hooked).store(List.of(record(CAR, all, SENT)));

        assertIs(span.without(all));
    }

    @Test
    void allOfADeviceCanGoAndComeAgain() {
        Track all = Track.of(RandomTracks.of(5).stream().limit(300).toList());
        tracker.store(List.of(record(CAR, all, SENT)));

        erase(new ErasedSpan(0, SENT.toEpochMilli()), () -> true);

        assertThat(engine.tracks().findHead(CAR)).isEmpty();
        assertThat(engine.tracks().listHeads(ANA)).isEmpty();
        tracker.store(List.of(record(CAR, all, SENT)));
        assertThat(engine.tracks().findHead(CAR)).isEmpty();
        tracker.store(List.of(record(CAR, all, LATER)));
        assertIs(all);
    }

    @Test
    void anErasureGoesWithItsDevice() {
        erase(new ErasedSpan(0, 1), () -> true);
        engine.accounts().remove(CAR, Device.State.ERASED);
        engine.tracks().erase(CAR);
        assertThat(engine.tracks().erasures(CAR)).isEmpty();
        assertThat(engine.tracks().add(new Erasure(CAR, "late", new ErasedSpan(0, 1), ASKED, Optional.empty(), 0)))
                .isFalse();
    }

    /** As a job does it, begun anew whenever it is killed. */
    private void erase(ErasedSpan span, BooleanSupplier afterKill) {
        erased.add(span);
        Job job = Job.ofErasing(CAR, span, ASKED);
        engine.operations().add(job);
        engine.operations().claim("worker", ASKED, ASKED.plusSeconds(3_600));
        while (!ran(job)) {
            if (!afterKill.getAsBoolean()) {
                callsLeft = Integer.MAX_VALUE;
            }
        }
        callsLeft = Integer.MAX_VALUE;
        // So that the next job is the oldest that is not finished, and claimed.
        engine.operations().update(job.finished(ASKED), "worker", ASKED);
    }

    /** False where it was killed. Each time by a process that has just begun. */
    private boolean ran(Job job) {
        Clock clock = Clock.fixed(ASKED, ZoneOffset.UTC);
        TrackStore tracks = port(TrackStore.class, engine.tracks(), this::dieInTime);
        RunningJob running = new RunningJob(
                job,
                engine.operations(),
                "worker",
                clock,
                () -> new StreamStatus(Optional.empty(), List.of(), 0),
                duration -> {});
        try {
            new PositionErasing(
                            engine.accounts(),
                            tracks,
                            port(ShareStore.class, engine.shares(), this::dieInTime),
                            tracker,
                            new RangeErasure(
                                    tracks,
                                    port(ImportStore.class, engine.imports(), this::dieInTime),
                                    new PositionRemover(tracks, rules),
                                    List.of(),
                                    clock),
                            port(PositionArchive.class, archive.archive(), this::dieInTime))
                    .run(job, running);
            return true;
        } catch (StoreUnavailableException killed) {
            return false;
        }
    }

    private void dieInTime(String call) {
        if (callsLeft-- == 0) {
            throw new StoreUnavailableException("killed before " + call, null);
        }
    }

    private interface Hook {
        void before(String call);
    }

    private static <T> T port(Class<T> port, T real, Hook hook) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            hook.before(method.getName());
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
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

    /** Parts of the track in any order; where files are among them, with borders. */
    private List<StreamRecord> records(Track all, boolean files, Random random) {
        List<StreamRecord> records = new ArrayList<>();
        for (int from = 0; from < all.size(); from += 150) {
            Track part = all.slice(from, Math.min(all.size(), from + 150));
            if (!files || random.nextBoolean()) {
                records.add(record(CAR, part, SENT));
                continue;
            }
            String id = "import" + from;
            engine.imports().put(importRecord(id, part));
            engine.imports().keep(CAR, id, Effect.ADDED, 0, part);
            List<Border> borders = new ArrayList<>();
            for (int i = 1; i < part.size(); i++) {
                long before = part.timeMillis(i - 1);
                long at = part.timeMillis(i);
                if (at > before && at - before <= Border.LONGEST.toMillis() && random.nextInt(10) == 0) {
                    borders.add(new Border(before, at, id));
                }
            }
            records.add(record(new PositionPost(CAR, part, Optional.of(id), borders), SENT));
        }
        Collections.shuffle(records, random);
        return records;
    }

    private static ImportRecord importRecord(String id, Track part) {
        return new ImportRecord(
                CAR,
                id,
                "drive.gpx",
                SENT,
                ImportRecord.State.DONE,
                part.size(),
                part.size(),
                part.size(),
                0,
                part.timeMillis(0),
                part.timeMillis(part.size() - 1));
    }

    private void correct(Track all, Random random) {
        Corrector corrector = new Corrector(engine.tracks(), rules);
        for (int i = 0; i < 8; i++) {
            ErasedSpan of = span(all, random);
            long end = Math.min(of.toMillis(), of.fromMillis() + Correction.LONGEST_MERGE.toMillis());
            Correction.Change change = switch (random.nextInt(4)) {
                case 0 -> new Correction.Merge(of.fromMillis(), end);
                case 1 -> new Correction.Split(of.fromMillis());
                case 2 -> new Correction.Delete(of.fromMillis(), end);
                default ->
                    new Correction.Describe(
                            of.fromMillis(), end, Optional.of("a name"), Optional.of(Edits.Purpose.BUSINESS));
            };
            corrector.restore(CAR, ZoneOffset.UTC, change, SENT.toEpochMilli() + i);
        }
    }

    private static ErasedSpan span(Track all, Random random) {
        long one = all.timeMillis(random.nextInt(all.size()));
        long other = all.timeMillis(random.nextInt(all.size())) + random.nextInt(2);
        return new ErasedSpan(Math.min(one, other), Math.max(one, other) + (one == other ? 1 : 0));
    }

    private Share share(String id, long startMillis, long untilMillis) {
        return new Share(
                "link " + id,
                id,
                ANA,
                new Share.Subject.OfTrip(SegmentId.of("car", startMillis), untilMillis),
                Optional.empty(),
                SENT,
                Instant.now().plusSeconds(3_600));
    }

    private StreamRecord record(DeviceKey device, Track positions, Instant arrivedAt) {
        return record(new PositionPost(device, positions), arrivedAt);
    }

    private StreamRecord record(PositionPost post, Instant arrivedAt) {
        return new StreamRecord(
                "shard",
                Integer.toString(++sequence),
                arrivedAt,
                post.device().deviceId(),
                ByteBuffer.wrap(PostCodec.encode(post)));
    }

    private List<Segment> segments(DeviceKey device) {
        return engine.tracks().segments(device, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private void assertIs(Track track) {
        TrackStore tracks = engine.tracks();
        List<Correction> corrections = tracks.corrections(CAR, 0, Long.MAX_VALUE / 2);
        for (ErasedSpan span : erased) {
            assertThat(corrections)
                    .allSatisfy(correction ->
                            assertThat(span.without(correction.change())).contains(correction.change()));
        }
        List<Segment> expected =
                DETECTOR.detect("car", track, Corrections.of(corrections)).segments();
        assertThat(tracks.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(track);
        assertThat(segments(CAR)).isEqualTo(expected);
        List<DayTotals> totals = FIRST_DAY
                .datesUntil(LAST_DAY)
                .map(day -> Days.totals(expected, ZoneOffset.UTC, day))
                .filter(day ->
                        day.tripCount() > 0 || day.drivingSeconds() + day.idleSeconds() + day.unknownSeconds() > 0)
                .toList();
        assertThat(tracks.totals(CAR, FIRST_DAY, LAST_DAY)).isEqualTo(totals);
        assertThat(tracks.findHead(CAR).map(head -> head.first()))
                .isEqualTo(track.stream().findFirst());
        assertThat(tracks.findHead(CAR).map(head -> head.last()))
                .isEqualTo(track.isEmpty() ? Optional.empty() : Optional.of(track.get(track.size() - 1)));
    }
}
