package dev.rumbo.trips;

import dev.rumbo.trips.Barriers.Barrier;
import java.util.List;
import java.util.Optional;

/**
 * How far new positions and corrections reach.
 *
 * <p>A barrier that was decided by positions before the first new one was there before and still is, and what lies beyond
 * it is as it was; likewise after the last new one. From there on outward one island with a used position is needed on
 * either side: the segment across the border and whether the last trip is still open depend on it. A merge that speaks
 * about both sides of the border takes what it speaks about along.
 */
final class Neighborhood {

    private final List<Barrier> barriers;
    private final boolean startsAtFirst;
    private final boolean endsAtLast;

    Neighborhood(List<Barrier> barriers, boolean startsAtFirst, boolean endsAtLast) {
        this.barriers = barriers;
        this.startsAtFirst = startsAtFirst;
        this.endsAtLast = endsAtLast;
    }

    /** Segments that start in {@code [fromMillis, toMillis)} are those of the islands {@code [firstIsland, endIsland)}. */
    record Range(long fromMillis, long toMillis, int firstIsland, int endIsland) {}

    /** Empty where the window is too narrow. Island i lies between barriers i - 1 and i. */
    Optional<Range> find(
            List<Island> islands, long firstChangedMillis, long lastChangedMillis, Corrections corrections) {
        long from = firstChangedMillis;
        long to = lastChangedMillis;
        while (true) {
            int first = firstIsland(islands, from);
            int end = endIsland(islands, to);
            if (first < 0 || end < 0) {
                return Optional.empty();
            }
            boolean fromFirst = first == 0 && startsAtFirst;
            Optional<Correction> across = fromFirst ? Optional.empty() : mergeAcross(corrections, islands, first);
            if (across.isEmpty()) {
                across = mergeAcross(corrections, islands, end);
            }
            if (across.isEmpty()) {
                return Optional.of(new Range(
                        fromFirst ? Long.MIN_VALUE : islands.get(first).startMillis(),
                        end == islands.size()
                                ? Long.MAX_VALUE
                                : islands.get(end).startMillis(),
                        first,
                        end));
            }
            from = Math.min(from, across.get().fromMillis());
            to = Math.max(to, across.get().toMillis());
        }
    }

    /** No segment ends later that begins before the island than its first used position, and none begins sooner in it. */
    private static Optional<Correction> mergeAcross(Corrections corrections, List<Island> islands, int island) {
        for (int i = island; i < islands.size() && !corrections.isEmpty(); i++) {
            Kept kept = islands.get(i).kept();
            if (kept.size() > 0) {
                return corrections.mergeAcross(kept.timeMillis(0));
            }
        }
        return Optional.empty();
    }

    /** The island to start with; -1 where it begins before the window. */
    private int firstIsland(List<Island> islands, long firstChangedMillis) {
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
    private int endIsland(List<Island> islands, long lastChangedMillis) {
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
