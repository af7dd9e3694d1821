package dev.rumbo.store;

import dev.rumbo.trips.Correction;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * All that new positions, the undoing of an import or a correction change for one device; applied whole or not at all.
 *
 * @param head the device after the update; its version is one above the version that the update was computed from, so 1
 *     for a device that was never written
 * @param added positions that were not stored before; empty where a rebuild or a correction led to the update
 * @param removed positions that are stored and are to be no more; none of them is in {@code added}
 * @param removedSegments starts, in milliseconds, of segments that are no more
 * @param segments new segments and those that changed
 * @param removedTotals days that hold nothing any more
 * @param totals new and changed totals of the owner's local days
 * @param removedCorrections that were undone
 * @param corrections that were made
 */
public record DeviceUpdate(
        DeviceHead head,
        Track added,
        Track removed,
        Set<Long> removedSegments,
        List<Segment> segments,
        Set<LocalDate> removedTotals,
        List<DayTotals> totals,
        Set<CorrectionId> removedCorrections,
        List<Correction> corrections) {

    public DeviceUpdate {
        removedSegments = Set.copyOf(removedSegments);
        segments = List.copyOf(segments);
        removedTotals = Set.copyOf(removedTotals);
        totals = List.copyOf(totals);
        removedCorrections = Set.copyOf(removedCorrections);
        corrections = List.copyOf(corrections);
    }

    /** An update that removes no position. */
    public DeviceUpdate(
            DeviceHead head,
            Track added,
            Set<Long> removedSegments,
            List<Segment> segments,
            Set<LocalDate> removedTotals,
            List<DayTotals> totals,
            Set<CorrectionId> removedCorrections,
            List<Correction> corrections) {
        this(
                head,
                added,
                Track.EMPTY,
                removedSegments,
                segments,
                removedTotals,
                totals,
                removedCorrections,
                corrections);
    }

    /** An update that no correction led to. */
    public DeviceUpdate(
            DeviceHead head,
            Track added,
            Set<Long> removedSegments,
            List<Segment> segments,
            Set<LocalDate> removedTotals,
            List<DayTotals> totals) {
        this(head, added, removedSegments, segments, removedTotals, totals, Set.of(), List.of());
    }
}
