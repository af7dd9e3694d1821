package dev.rumbo.simulator;

import dev.rumbo.trips.Position;
import java.util.Iterator;

/** Where one device is at any time: a pure function of the time. */
public interface DrivePlan {

    /** The positions with a time at or after {@code millis}, in time order; may be endless, holds none in memory. */
    Iterator<Position> from(long millis);
}
