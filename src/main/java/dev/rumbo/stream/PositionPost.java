package dev.rumbo.stream;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Track;
import java.util.Optional;

/**
 * Positions of one device that were accepted together and travel as one record.
 *
 * @param positions at most 10,000, never empty
 * @param importId of the import that they belong to; empty where a phone sent them
 */
public record PositionPost(DeviceKey device, Track positions, Optional<String> importId) {

    /** What a phone sent. */
    public PositionPost(DeviceKey device, Track positions) {
        this(device, positions, Optional.empty());
    }
}
