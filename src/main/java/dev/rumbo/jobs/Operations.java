package dev.rumbo.jobs;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.Job;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.RulesChange;
import dev.rumbo.store.SetAsideEntry;
import dev.rumbo.store.TrackStore;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.trips.ErasedSpan;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator sets going. Whoever calls has checked that the operator may, and that what is asked for makes sense. */
public final class Operations {

    /** Then one job for the whole fleet is less work than one for each device. */
    private static final int MOST_JOBS_AT_ONCE = 50;

    private final OperationsStore store;
    private final TrackStore tracks;
    private final TripTracker tracker;
    private final JobRunner runner;
    private final Clock clock;

    public Operations(OperationsStore store, TrackStore tracks, TripTracker tracker, JobRunner runner, Clock clock) {
        this.store = store;
        this.tracks = tracks;
        this.tracker = tracker;
        this.runner = runner;
        this.clock = clock;
    }

    /** A new version of the rules, and the job that brings all devices to it. */
    public record Changed(RulesChange rules, Job job) {}

    /**
     * Stores a new version of the fleet's rules and begins to recompute the fleet.
     *
     * @param base the newest version, which {@code values} were made from
     * @param values all that differ from the defaults
     * @return empty, and nothing done, where another version was stored meanwhile
     */
    public Optional<Changed> changeRules(User user, RulesChange base, Map<String, Double> values) {
        Instant now = clock.instant();
        RulesChange change =
                new RulesChange(user.fleetId(), base.version() + 1, base.procedure(), values, now, user.id());
        Job job = Job.ofRules(change, now);
        if (!store.add(change, Optional.of(job))) {
            return Optional.empty();
        }
        runner.wake();
        return Optional.of(new Changed(change, job));
    }

    /** @param deviceId the only device to rebuild; empty for all of the fleet */
    public Job rebuild(String fleetId, Optional<String> deviceId) {
        return begin(Job.ofRebuild(fleetId, deviceId, clock.instant()));
    }

    /**
     * Counts what a user drove by the days of their new time zone, in the background. Until a device is rebuilt, all that comes of
     * it is counted by the old days.
     */
    public void recount(Owner owner) {
        List<DeviceHead> heads = tracks.listHeads(owner);
        if (heads.size() > MOST_JOBS_AT_ONCE) {
            rebuild(owner.fleetId(), Optional.empty());
        } else {
            heads.forEach(
                    head -> rebuild(owner.fleetId(), Optional.of(head.device().deviceId())));
        }
    }

    public Job replay(String fleetId, Instant from) {
        return begin(Job.ofReplay(fleetId, from, clock.instant()));
    }

    /** Stores again what the archive holds of a time. */
    public Job replayArchive(String fleetId, Instant from, Instant to) {
        return begin(Job.ofArchiveReplay(fleetId, from, to, clock.instant()));
    }

    /** Deletes all that is stored of a user, in the background, and then the user. */
    public Job close(Owner owner) {
        return begin(Job.ofClosing(owner, clock.instant()));
    }

    /**
     * Deletes what was recorded of a device in a time, in the background.
     *
     * @param span what of it lies after now is left alone
     * @return empty, and nothing done, where the span begins after now
     */
    public Optional<Erasure> erase(DeviceKey device, ErasedSpan span) {
        Instant now = clock.instant();
        if (span.fromMillis() >= now.toEpochMilli()) {
            return Optional.empty();
        }
        ErasedSpan past = new ErasedSpan(span.fromMillis(), Math.min(span.toMillis(), now.toEpochMilli()));
        Job job = Job.ofErasing(device, past, now);
        store.add(job);
        Erasure erasure = PositionErasing.of(job, device);
        // The job does the same: whatever breaks off in between, it is deleted.
        tracks.add(erasure);
        runner.wake();
        return Optional.of(erasure);
    }

    /** What was deleted of the device, and what is being deleted, oldest first. */
    public List<Erasure> erasures(DeviceKey device) {
        return tracks.erasures(device);
    }

    private Job begin(Job job) {
        store.add(job);
        runner.wake();
        return job;
    }

    /**
     * Reads a record that was set aside again. Readable now, what it says is stored and it leaves the list; else it stays,
     * with the reason that holds now.
     *
     * @return the positions that were not stored before; empty where it stays
     */
    public Optional<Integer> replay(SetAsideEntry entry) {
        TripTracker.Replayed replayed = tracker.replay(List.of(entry.setAside().record()));
        if (!replayed.setAside().isEmpty()) {
            return Optional.empty();
        }
        tracks.removeSetAside(entry.id());
        return Optional.of(replayed.positions());
    }
}
