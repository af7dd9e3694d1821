package dev.rumbo.live;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.User;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.reading.FleetDevice;
import dev.rumbo.reading.FleetView;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Page;
import dev.rumbo.store.TrackStore;
import dev.rumbo.stream.TraceParent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The messages for one viewer in their order: the snapshot in parts, then what changed since it was begun.
 *
 * <p>Used by one thread at a time.
 */
final class Story {

    private final User user;
    private final Viewer viewer;
    private final FeedKey key;
    private final Feed feed;
    private final FleetView fleet;
    private final TrackStore tracks;
    private final List<FleetDevice> own = new ArrayList<>();
    private final Set<DeviceKey> hidden = new HashSet<>();
    private boolean begun;
    private boolean snapshotSent;
    private Optional<String> nextPage = Optional.empty();
    private long seenChange;

    Story(User user, LiveFleet live, FleetView fleet, TrackStore tracks) {
        this.user = user;
        this.viewer = Viewer.of(user.owner());
        this.key = user.role().administers() ? FeedKey.ofFleet(user.fleetId()) : FeedKey.of(user.owner());
        this.feed = live.feed(key);
        this.fleet = fleet;
        this.tracks = tracks;
    }

    /** What it is told from. */
    FeedKey key() {
        return key;
    }

    /** Whether {@link #next} has something to say. */
    boolean hasNext() {
        return !snapshotSent || feed.lastChange() > seenChange;
    }

    /**
     * The next message; empty where nothing that the viewer may see has changed after all.
     *
     * @throws dev.rumbo.store.StoreUnavailableException where the store cannot answer: ask again later
     */
    Optional<LiveMessage> next() {
        return snapshotSent ? changes() : Optional.of(snapshot());
    }

    private LiveMessage snapshot() {
        if (!begun) {
            // Before the store is read: what arrives meanwhile is sent again rather than missed.
            seenChange = feed.lastChange();
        }
        LiveMessage message = user.role().administers() ? fleetPage() : ownPage();
        begun = true;
        return message;
    }

    private LiveMessage fleetPage() {
        Page<FleetDevice> page = fleet.fleet(viewer, user.fleetId(), LiveMessage.MOST_DEVICES, nextPage);
        nextPage = page.next();
        snapshotSent = nextPage.isEmpty();
        return LiveMessage.snapshot(page.items());
    }

    private LiveMessage ownPage() {
        if (!begun) {
            own.addAll(fleet.devices(viewer, user.owner()));
        }
        List<FleetDevice> part = own.subList(0, Math.min(own.size(), LiveMessage.MOST_DEVICES));
        LiveMessage message = LiveMessage.snapshot(List.copyOf(part));
        part.clear();
        snapshotSent = own.isEmpty();
        return message;
    }

    private Optional<LiveMessage> changes() {
        List<FleetDevice> devices = new ArrayList<>();
        List<TraceParent> traces = new ArrayList<>();
        long seen = seenChange;
        for (Sighting sighting : feed.after(seenChange, LiveMessage.MOST_DEVICES)) {
            seen = sighting.change();
            if (isNewest(sighting)) {
                fleet.see(viewer, sighting.device(), sighting.position())
                        .filter(this::isNews)
                        .ifPresent(device -> {
                            devices.add(device);
                            sighting.trace().ifPresent(traces::add);
                        });
            }
        }
        seenChange = seen;
        return devices.isEmpty() ? Optional.empty() : Optional.of(LiveMessage.positions(devices, traces));
    }

    /** That a device is hidden is said once: each further word would tell that it still reports. */
    private boolean isNews(FleetDevice device) {
        if (device.last().isPresent()) {
            hidden.remove(device.device());
            return true;
        }
        return hidden.add(device.device());
    }

    /** What was heard first after a start may be late: then the feed takes over what is stored, and sends that. */
    private boolean isNewest(Sighting sighting) {
        if (sighting.checked()) {
            return true;
        }
        Optional<DeviceHead> head = tracks.findHead(sighting.device()).filter(known -> !known.emptied());
        feed.compare(sighting, head.map(DeviceHead::last));
        return head.map(known -> known.last().compareTo(sighting.position()) <= 0)
                .orElse(true);
    }
}
