package dev.rumbo.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rumbo.accounts.Owner;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.sqlite.SqliteStore;
import dev.rumbo.stream.sqlite.SqliteLog;
import dev.rumbo.stream.sqlite.SqliteLogConfig;
import dev.rumbo.tracking.DeviceRebuild;
import dev.rumbo.tracking.FleetRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one thread that works at jobs outlives whatever a job or the store does to it. */
class JobRunnerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private SqliteStore store;
    private SqliteLog log;
    private JobRunner runner;

    @BeforeEach
    void open() {
        store = SqliteStore.open(folder);
        log = new SqliteLog(SqliteLogConfig.in(folder), store::checkpoint, CLOCK);
    }

    @AfterEach
    void close() {
        runner.stop();
        log.stop();
        store.close();
    }

    /** Its lease ran out while it worked, and then it met a defect. */
    @Test
    void aJobThatFailsAfterAnotherTookItOverEndsNoOther() {
        Job lost = Job.ofClosing(new Owner("fleet", "ana"), CLOCK.instant());
        store.operations().add(lost);
        start(store.operations(), (job, running) -> {
            Instant later = CLOCK.instant().plus(RunningJob.LEASE).plusSeconds(1);
            store.operations().claim("another", later, later.plusSeconds(3_600)).orElseThrow();
            throw new IllegalStateException("damaged");
        });
        await().atMost(PATIENCE).until(() -> find(lost).state() == Job.State.RUNNING);
        Job next = replay();
        store.operations().add(next);

        awaitDone(next);
        assertThat(find(lost).isFinished()).as("which the other is to do").isFalse();
    }

    /** Such as an item that nobody can read. */
    @Test
    void jobsGoOnAfterTheStoreAnsweredWithNonsense() {
        AtomicBoolean nonsense = new AtomicBoolean(true);
        OperationsStore operations = (OperationsStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {OperationsStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("claim") && nonsense.getAndSet(false)) {
                        throw new IllegalArgumentException("nonsense");
                    }
                    try {
                        return method.invoke(store.operations(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
        Job job = replay();
        store.operations().add(job);

        start(operations, JobRunnerTest::never);

        awaitDone(job);
        assertThat(nonsense).isFalse();
    }

    /** Of many that wait for an archive that is away, all are older than the one that does not need it. */
    @Test
    void jobsThatCannotBeDoneNowHoldUpNoOther() {
        AtomicBoolean away = new AtomicBoolean(true);
        List<String> tried = new CopyOnWriteArrayList<>();
        List<Job> failing = IntStream.range(0, 3)
                .mapToObj(user -> Job.ofClosing(new Owner("fleet", "user-" + user), CLOCK.instant()))
                .toList();
        failing.forEach(store.operations()::add);
        start(store.operations(), (job, running) -> {
            tried.add(job.id());
            if (away.get()) {
                throw new UncheckedIOException(new IOException("the archive is away"));
            }
        });
        await().atMost(PATIENCE).until(() -> tried.size() >= 3);
        Job next = replay();
        store.operations().add(next);

        awaitDone(next);
        assertThat(tried).startsWith(failing.stream().map(Job::id).sorted().toArray(String[]::new));
        assertThat(failing).noneMatch(job -> find(job).isFinished());

        away.set(false);
        failing.forEach(this::awaitDone);
    }

    private static Job replay() {
        Instant now = CLOCK.instant();
        return Job.ofReplay("fleet", now, now);
    }

    private void start(OperationsStore operations, JobWork closing) {
        FleetRules rules = new FleetRules(operations, store.tracks(), CLOCK);
        runner = new JobRunner(
                operations,
                log,
                new FleetRebuild(store.tracks(), store.accounts(), rules, new DeviceRebuild(store.tracks(), rules)),
                (job, running) -> {},
                JobRunnerTest::never,
                closing,
                JobRunnerTest::never,
                JobRunnerTest::never,
                new DailySweeps(store.privacy(), operations, CLOCK),
                "worker",
                CLOCK);
        runner.start();
    }

    private static void never(Job job, RunningJob running) {
        throw new AssertionError(job.kind() + " was not asked for");
    }

    private void awaitDone(Job job) {
        await().atMost(PATIENCE).until(() -> find(job).state() == Job.State.DONE);
    }

    private Job find(Job job) {
        return store.operations().findJob(job.fleetId(), job.id()).orElseThrow();
    }
}
