package dev.rumbo.jobs;

import dev.rumbo.store.Job;
import dev.rumbo.stream.PositionStream;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.tracking.TripTracker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the stream again from a time and stores what is missing, beside the live delivery.
 *
 * <p>Killed, it goes on at the record that its progress names: the shards come in the same order each time. Where that record
 * is gone meanwhile, it begins again: what is stored already costs a look.
 */
public final class StreamReplay implements JobWork {

    private static final int BATCH_RECORDS = 1_000;
    private static final long BATCH_BYTES = 1L << 20;

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
        Batch batch = new Batch(running);
        stream.replay(job.from().orElse(Instant.EPOCH), batch::add);
        batch.store();
        return batch.began;
    }

    /** Records on their way to the store: many of one device at once, few in memory. */
    private final class Batch {

        private final RunningJob running;
        private final List<StreamRecord> records = new ArrayList<>();
        private final String after;
        private boolean began;
        private int skipped;
        private long bytes;

        Batch(RunningJob running) {
            this.running = running;
            after = running.progress().cursor();
            began = after.isEmpty();
        }

        void add(StreamRecord record) {
            if (!began) {
                began = place(record).equals(after);
                if (++skipped % BATCH_RECORDS == 0) {
                    running.breathe();
                }
                return;
            }
            records.add(record);
            bytes += record.data().remaining();
            if (records.size() >= BATCH_RECORDS || bytes >= BATCH_BYTES) {
                store();
            }
        }

        void store() {
            if (records.isEmpty()) {
                return;
            }
            TripTracker.Replayed replayed = tracker.replay(records);
            Job.Progress before = running.progress();
            Job.Progress now = new Job.Progress(
                    before.done() + records.size(),
                    0,
                    before.changed() + replayed.positions(),
                    before.failed() + replayed.setAside().size(),
                    place(records.get(records.size() - 1)),
                    Optional.empty());
            records.clear();
            bytes = 0;
            running.progress(now);
        }

        private static String place(StreamRecord record) {
            return record.shardId() + ' ' + record.sequenceNumber();
        }
    }
}
