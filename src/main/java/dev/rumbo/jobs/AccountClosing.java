package dev.rumbo.jobs;

import dev.rumbo.accounts.Credential;
import dev.rumbo.accounts.CredentialUse;
import dev.rumbo.accounts.Device;
import dev.rumbo.accounts.Owner;
import dev.rumbo.places.PlaceStore;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.store.AccountStore;
import dev.rumbo.store.Job;
import dev.rumbo.store.Page;
import dev.rumbo.store.PositionArchive;
import dev.rumbo.store.SecondFactorStore;
import dev.rumbo.store.ShareStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.store.ViewStore;
import dev.rumbo.tracking.PositionListener;
import dev.rumbo.tracking.TripTracker;
import dev.rumbo.trips.ErasedSpan;
import java.util.List;
import java.util.Optional;

/**
 * Deletes all that is stored of a user whose access ended, and last the user. Each step is harmless when repeated, so one that broke off
 * begins again. What the stream still holds of the devices is not stored: they stay known as erased.
 */
public final class AccountClosing implements JobWork {

    private static final int AT_ONCE = 200;

    private final AccountStore accounts;
    private final TrackStore tracks;
    private final PlaceStore places;
    private final PrivacyStore privacy;
    private final SecondFactorStore factors;
    private final ShareStore shares;
    private final ViewStore views;
    private final PositionArchive archive;
    private final TripTracker tracker;
    private final List<PositionListener> listeners;

    public AccountClosing(
            AccountStore accounts,
            TrackStore tracks,
            PlaceStore places,
            PrivacyStore privacy,
            SecondFactorStore factors,
            ShareStore shares,
            ViewStore views,
            PositionArchive archive,
            TripTracker tracker,
            List<PositionListener> listeners) {
        this.listeners = List.copyOf(listeners);
        this.accounts = accounts;
        this.tracks = tracks;
        this.places = places;
        this.privacy = privacy;
        this.factors = factors;
        this.shares = shares;
        this.views = views;
        this.archive = archive;
        this.tracker = tracker;
    }

    @Override
    public void run(Job job, RunningJob running) {
        Owner owner = new Owner(job.fleetId(), job.progress().cursor());
        // Again, where what began the closing broke off right after it.
        accounts.findUser(owner).ifPresent(user -> accounts.changeAccess(owner, user.role(), false));
        for (Credential.Kind kind : Credential.Kind.values()) {
            endCredentials(owner, kind, running);
        }
        long devices = eraseDevices(owner, running);
        running.progress(new Job.Progress(devices, devices, 0, 0, owner.userId(), Optional.empty()));
        new SetAsideRecords(tracks, tracker)
                .remove(post -> post.device().owner().equals(owner), running);
        places.list(owner).forEach(place -> places.delete(owner, place.id()));
        privacy.forget(owner);
        factors.remove(owner);
        shares.list(owner).forEach(use -> shares.remove(owner, use.share().id()));
        views.forget(owner);
        accounts.forget(owner);
    }

    private void endCredentials(Owner owner, Credential.Kind kind, RunningJob running) {
        Optional<String> after = Optional.empty();
        do {
            Page<CredentialUse> page = accounts.listCredentials(owner, kind, AT_ONCE, after);
            page.items()
                    .forEach(use -> accounts.removeCredential(use.credential().hash()));
            after = page.next();
            running.breathe();
        } while (after.isPresent());
    }

    /** Those that were removed before as well: their trips stayed. */
    private long eraseDevices(Owner owner, RunningJob running) {
        long count = 0;
        Optional<String> after = Optional.empty();
        do {
            Page<Device> page = accounts.listEveryDevice(owner, AT_ONCE, after);
            for (Device device : page.items()) {
                accounts.remove(device.key(), Device.State.ERASED);
                tracks.erase(device.key());
                listeners.forEach(listener -> listener.erased(device.key(), ErasedSpan.ALL));
                archive.forget(device.key(), running::breathe);
                count++;
                running.breathe();
            }
            after = page.next();
        } while (after.isPresent());
        return count;
    }
}
