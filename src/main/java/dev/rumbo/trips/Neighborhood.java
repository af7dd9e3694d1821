package dev.rumbo.trips;

import dev.rumbo.trips.Barriers.Barrier;
import java.util.List;
import java.util.Optional;

/**
 * How far new positions reach.
 *
 * <p>A barrier that was decided by positions before the first new one was there before and still is, and what lies beyond
 * it is as it was; likewise after the last new one. From there on outward one island with a used position is needed on
 * either side: the segment across the border and whether the last trip is still open depend on it.
 */
final class Neighborhood {

    private final List<Barrier> barriers;
    private final boolean startsAtFirst;
    private final boolean endsAtLast;
    private final long firstChangedMillis;
    private final long lastChangedMillis;

    Neighborhood(
            List<Barrier> barriers,
            boolean startsAtFirst,
            boolean endsAtLast,
            long firstChangedMillis,
            long lastChangedMillis) {
        this.barriers = barriers;
        this.startsAtFirst = startsAtFirst;
        this.endsAtLast = endsAtLast;
        this.firstChangedMillis = firstChangedMillis;
        this.lastChangedMillis = lastChangedMillis;
    }

    /** Segments that start in {@code [fromMillis, toMillis)} are those of the islands {@code [firstIsland, endIsland)}. */
    record Range(long fromMillis, long toMillis, int firstIsland, int endIsland) {}

    /** Empty where the window is too narrow. Island i lies between barriers i - 1 and i. */
    Optional<Range> find(List<Island> islands) {
        int first = firstIsland(islands);
        int end = endIsland(islands);
        if (first < 0 || end < 0) {
            return Optional.empty();
        }
        return Optional.of(new Range(
                first == 0 && startsAtFirst
                        ? Long.MIN_VALUE
                        : islands.get(first).startMillis(),
                end == islands.size() ? Long.MAX_VALUE : islands.get(end).startMillis(),
                first,
                end));
    }

    /** The island to start with; -1 where it begins before the window. */
    private int firstIsland(List<Island> islands) {
        int island = 0;
        for (int i = 0; i < barriers.size() && barriers.get(i).toMillis() < firstChangedMillis; i++) {
            island = i + 1;
        }
        // Left of the last unchanged barrier: the nearest complete island that has a used position.
        int lowest = startsAtFirst ? 0 : 1;
        for (island--; island >= lowest; island--) {
            if (islands.get(island).kept().size() > 0) {
                return island;
            }
        }
        return startsAtFirst ? 0 : -1;
    }

    /** The island after the last one to recompute; -1 where that cannot be known. */
    private int endIsland(List<Island> islands) {
        int barrier = barriers.size();
        for (int i = barriers.size() - 1; i >= 0 && barriers.get(i).fromMillis() > lastChangedMillis; i--) {
            barrier = i;
        }
        if (barrier == barriers.size()) {
            return endsAtLast ? islands.size() : -1;
        }
        // What follows the border has to be known: a complete island with a used position, or that there is none.
        int highest = endsAtLast ? islands.size() - 1 : islands.size() - 2;
        for (int i = barrier + 1; i <= highest; i++) {
            if (islands.get(i).kept().size() > 0) {
                return barrier + 1;
            }
        }
        return endsAtLast ? barrier + 1 : -1;
    }
}
