package dev.rumbo.stream;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Track;

/**
 * Positions of one device that were accepted together and travel as one record.
 *
 * @param positions at most 10,000, never empty
 */
public record PositionPost(DeviceKey device, Track positions) {}
