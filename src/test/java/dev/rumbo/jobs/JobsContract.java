package dev.rumbo.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.codec.PostCodec;
import dev.rumbo.lake.FolderArchive;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.simulator.Drives;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.SetAside;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.stream.TripEnds;
import dev.rumbo.tracking.DeviceRebuild;
import dev.rumbo.tracking.FleetRules;
import dev.rumbo.tracking.OtherProducers;
import dev.rumbo.tracking.TrackingMetrics;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Thresholds;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs must do on every engine: the drives of nds_blackbox, a car each, go in through the stream. */
public abstract class JobsContract {

    private static final int CARS = 5;
    private static final Instant START = Instant.parse("2026-03-11T08:00:00Z");
    private static final Map<String, Double> NEW_VALUES = Map.of("dwellSeconds", 900.0, "stepMeters", 12.0);

    @TempDir
    private Path archiveFolder;

    private final List<JobRunner> runners = new ArrayList<>();
    private FolderArchive archive;
    private Engine engine;
    private FleetRules rules;
    private TripTracker tracker;

    /** The ports of one engine, over nothing. */
    public record Engine(
            PositionStream stream,
            TrackStore tracks,
            AccountStore accounts,
            OperationsStore operations,
            PrivacyStore privacy) {}

    protected abstract Engine open();

    @BeforeEach
    void start() {
        archive = new FolderArchive(archiveFolder);
        engine = open();
        rules = new FleetRules(engine.operations(), engine.tracks(), Clock.systemUTC());
        tracker = new TripTracker(
                engine.tracks().forUpdates(),
                engine.accounts(),
                (device, importId) -> false,
                rules,
                List.of(),
                new TrackingMetrics(new SimpleMeterRegistry()),
                TripEnds.UNHEARD,
                OtherProducers.TRUSTED);
    }

    @AfterEach
    void stop() {
        runners.forEach(JobRunner::stop);
        engine.stream().stop();
        archive.close();
    }

    @Test
    void aReplayStoresWhatIsMissingOnceWhileTheConsumerDoesTheSame() {
        Instant before = Instant.now().minusSeconds(60);
        publish();
        Job first = run(Job.ofReplay("fleet", before, Instant.now()));
        assertThat(first.progress().done()).isEqualTo(CARS);
        assertThat(first.progress().changed()).isEqualTo(positions());
        List<Object> replayed = timelines();
        assertThat(replayed).isEqualTo(expected(TripRules.DEFAULT));

        engine.stream().start(tracker);
        Job again = run(Job.ofReplay("fleet", before, Instant.now()));

        assertThat(again.progress().done()).isEqualTo(CARS);
        assertThat(again.progress().changed()).isZero();
        assertThat(timelines()).isEqualTo(replayed);
        Job late = run(Job.ofReplay("fleet", Instant.now(), Instant.now()));
        assertThat(late.progress().done()).isZero();
    }

    @Test
    void aRebuildChangesNothingAndCountsTheDevices() {
        store();
        List<Object> before = timelines();

        Job done = run(Job.ofRebuild("fleet", Optional.empty(), Instant.now()));

        assertThat(done.state()).isEqualTo(Job.State.DONE);
        assertThat(done.progress())
                .isEqualTo(new Job.Progress(CARS, CARS, CARS, 0, car(CARS - 1).deviceId(), Optional.empty()));
        assertThat(timelines()).isEqualTo(before);
    }

    @Test
    void newRulesReachEveryDeviceThoughTheWorkerDies() {
        store();
        Job job = changeRules();
        JobRunner dying = runner("one");
        dying.start();
        await().atMost(patience()).until(() -> find(job).state() != Job.State.WAITING);
        dying.stop();
        for (DeviceHead head : heads()) {
            Map<String, Double> values = head.rulesVersion() == 1 ? Map.of() : NEW_VALUES;
            assertThat(segments(head.device())).isEqualTo(detected(head.device(), Thresholds.rules(values)));
        }

        runner("two").start();
        Job done = awaitEnd(job);

        assertThat(done.state()).isEqualTo(Job.State.DONE);
        assertThat(done.progress().done()).isEqualTo(CARS);
        assertThat(heads())
                .allMatch(head -> head.rulesVersion() == 2 && head.rebuild().isEmpty());
        assertThat(timelines()).isEqualTo(expected(Thresholds.rules(NEW_VALUES)));
    }

