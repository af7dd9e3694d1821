package dev.rumbo.simulator;

import dev.rumbo.trips.Track;

/**
 * A recorded drive without its date.
 *
 * @param name collection, device and number, such as {@code nds_blackbox/nds-car/2}
 * @param track at least two positions; the first at time 0
 */
public record Drive(String name, Track track) {

    public Drive {
        if (track.size() < 2 || track.timeMillis(0) != 0) {
            throw new IllegalArgumentException("a drive must have two positions and start at 0, was " + name);
        }
    }

    /** From the first to the last position. */
    public long durationMillis() {
        return track.timeMillis(track.size() - 1);
    }
}
