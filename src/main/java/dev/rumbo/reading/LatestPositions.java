package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Position;
import java.util.Map;
import java.util.Optional;

/** What has arrived but may not be stored yet. */
public interface LatestPositions {

    /** The newest position that arrived at this process lately. */
    Optional<Position> find(DeviceKey device);

    /**
     * The devices of a fleet that this process heard of for the first time within the last minutes, with their newest
     * positions: only they can lack a stored head.
     */
    Map<DeviceKey, Position> listNew(String fleetId);
}
