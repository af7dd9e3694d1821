package dev.rumbo.jobs;

import dev.rumbo.store.Job;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.store.TrackStore;
import dev.rumbo.tracking.TripTracker;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Stores again what the archive holds of a time, beside the live delivery, as if it had just come. Killed, it goes on with the day that its
 * progress names: what is stored already costs a look.
 */
public final class ArchiveReplay implements JobWork {

    private final PositionArchive archive;
    private final TrackStore tracks;
    private final TripTracker tracker;

    public ArchiveReplay(PositionArchive archive, TrackStore tracks, TripTracker tracker) {
        this.archive = archive;
        this.tracks = tracks;
        this.tracker = tracker;
    }

    @Override
    public void run(Job job, RunningJob running) {
        Instant from = job.from().orElse(Instant.EPOCH);
        Instant to = job.to().orElseThrow();
        for (LocalDate day : archive.days(from, to)) {
            if (job.archiveDay().filter(day::isBefore).isEmpty()) {
                String cursor = Job.archiveCursor(to, Optional.of(day));
                ReplayBatch batch = new ReplayBatch(tracker, running, record -> cursor);
                archive.read(day, from, to, tracks::erasures, batch::add);
                batch.store();
                running.breathe();
            }
        }
    }
}
