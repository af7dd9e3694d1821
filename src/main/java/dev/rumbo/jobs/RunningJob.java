package dev.rumbo.jobs;

import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.stream.StreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** The job in hand: keeps its progress and its lease alive in the store, and gives way to live positions. */
final class RunningJob {

    /** A worker that was not heard of for so long is succeeded by another. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** Often enough to watch, and far within the lease. */
    private static final Duration REPORT_EVERY = Duration.ofSeconds(1);

    /** Live positions that waited for longer than this come first. */
    private static final long BEHIND_MILLIS = 2_000;

    /** While live positions wait, a job takes a fifth of its thread. */
    private static final int PAUSE_PER_WORK = 4;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final OperationsStore store;
    private final String worker;
    private final Clock clock;
    private final Supplier<StreamStatus> stream;
    private final Pauses pauses;
    private Job job;
    private long reportedNanos = System.nanoTime();
    private long breathedNanos = System.nanoTime();

    /** Waiting that ends early when the instance stops. */
    interface Pauses {
        /** @throws JobInterruptedException where the instance stops */
        void pause(Duration duration);
    }

    RunningJob(
            Job job, OperationsStore store, String worker, Clock clock, Supplier<StreamStatus> stream, Pauses pauses) {
        this.job = job;
        this.store = store;
        this.worker = worker;
        this.clock = clock;
        this.stream = stream;
        this.pauses = pauses;
    }

    Job job() {
        return job;
    }

    Job.Progress progress() {
        return job.progress();
    }

    /** Remembers how far it is; the store hears of it within a second or two. */
    void progress(Job.Progress progress) {
        job = job.at(progress);
        breathe();
    }

    /**
     * To be called every few hundred milliseconds of work.
     *
     * @throws JobInterruptedException where the job must end here
     */
    void breathe() {
        long now = System.nanoTime();
        if (now - reportedNanos >= REPORT_EVERY.toNanos()) {
            report();
        }
        Duration worked = Duration.ofNanos(now - breathedNanos);
        boolean liveWaits = stream.get().shards().stream().anyMatch(shard -> shard.behindMillis() > BEHIND_MILLIS);
        Duration pause = liveWaits ? worked.multipliedBy(PAUSE_PER_WORK) : Duration.ZERO;
        pauses.pause(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
        breathedNanos = System.nanoTime();
    }

    /** Tells the store now. */
    void report() {
        if (!store.update(job, worker, clock.instant().plus(LEASE))) {
            throw new JobInterruptedException("another instance took the job over");
        }
        reportedNanos = System.nanoTime();
    }

    void begin() {
        job = job.running(clock.instant());
        report();
    }

    void finish() {
        job = job.finished(clock.instant());
        report();
    }

    /** Ends the job for good: trying again would lead to the same. */
    void fail() {
        Job.Progress at = job.progress();
        job = job.at(new Job.Progress(
                at.done(),
                at.total(),
                at.changed(),
                at.failed() + 1,
                at.cursor(),
                Optional.of("The job met something unexpected; it was logged.")));
        finish();
    }

    /** Leaves the job to whoever comes next. */
    void release() {
        store.update(job, worker, clock.instant());
    }
}
