package dev.rumbo.simulator;

import dev.rumbo.trips.Position;
import java.util.List;

/**
 * A post that a device is going to make.
 *
 * @param device index in the fleet
 * @param measuredMillis time of the newest position
 * @param dueMillis when the post goes out: then, or later where it is late
 * @param positions in the order in which they are sent, never empty
 */
public record PlannedPost(
        int device, long measuredMillis, long dueMillis, List<Position> positions, boolean doubled, boolean gzip) {

    public PlannedPost {
        positions = List.copyOf(positions);
    }

    boolean late() {
        return dueMillis > measuredMillis;
    }
}
