package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Page;
import dev.rumbo.trips.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where the active devices of a fleet, or of one driver, are now.
 *
 * <p>What has arrived goes over what is stored, because an engine may store with a delay.
 */
@ApplicationScoped
public class FleetView {

    private static final String STORED = "stored.";
    private static final String NEW = "new.";

    private final Sights sights;
    private final LatestPositions latest;
    private final DeviceNames names;
    private final Clock clock;

    @Inject
    FleetView(Sights sights, LatestPositions latest, DeviceNames names, Clock clock) {
        this.sights = sights;
        this.latest = latest;
        this.names = names;
        this.clock = clock;
    }

    /**
     * The devices of a fleet that ever reported, first those with stored positions, by id, then those whose first
     * positions are not stored yet.
     *
     * @throws IllegalArgumentException where {@code next} is nothing that this method handed out
     */
    public Page<FleetDevice> fleet(Viewer viewer, String fleetId, int limit, Optional<String> next) {
        Sight tracks = sights.of(viewer, Looked.LIVE);
        if (next.filter(cursor -> cursor.startsWith(NEW)).isPresent()) {
            String after = next.get().substring(NEW.length());
            return appendNew(isStored(tracks), tracks, fleetId, new ArrayList<>(), after, limit);
        }
        Page<DeviceHead> heads = tracks.listHeads(fleetId, limit, next.map(FleetView::storedCursor));
        List<FleetDevice> devices = new ArrayList<>();
        Set<DeviceKey> listed = new HashSet<>();
        for (DeviceHead head : heads.items()) {
            listed.add(head.device());
            see(tracks, head).ifPresent(devices::add);
        }
        if (heads.next().isPresent()) {
            return new Page<>(devices, heads.next().map(STORED::concat));
        }
        // On one page it is known what was listed: the store may have got a device since, which would be told of
        // nowhere.
        Predicate<DeviceKey> told = next.isEmpty() ? listed::contains : isStored(tracks);
        return appendNew(told, tracks, fleetId, devices, "", limit);
    }

    /** The devices of one driver that ever reported, by id. */
    public List<FleetDevice> devices(Viewer viewer, Owner owner) {
        Sight tracks = sights.of(viewer, Looked.LIVE);
        List<FleetDevice> devices = new ArrayList<>();
        Set<DeviceKey> listed = new HashSet<>();
        for (DeviceHead head : tracks.listHeads(owner)) {
            listed.add(head.device());
            see(tracks, head).ifPresent(devices::add);
        }
        latest.listNew(owner.fleetId()).forEach((device, position) -> {
            if (device.owner().equals(owner) && listed.add(device)) {
                see(tracks, device, position).ifPresent(devices::add);
            }
        });
        devices.sort(Comparator.comparing(device -> device.device().deviceId()));
        return devices;
    }

    /** One device as it is seen now; empty where it is no longer active. */
    public Optional<FleetDevice> see(Viewer viewer, DeviceKey device, Position last) {
        return see(sights.of(viewer, Looked.LIVE), device, last);
    }

    private Optional<FleetDevice> see(Sight tracks, DeviceKey device, Position last) {
        return names.find(device).map(name -> {
            boolean seen = tracks.seesNow(device, last);
            return new FleetDevice(
                    device,
                    name.device(),
                    name.user(),
                    seen ? Optional.of(last) : Optional.empty(),
                    seen ? DeviceState.of(last, clock.instant()) : DeviceState.HIDDEN);
        });
    }

    private Optional<FleetDevice> see(Sight tracks, DeviceHead head) {
        if (head.emptied()) {
            return latest.find(head.device()).flatMap(position -> see(tracks, head.device(), position));
        }
        Position last = latest.find(head.device())
                .filter(position -> position.compareTo(head.last()) > 0)
                .orElse(head.last());
        return see(tracks, head.device(), last);
    }

    private static String storedCursor(String cursor) {
        if (!cursor.startsWith(STORED)) {
            throw new IllegalArgumentException("not a cursor of the fleet: " + cursor);
        }
        return cursor.substring(STORED.length());
    }

    private static Predicate<DeviceKey> isStored(Sight tracks) {
        return device -> tracks.findHead(device).isPresent();
    }

    /** @param told whether a device was told of before */
    private Page<FleetDevice> appendNew(
            Predicate<DeviceKey> told,
            Sight tracks,
            String fleetId,
            List<FleetDevice> devices,
            String after,
            int limit) {
        List<Map.Entry<DeviceKey, Position>> candidates = latest.listNew(fleetId).entrySet().stream()
                .filter(entry -> entry.getKey().deviceId().compareTo(after) > 0)
                .sorted(Comparator.comparing(entry -> entry.getKey().deviceId()))
                .toList();
        String last = after;
        for (Map.Entry<DeviceKey, Position> candidate : candidates) {
            if (devices.size() >= limit) {
                return new Page<>(devices, Optional.of(NEW + last));
            }
            DeviceKey device = candidate.getKey();
            last = device.deviceId();
            if (!told.test(device)) {
                see(tracks, device, candidate.getValue()).ifPresent(devices::add);
            }
        }
        return new Page<>(devices, Optional.empty());
    }
}
