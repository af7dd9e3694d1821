package dev.rumbo.store;

import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * All that new positions change for one device; applied whole or not at all.
 *
 * @param head the device after the update; its version is one above the version that the update was computed from, so 1
 *     for a device that was never written
 * @param added positions that were not stored before; empty where a rebuild led to the update
 * @param removedSegments starts, in milliseconds, of segments that are no more
 * @param segments new segments and those that changed
 * @param removedTotals days that hold nothing any more
 * @param totals new and changed totals of the owner's local days
 */
public record DeviceUpdate(
        DeviceHead head,
        Track added,
        Set<Long> removedSegments,
        List<Segment> segments,
        Set<LocalDate> removedTotals,
        List<DayTotals> totals) {

    public DeviceUpdate {
        removedSegments = Set.copyOf(removedSegments);
        segments = List.copyOf(segments);
        removedTotals = Set.copyOf(removedTotals);
        totals = List.copyOf(totals);
    }
}