    @Test
    void aJobGoesOnWhereItsPredecessorWasKilled() {
        store();
        Job job = changeRules();
        Instant now = Instant.now();
        // As a process leaves it that was killed: claimed, halfway, its lease just over.
        engine.operations().claim("killed", now, now).orElseThrow();
        engine.operations()
                .update(
                        job.running(now).at(new Job.Progress(2, CARS, 2, 0, car(1).deviceId(), Optional.empty())),
                        "killed",
                        now);

        runner("next").start();

        assertThat(awaitEnd(job).progress().done()).isEqualTo(CARS);
        assertThat(heads())
                .extracting(DeviceHead::rulesVersion)
                .as("the first two are the predecessor's")
                .containsExactly(1, 1, 2, 2, 2);
    }

    @Test
    void aReplayGoesOnAtTheRecordAtWhichItWasKilled() {
        publish();
        List<StreamRecord> records = new ArrayList<>();
        engine.stream().replay(Instant.EPOCH, records::add);
        StreamRecord second = records.get(1);

        Job done = run(killedReplay(second.shardId() + ' ' + second.sequenceNumber()));

        assertThat(done.progress().done()).isEqualTo(CARS);
        List<DeviceKey> replayed = records.subList(2, CARS).stream()
                .map(record -> tracker.decode(record).orElseThrow().device())
                .toList();
        assertThat(heads()).extracting(DeviceHead::device).containsExactlyInAnyOrderElementsOf(replayed);
    }

    @Test
    void aReplayBeginsAgainWhereTheRecordAtWhichItWasKilledIsGone() {
        publish();

        Job done = run(killedReplay("shardId-000000000000 trimmed"));

        assertThat(done.progress().done()).isEqualTo(CARS);
        assertThat(timelines()).isEqualTo(expected(TripRules.DEFAULT));
    }

    @Test
    void whatTheStreamHoldsNoLongerIsStoredAgainOutOfTheArchive() {
        archive.add(IntStream.range(0, CARS).mapToObj(JobsContract::record).toList());
        Instant now = Instant.now();

        Job done = run(Job.ofArchiveReplay("fleet", Instant.EPOCH, now, now));

        assertThat(done.progress().changed()).isEqualTo(positions());
        assertThat(timelines()).isEqualTo(expected(TripRules.DEFAULT));
        assertThat(run(Job.ofArchiveReplay("fleet", START, now, now)).progress().changed())
                .isZero();
        assertThat(run(Job.ofArchiveReplay("fleet", Instant.EPOCH, START, now))
                        .progress()
                        .done())
                .isZero();
    }

    @Test
    void aReplayOfTheArchiveGoesOnWithTheDayAtWhichItWasKilled() {
        archive.add(IntStream.range(0, CARS).mapToObj(JobsContract::record).toList());
        Instant now = Instant.now();
        Job job = Job.ofArchiveReplay("fleet", Instant.EPOCH, now, now);
        LocalDate after = LocalDate.of(2026, 12, 31);

        Job done =
                run(job.at(new Job.Progress(2, 0, 2, 0, Job.archiveCursor(now, Optional.of(after)), Optional.empty())));

        assertThat(done.progress().done()).as("what its predecessor had read").isEqualTo(2);
        assertThat(heads()).isEmpty();
    }

    private static Job killedReplay(String cursor) {
        Instant now = Instant.now();
        return Job.ofReplay("fleet", now.minusSeconds(60), now)
                .at(new Job.Progress(2, 0, 2, 0, cursor, Optional.empty()));
    }

    @Test
    void aRecordThatCannotBeReadIsSetAsideByAReplay() {
        StreamRecord bad = new StreamRecord(
                "shard",
                "7",
                Instant.parse("2026-03-11T08:00:00Z"),
                "key",
                ByteBuffer.wrap("nonsense".getBytes(UTF_8)));

        TripTracker.Replayed replayed = tracker.replay(List.of(bad));

        assertThat(replayed.positions()).isZero();
        assertThat(engine.tracks().listSetAside(10, Optional.empty()).items())
                .extracting(SetAsideEntry::setAside)
                .extracting(SetAside::record)
                .containsExactly(bad);
    }

