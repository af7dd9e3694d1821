package dev.rumbo.jobs;

import dev.rumbo.store.Page;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.tracking.TripTracker;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Records that were set aside, of which some hold what is to go. */
record SetAsideRecords(TrackStore tracks, TripTracker tracker) {

    private static final int AT_ONCE = 200;

    /** Removes those whose post is meant; what else such a record holds is stored where it can be, and where it cannot the record stays. */
    void storeAgain(Predicate<PositionPost> meant, RunningJob running) {
        each(
                meant,
                running,
                entry -> tracker.replay(List.of(entry.setAside().record()))
                        .setAside()
                        .isEmpty());
    }

    /** Removes those whose post is meant, with all that they hold. */
    void remove(Predicate<PositionPost> meant, RunningJob running) {
        each(meant, running, entry -> true);
    }

    private void each(Predicate<PositionPost> meant, RunningJob running, Predicate<SetAsideEntry> done) {
        Optional<String> after = Optional.empty();
        do {
            Page<SetAsideEntry> page = tracks.listSetAside(AT_ONCE, after);
            for (SetAsideEntry entry : page.items()) {
                if (tracker.decode(entry.setAside().record()).filter(meant).isPresent() && done.test(entry)) {
                    tracks.removeSetAside(entry.id());
                }
            }
            after = page.next();
            running.breathe();
        } while (after.isPresent());
    }
}
