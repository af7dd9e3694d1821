package dev.rumbo.jobs;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Job;
import dev.rumbo.store.Page;
import dev.rumbo.store.StoreUnavailableException;
import dev.rumbo.store.TrackStore;
import dev.rumbo.tracking.DeviceRebuild;
import dev.rumbo.tracking.FleetRules;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Rebuilds the devices of a fleet, one after the other by id, or one of them. */
public final class FleetRebuild implements JobWork {

    private static final Logger LOG = Logger.getLogger(FleetRebuild.class);

    private static final int HEADS_PER_READ = 200;

    private final TrackStore tracks;
    private final AccountStore accounts;
    private final FleetRules rules;
    private final DeviceRebuild rebuild;

    public FleetRebuild(TrackStore tracks, AccountStore accounts, FleetRules rules, DeviceRebuild rebuild) {
        this.tracks = tracks;
        this.accounts = accounts;
        this.rules = rules;
        this.rebuild = rebuild;
    }

    @Override
    public void run(Job job, RunningJob running) {
        if (job.deviceId().isPresent()) {
            running.progress(new Job.Progress(0, 1, 0, 0, "", Optional.empty()));
            accounts.findDevice(job.fleetId(), job.deviceId().get())
                    .map(Device::key)
                    .ifPresent(device -> rebuild(device, running));
            return;
        }
        if (job.progress().total() == 0) {
            running.progress(new Job.Progress(0, count(job.fleetId(), running), 0, 0, "", Optional.empty()));
        }
        Optional<String> after = Optional.of(running.progress().cursor()).filter(cursor -> !cursor.isEmpty());
        do {
            Page<DeviceHead> page = tracks.listHeads(job.fleetId(), HEADS_PER_READ, after);
            for (DeviceHead head : page.items()) {
                boolean upToDate = job.kind() == Job.Kind.RULES
                        && head.rulesVersion() == rules.newest(job.fleetId()).version();
                if (upToDate) {
                    running.progress(after(running.progress(), head.device(), 0));
                } else {
                    rebuild(head.device(), running);
                }
            }
            after = page.next();
        } while (after.isPresent());
    }

    private long count(String fleetId, RunningJob running) {
        long count = 0;
        Optional<String> after = Optional.empty();
        do {
            Page<DeviceHead> page = tracks.listHeads(fleetId, HEADS_PER_READ, after);
            count += page.items().size();
            after = page.next();
            running.breathe();
        } while (after.isPresent());
        return count;
    }

    private void rebuild(DeviceKey device, RunningJob running) {
        try {
            rebuild.rebuild(
                    device,
                    accounts.findUser(device.owner()).map(User::timeZone).orElse(ZoneOffset.UTC),
                    running.job().id(),
                    running::breathe);
            running.progress(after(running.progress(), device, 1));
        } catch (StoreUnavailableException | JobInterruptedException notTheDevicesFault) {
            throw notTheDevicesFault;
        } catch (RuntimeException damaged) {
            LOG.errorf(damaged, "Device %s cannot be rebuilt", device.deviceId());
            Job.Progress at = after(running.progress(), device, 0);
            running.progress(new Job.Progress(
                    at.done(),
                    at.total(),
                    at.changed(),
                    at.failed() + 1,
                    at.cursor(),
                    Optional.of("Device " + device.deviceId() + " could not be rebuilt; the log says why.")));
        }
    }

    private static Job.Progress after(Job.Progress before, DeviceKey device, int changed) {
        long done = before.done() + 1;
        return new Job.Progress(
                done,
                Math.max(done, before.total()),
                before.changed() + changed,
                before.failed(),
                device.deviceId(),
                before.problem());
    }
}
