package dev.rumbo.jobs;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.privacy.Retention;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.ErasedDeviceException;
import dev.rumbo.store.Job;
import dev.rumbo.store.Page;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.PositionPost;
import dev.rumbo.tracking.DeviceRetention;
import dev.rumbo.tracking.TripTracker;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Lets go what a fleet keeps no longer, one device after the other by id. */
public final class RetentionSweep implements JobWork {

    private static final Logger LOG = Logger.getLogger(RetentionSweep.class);
    private static final int AT_ONCE = 200;

    private final PrivacyStore privacy;
    private final AccountStore accounts;
    private final TrackStore tracks;
    private final TripTracker tracker;
    private final DeviceRetention devices;
    private final PositionArchive archive;
    private final Clock clock;

    public RetentionSweep(
            PrivacyStore privacy,
            AccountStore accounts,
            TrackStore tracks,
            TripTracker tracker,
            DeviceRetention devices,
            PositionArchive archive,
            Clock clock) {
        this.privacy = privacy;
        this.accounts = accounts;
        this.tracks = tracks;
        this.tracker = tracker;
        this.devices = devices;
        this.archive = archive;
        this.clock = clock;
    }

    @Override
    public void run(Job job, RunningJob running) {
        Instant now = clock.instant();
        Optional<String> after = Optional.of(running.progress().cursor()).filter(cursor -> !cursor.isEmpty());
        do {
            Page<DeviceHead> page = tracks.listHeads(job.fleetId(), AT_ONCE, after);
            for (DeviceHead head : page.items()) {
                // Asked each time, so that whoever takes the policy back stops it.
                Optional<Retention> kept = due(job.fleetId(), now);
                if (kept.isEmpty()) {
                    return;
                }
                boolean swept = sweep(head, kept.get(), now, running);
                running.progress(after(running.progress(), head.device().deviceId(), swept));
            }
            after = page.next();
        } while (after.isPresent());
        if (due(job.fleetId(), now).isPresent()) {
            // What is too old is taken no more.
            new SetAsideRecords(tracks, tracker)
                    .storeAgain(post -> post.device().fleetId().equals(job.fleetId()) && reachesBehind(post), running);
            reachArchive(job.fleetId(), running);
        }
    }

    /** Once for the fleet, since a file of the archive holds many devices; of all of them again, so that what broke off is made up for. */
    private void reachArchive(String fleetId, RunningJob running) {
        if (!archive.isKept()) {
            return;
        }
        Map<DeviceKey, Instant> kept = new HashMap<>();
        Optional<String> after = Optional.empty();
        do {
            Page<DeviceHead> page = tracks.listHeads(fleetId, AT_ONCE, after);
            for (DeviceHead head : page.items()) {
                head.frontier()
                        .ifPresent(frontier ->
                                kept.put(head.device(), Instant.ofEpochMilli(frontier.positionsFromMillis())));
            }
            after = page.next();
            running.breathe();
        } while (after.isPresent());
        archive.keep(kept, running::breathe);
    }

    private Optional<Retention> due(String fleetId, Instant now) {
        return privacy.findPolicy(fleetId).flatMap(FleetPolicy::retention).filter(kept -> !now.isBefore(kept.from()));
    }

    private static Job.Progress after(Job.Progress before, String deviceId, boolean swept) {
        long done = before.done() + 1;
        return new Job.Progress(
                done,
                done,
                0,
                before.failed() + (swept ? 0 : 1),
                deviceId,
                swept
                        ? before.problem()
                        : Optional.of("Positions of device " + deviceId + " could not be let go; the log says why."));
    }

    /** False where it could not be done; the other devices do not wait for it, and it is tried again with the next sweep. */
    private boolean sweep(DeviceHead head, Retention kept, Instant now, RunningJob running) {
        ZoneId zone = head.zone()
                .or(() -> accounts.findUser(head.device().owner()).map(User::timeZone))
                .orElse(ZoneOffset.UTC);
        // Whole days, so that no day has some of its trips.
        long tripsBefore = kept.tripsBefore(now)
                .map(instant -> instant.atZone(zone)
                        .toLocalDate()
                        .atStartOfDay(zone)
                        .toInstant()
                        .toEpochMilli())
                .orElse(0L);
        try {
            devices.run(head.device(), zone, kept.positionsBefore(now).toEpochMilli(), tripsBefore, running::breathe);
        } catch (ErasedDeviceException allOfIt) {
            LOG.infof("Device %s was erased while it was swept", head.device().deviceId());
        } catch (StoreUnavailableException | JobInterruptedException notTheDevicesFault) {
            throw notTheDevicesFault;
        } catch (RuntimeException damaged) {
            LOG.errorf(damaged, "Device %s cannot be swept", head.device().deviceId());
            return false;
        }
        return true;
    }

    private boolean reachesBehind(PositionPost post) {
        return !post.positions().isEmpty()
                && tracks.findHead(post.device())
                        .filter(head -> post.positions().timeMillis(0) < head.segmentsFromMillis())
                        .isPresent();
    }
}