    protected Duration patience() {
        return Duration.ofSeconds(60);
    }

    private Job changeRules() {
        RulesChange change =
                new RulesChange("fleet", 2, TripRules.DEFAULT.version(), NEW_VALUES, Instant.ofEpochMilli(1), "ana");
        Job job = Job.ofRules(change, Instant.now());
        assertThat(engine.operations().add(change, Optional.of(job))).isTrue();
        return job;
    }

    private void publish() {
        IntStream.range(0, CARS)
                .forEach(i -> engine.stream()
                        .publish(new PositionPost(car(i), track(i)))
                        .toCompletableFuture()
                        .join());
    }

    /** Without the stream: by the tracker's own hand. */
    private void store() {
        IntStream.range(0, CARS).forEach(i -> tracker.replay(List.of(record(i))));
        assertThat(timelines()).isEqualTo(expected(TripRules.DEFAULT));
    }

    private static StreamRecord record(int car) {
        return new StreamRecord(
                "shard",
                Integer.toString(car),
                START,
                car(car).deviceId(),
                ByteBuffer.wrap(PostCodec.encode(new PositionPost(car(car), track(car)))));
    }

    private Job run(Job job) {
        engine.operations().add(job);
        JobRunner runner = runner("worker");
        runner.start();
        Job done = awaitEnd(job);
        runner.stop();
        return done;
    }

    private JobRunner runner(String worker) {
        JobRunner runner = new JobRunner(
                engine.operations(),
                engine.stream(),
                new FleetRebuild(engine.tracks(), engine.accounts(), rules, new DeviceRebuild(engine.tracks(), rules)),
                new StreamReplay(engine.stream(), tracker),
                new ArchiveReplay(archive.archive(), engine.tracks(), tracker),
                (job, running) -> {
                    throw new AssertionError("nobody closes an account");
                },
                (job, running) -> {
                    throw new AssertionError("nobody erases positions");
                },
                (job, running) -> {
                    throw new AssertionError("no fleet lets anything go");
                },
                new DailySweeps(engine.privacy(), engine.operations(), Clock.systemUTC()),
                worker,
                Clock.systemUTC());
        runners.add(runner);
        return runner;
    }

    private Job awaitEnd(Job job) {
        return await().atMost(patience()).until(() -> find(job), Job::isFinished);
    }

    private Job find(Job job) {
        return engine.operations().findJob("fleet", job.id()).orElseThrow();
    }

    private List<DeviceHead> heads() {
        return engine.tracks().listHeads("fleet", 100, Optional.empty()).items();
    }

    private List<Object> timelines() {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < CARS; i++) {
            all.add(segments(car(i)));
            all.add(engine.tracks().totals(car(i), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31)).stream()
                    .map(DayTotals::tripCount)
                    .toList());
        }
        return all;
    }

    private static List<Object> expected(TripRules rules) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < CARS; i++) {
            List<Segment> segments = detected(car(i), rules);
            all.add(segments);
            all.add(segments.isEmpty() ? List.of() : List.of(segments.size()));
        }
        return all;
    }

    private List<Segment> segments(DeviceKey device) {
        return engine.tracks().segments(device, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static List<Segment> detected(DeviceKey device, TripRules rules) {
        int car = Integer.parseInt(device.deviceId().substring("car-".length()));
        return new TripDetector(rules).detect(device.deviceId(), track(car)).segments();
    }

    private static DeviceKey car(int number) {
        return new DeviceKey("fleet", "ana", "car-" + number);
    }

    private static long positions() {
        return IntStream.range(0, CARS).map(i -> track(i).size()).sum();
    }

    private static Track track(int number) {
        return Track.of(Drives.shipped("nds_blackbox").get(number).track().stream()
                .map(position -> new Position(
                        position.timeMillis() + START.toEpochMilli(),
                        position.latitudeE7(),
                        position.longitudeE7(),
                        position.speedCentimetersPerSecond(),
                        position.courseDecidegrees(),
                        position.altitudeDecimeters(),
                        position.accuracyDecimeters()))
                .toList());
    }
}
