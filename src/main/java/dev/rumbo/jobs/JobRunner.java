package dev.rumbo.jobs;

import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamUnavailableException;
import dev.rumbo.stream.Waiting;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes jobs from the store, one after the other, in one thread of this instance. */
public final class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    /** How long a job that another instance added may wait; on AWS each look costs half a read unit. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private final OperationsStore store;
    private final PositionStream stream;
    private final FleetRebuild rebuild;
    private final JobWork replay;
    private final JobWork archiveReplay;
    private final JobWork closing;
    private final JobWork erasing;
    private final JobWork retention;
    private final DailySweeps sweeps;
    private final String worker;
    private final Clock clock;

    private final Waiting waiting = new Waiting();

    /** When jobs could not be done last, since the store, the stream or the archive was away; of the one thread alone. */
    private final Map<String, Long> triedNanos = new HashMap<>();

    private @Nullable Thread thread;

    /** @param worker names this instance; one that is restarted under its name goes on at once */
    public JobRunner(
            OperationsStore store,
            PositionStream stream,
            FleetRebuild rebuild,
            JobWork replay,
            JobWork archiveReplay,
            JobWork closing,
            JobWork erasing,
            JobWork retention,
            DailySweeps sweeps,
            String worker,
            Clock clock) {
        this.store = store;
        this.stream = stream;
        this.worker = worker;
        this.clock = clock;
        this.rebuild = rebuild;
        this.replay = replay;
        this.archiveReplay = archiveReplay;
        this.closing = closing;
        this.erasing = erasing;
        this.retention = retention;
        this.sweeps = sweeps;
    }

    public void start() {
        Thread runner = new Thread(this::run, "rumbo-jobs");
        thread = runner;
        runner.start();
    }

    /** Waits, for a bounded time, until the job in hand stands at a place from which it goes on later. */
    public void stop() {
        waiting.stop();
        Thread runner = thread;
        if (runner != null) {
            try {
                runner.join(STOP_WITHIN.toMillis());
                if (runner.isAlive()) {
                    LOG.warnf(
                            "The job in hand did not stand still within %s; it goes on at the next start", STOP_WITHIN);
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks for a job now. */
    public void wake() {
        waiting.wake();
    }

    private void run() {
        while (!waiting.isStopping()) {
            try {
                sweeps.look();
                Optional<Job> job = claim();
                if (job.isPresent()) {
                    work(job.get());
                } else {
                    waiting.await(POLL);
                }
            } catch (StoreUnavailableException later) {
                LOG.warnf("Jobs wait for the store: %s", later.getMessage());
                waiting.await(POLL);
            } catch (RuntimeException defect) {
                // Whatever it is, the jobs of everybody else do not end with it.
                LOG.error("Jobs wait after something unexpected", defect);
                waiting.await(POLL);
            }
        }
    }

    /** Those that could not be done come after those that were not tried, so that none of them holds up more than its own turn. */
    private Optional<Job> claim() {
        Optional<Job> untried = claim(triedNanos.keySet());
        if (untried.isPresent()) {
            return untried;
        }
        long now = System.nanoTime();
        Set<String> resting = triedNanos.entrySet().stream()
                .filter(tried -> now - tried.getValue() < POLL.toNanos())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        Optional<Job> again = resting.size() == triedNanos.size() ? Optional.empty() : claim(resting);
        if (again.isEmpty()) {
            // Whoever is no more to be had was done by another instance, or is in its hands.
            triedNanos.keySet().retainAll(resting);
        }
        return again;
    }

    private Optional<Job> claim(Set<String> except) {
        return store.claim(
                worker, Set.copyOf(except), clock.instant(), clock.instant().plus(RunningJob.LEASE));
    }

    private void work(Job job) {
        RunningJob running = new RunningJob(job, store, worker, clock, stream::status, this::pause);
        try {
            running.begin();
            work(job.kind()).run(running.job(), running);
            running.finish();
            triedNanos.remove(job.id());
            LOG.infof("%s job %s is done", job.kind(), job.id());
        } catch (JobInterruptedException stopped) {
            LOG.infof("%s job %s stands still: %s", job.kind(), job.id(), stopped.getMessage());
            running.release();
        } catch (StoreUnavailableException | StreamUnavailableException | UncheckedIOException later) {
            LOG.warnf(later, "%s job %s waits and tries again", job.kind(), job.id());
            triedNanos.put(job.id(), System.nanoTime());
        } catch (RuntimeException defect) {
            LOG.errorf(defect, "%s job %s failed", job.kind(), job.id());
            fail(running);
        }
    }

    private static void fail(RunningJob running) {
        try {
            running.fail();
        } catch (JobInterruptedException takenOver) {
            LOG.infof(
                    "%s job %s is another's to end: %s",
                    running.job().kind(), running.job().id(), takenOver.getMessage());
        }
    }

    private JobWork work(Job.Kind kind) {
        return switch (kind) {
            case RULES, REBUILD -> rebuild;
            case REPLAY -> replay;
            case ARCHIVE_REPLAY -> archiveReplay;
            case CLOSING -> closing;
            case ERASING -> erasing;
            case RETENTION -> retention;
        };
    }

    private void pause(Duration duration) {
        waiting.pause(duration);
        if (waiting.isStopping()) {
            throw new JobInterruptedException("this instance stops");
        }
    }
}
