package dev.rumbo.jobs;

import dev.rumbo.store.Job;
import dev.rumbo.stream.StreamRecord;
import dev.rumbo.tracking.TripTracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Records on their way to the store a second time: many of one device at once, few in memory. */
final class ReplayBatch {

    static final int MOST_RECORDS = 1_000;

    private static final long MOST_BYTES = 1L << 20;

    private final TripTracker tracker;
    private final RunningJob running;
    private final Function<StreamRecord, String> cursor;
    private final List<StreamRecord> records = new ArrayList<>();
    private long bytes;

    /** @param cursor where to go on after a record */
    ReplayBatch(TripTracker tracker, RunningJob running, Function<StreamRecord, String> cursor) {
        this.tracker = tracker;
        this.running = running;
        this.cursor = cursor;
    }

    void add(StreamRecord record) {
        records.add(record);
        bytes += record.data().remaining();
        if (records.size() >= MOST_RECORDS || bytes >= MOST_BYTES) {
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
                cursor.apply(records.get(records.size() - 1)),
                Optional.empty());
        records.clear();
        bytes = 0;
        running.progress(now);
    }
}
