package dev.rumbo.jobs;

import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Share.Subject.OfTrip;
import dev.rumbo.accounts.User;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.ErasedDeviceException;
import dev.rumbo.store.Erasure;
import dev.rumbo.store.Job;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.tracking.RangeErasure;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.SegmentId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Deletes what was recorded of a device in a time, wherever it is. Each step is harmless when repeated. */
public final class PositionErasing implements JobWork {

    private static final Logger LOG = Logger.getLogger(PositionErasing.class);

    private final AccountStore accounts;
    private final TrackStore tracks;
    private final ShareStore shares;
    private final TripTracker tracker;
    private final RangeErasure erasure;
    private final PositionArchive archive;

    public PositionErasing(
            AccountStore accounts,
            TrackStore tracks,
            ShareStore shares,
            TripTracker tracker,
            RangeErasure erasure,
            PositionArchive archive) {
        this.accounts = accounts;
        this.tracks = tracks;
        this.shares = shares;
        this.tracker = tracker;
        this.erasure = erasure;
        this.archive = archive;
    }

    /** What the job is to delete, as it is stored when it begins. */
    static Erasure of(Job job, DeviceKey device) {
        String[] span = job.progress().cursor().split(" ");
        return new Erasure(
                device,
                job.id(),
                new ErasedSpan(Long.parseLong(span[0]), Long.parseLong(span[1])),
                job.createdAt(),
                Optional.empty(),
                0);
    }

    @Override
    public void run(Job job, RunningJob running) {
        accounts.findDevice(job.fleetId(), job.deviceId().orElseThrow())
                .map(Device::key)
                .ifPresent(device -> erase(of(job, device), running));
    }

    private void erase(Erasure asked, RunningJob running) {
        DeviceKey device = asked.device();
        // Where whoever asked broke off right after the job was stored.
        tracks.add(asked);
        Optional<Erasure> begun = tracks.erasures(device).stream()
                .filter(known -> known.id().equals(asked.id()))
                .findFirst();
        if (begun.isEmpty()) {
            return;
        }
        try {
            Erasure done = begun.get().isDone() ? begun.get() : erase(device, begun.get(), running);
            archive.forget(device, done.span(), done.until().orElseThrow(), running::breathe);
        } catch (ErasedDeviceException allOfIt) {
            LOG.infof("Device %s was erased while a part of it was", device.deviceId());
        }
    }

    private Erasure erase(DeviceKey device, Erasure begun, RunningJob running) {
        endLinks(device, begun.span());
        new SetAsideRecords(tracks, tracker)
                .storeAgain(post -> post.device().equals(device) && begun.span().touches(post.positions()), running);
        return erasure.run(
                begun, accounts.findUser(device.owner()).map(User::timeZone).orElse(ZoneOffset.UTC), running::breathe);
    }

    /** Those to trips that begin or end in it. */
    private void endLinks(DeviceKey device, ErasedSpan span) {
        Owner owner = device.owner();
        shares.list(owner).stream()
                .map(use -> use.share())
                .filter(share -> share.subject() instanceof OfTrip trip
                        && SegmentId.parse(trip.tripId())
                                .filter(id -> id.deviceId().equals(device.deviceId()))
                                .filter(id -> span.contains(id.startMillis()) || span.contains(trip.untilMillis()))
                                .isPresent())
                .forEach(share -> shares.remove(owner, share.id()));
    }
}
