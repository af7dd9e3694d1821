package dev.rumbo.jobs;

import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamUnavailableException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean stopping;
    private boolean woken;
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
        lock.lock();
        try {
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!isStopping()) {
            try {
                sweeps.look();
                Optional<Job> job =
                        store.claim(worker, clock.instant(), clock.instant().plus(RunningJob.LEASE));
                if (job.isPresent()) {
                    work(job.get());
                } else {
                    awaitJobs();
                }
            } catch (StoreUnavailableException later) {
                LOG.warnf("Jobs wait for the store: %s", later.getMessage());
                awaitJobs();
            } catch (RuntimeException defect) {
                // Whatever it is, the jobs of everybody else do not end with it.
                LOG.error("Jobs wait after something unexpected", defect);
                awaitJobs();
            }
        }
    }

    private void work(Job job) {
        RunningJob running = new RunningJob(job, store, worker, clock, stream::status, this::pause);
        try {
            running.begin();
            work(job.kind()).run(running.job(), running);
            running.finish();
            LOG.infof("%s job %s is done", job.kind(), job.id());
        } catch (JobInterruptedException stopped) {
            LOG.infof("%s job %s stands still: %s", job.kind(), job.id(), stopped.getMessage());
            running.release();
        } catch (StoreUnavailableException | StreamUnavailableException | UncheckedIOException later) {
            LOG.warnf(later, "%s job %s waits and tries again", job.kind(), job.id());
            awaitJobs();
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

    private boolean isStopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration duration) {
        lock.lock();
        try {
            long nanos = duration.toNanos();
            while (!stopping && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (stopping) {
                throw new JobInterruptedException("this instance stops");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new JobInterruptedException("this instance stops");
        } finally {
            lock.unlock();
        }
    }

    private void awaitJobs() {
        lock.lock();
        try {
            long nanos = POLL.toNanos();
            while (!stopping && !woken && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            woken = false;
        } catch (InterruptedException interrupted) {
            stopping = true;
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
