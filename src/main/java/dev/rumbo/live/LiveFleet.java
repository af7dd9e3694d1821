package dev.rumbo.live;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.Owner;
import dev.rumbo.reading.LatestPositions;
import dev.rumbo.tracking.PositionListener;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What this process has heard of lately, by fleet and by owner: what viewers are sent, and what is newer than the store. */
@ApplicationScoped
public class LiveFleet implements PositionListener, LatestPositions {

    /** Longer than any flush interval: until then a device's first positions are in the store. */
    private static final Duration NEW = Duration.ofMinutes(10);

    private final ConcurrentMap<String, Feed> fleets = new ConcurrentHashMap<>();
    private final ConcurrentMap<Owner, Feed> owners = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Runnable onChange = () -> {};

    @Inject
    LiveFleet(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void positions(DeviceKey device, Track positions) {
        if (positions.isEmpty()) {
            return;
        }
        Position newest = positions.get(positions.size() - 1);
        long now = clock.millis();
        if (ofFleet(device.fleetId()).hear(device, newest, now)) {
            ofOwner(device.owner()).hear(device, newest, now);
            onChange.run();
        }
    }

    @Override
    public Optional<Position> find(DeviceKey device) {
        return ofFleet(device.fleetId()).find(device);
    }

    @Override
    public Map<DeviceKey, Position> listNew(String fleetId) {
        return ofFleet(fleetId).firstHeardSince(clock.millis() - NEW.toMillis());
    }

    /** Has {@code listener} run after each change; it must return at once. */
    void onChange(Runnable listener) {
        onChange = listener;
    }

    Feed ofFleet(String fleetId) {
        return fleets.computeIfAbsent(fleetId, id -> new Feed());
    }

    Feed ofOwner(Owner owner) {
        return owners.computeIfAbsent(owner, id -> new Feed());
    }
}
