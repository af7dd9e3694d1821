package dev.rumbo.jobs;

import dev.rumbo.store.Job;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.tracking.TripTracker;
import java.time.Instant;

/**
 * Reads the stream again from a time and stores what is missing, beside the live delivery.
 *
 * <p>Killed, it goes on at the record that its progress names: the shards come in the same order each time. Where that record
 * is gone meanwhile, it begins again: what is stored already costs a look.
 */
public final class StreamReplay implements JobWork {

    private final PositionStream stream;
    private final TripTracker tracker;

    public StreamReplay(PositionStream stream, TripTracker tracker) {
        this.stream = stream;
        this.tracker = tracker;
    }

    @Override
    public void run(Job job, RunningJob running) {
        if (!goOn(job, running)) {
            running.progress(Job.Progress.NONE);
            goOn(job, running);
        }
    }

    /** False, and nothing done, where the record at which to go on is not there. */
    private boolean goOn(Job job, RunningJob running) {
        Skipping skipping = new Skipping(running);
        stream.replay(job.from().orElse(Instant.EPOCH), skipping::add);
        skipping.batch.store();
        return skipping.began;
    }

    /** Leaves out what is stored already. */
    private final class Skipping {

        private final RunningJob running;
        private final ReplayBatch batch;
        private final String after;
        private boolean began;
        private int skipped;

        Skipping(RunningJob running) {
            this.running = running;
            batch = new ReplayBatch(tracker, running, Skipping::place);
            after = running.progress().cursor();
            began = after.isEmpty();
        }

        void add(StreamRecord record) {
            if (began) {
                batch.add(record);
                return;
            }
            began = place(record).equals(after);
            if (++skipped % ReplayBatch.MOST_RECORDS == 0) {
                running.breathe();
            }
        }

        private static String place(StreamRecord record) {
            return record.shardId() + ' ' + record.sequenceNumber();
        }
    }
}
