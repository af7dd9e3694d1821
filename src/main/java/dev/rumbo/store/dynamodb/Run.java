package dev.rumbo.store.dynamodb;

import dev.rumbo.trips.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Entries of a device's log, one after the other, that hold positions of one UTC day.
 *
 * @param from number of the first entry
 * @param to number of the last entry
 * @param firstMillis no position of theirs in the day is earlier
 * @param lastMillis no position of theirs in the day is later
 */
record Run(long from, long to, long firstMillis, long lastMillis) {

    /** What a run may span, so that a span of hours does not cost the reading of a whole day. */
    private static final long MAX_MILLIS = 3_600_000;

    /** The runs, by day, of one entry that holds these positions. */
    static NavigableMap<Long, List<Run>> of(long number, Track positions) {
        NavigableMap<Long, List<Run>> byDay = new TreeMap<>();
        for (int from = 0; from < positions.size(); ) {
            long day = TableDesign.day(positions.timeMillis(from));
            int end = positions.indexOf((day + 1) * TableDesign.DAY_MILLIS);
            byDay.put(day, List.of(new Run(number, number, positions.timeMillis(from), positions.timeMillis(end - 1))));
            from = end;
        }
        return byDay;
    }

    /** All of both, with neighbors that are close in time joined. The same run in both counts once. */
    static List<Run> union(List<Run> some, List<Run> others) {
        List<Run> sorted = new ArrayList<>(some);
        sorted.addAll(others);
        sorted.sort(Comparator.comparingLong(Run::from).thenComparingLong(Run::to));
        List<Run> joined = new ArrayList<>();
        for (Run run : sorted) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).joins(run)) {
                joined.set(last, joined.get(last).with(run));
            } else {
                joined.add(run);
            }
        }
        return joined;
    }

    boolean overlaps(long fromMillis, long toMillis) {
        return firstMillis < toMillis && lastMillis >= fromMillis;
    }

    private boolean joins(Run next) {
        Run both = with(next);
        return next.from <= to || (next.from == to + 1 && both.lastMillis - both.firstMillis <= MAX_MILLIS);
    }

    private Run with(Run next) {
        return new Run(
                Math.min(from, next.from),
                Math.max(to, next.to),
                Math.min(firstMillis, next.firstMillis),
                Math.max(lastMillis, next.lastMillis));
    }
}
