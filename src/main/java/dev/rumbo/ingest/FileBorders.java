package dev.rumbo.ingest;

import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where a file says that recording broke off, worked out from the stretches that it holds, in whatever order, overlapping or not: a
 * border is a time that lies between stretches and in none.
 */
public final class FileBorders {

    /** A file without any. */
    public static final FileBorders NONE = new FileBorders(new TreeMap<>());

    /** Of a file of years, some 30 a day; more are the habit of whoever wrote it. */
    static final int MOST_STRETCHES = 200_000;

    /** One each minute and a half; more on one day are a habit as well. */
    static final int MOST_A_DAY = 1_000;

    private static final long DAY_MILLIS = 86_400_000;

    /** By their end. */
    private final NavigableMap<Long, Long> startsByEnd;

    private FileBorders(NavigableMap<Long, Long> startsByEnd) {
        this.startsByEnd = startsByEnd;
    }

    /** @param startsByEnd in milliseconds */
    public static FileBorders of(Map<Long, Long> startsByEnd) {
        return new FileBorders(new TreeMap<>(startsByEnd));
    }

    public int count() {
        return startsByEnd.size();
    }

    /** Those that end with one of the positions. */
    List<Border> endingIn(Track part, String importId) {
        List<Border> borders = new ArrayList<>();
        startsByEnd
                .subMap(part.timeMillis(0), true, part.timeMillis(part.size() - 1), true)
                .forEach((end, start) -> {
                    if (part.timeMillis(part.indexOf(end.longValue())) == end) {
                        borders.add(new Border(start, end, importId));
                    }
                });
        return borders;
    }

    /** Collects the stretches of a file while it is read. */
    static final class Stretches {

        /** First and last time of each. */
        private final List<long[]> all = new ArrayList<>();

        private boolean begins;
        private boolean told;

        void begin() {
            begins = true;
            told = true;
        }

        void end() {
            told = false;
        }

        void position(long timeMillis) {
            if (!told || all.size() > MOST_STRETCHES) {
                return;
            }
            if (begins) {
                all.add(new long[] {timeMillis, timeMillis});
                begins = false;
            }
            long[] stretch = all.get(all.size() - 1);
            stretch[0] = Math.min(stretch[0], timeMillis);
            stretch[1] = Math.max(stretch[1], timeMillis);
        }

        FileBorders borders() {
            if (all.size() > MOST_STRETCHES) {
                return NONE;
            }
            all.sort(Comparator.comparingLong(stretch -> stretch[0]));
            NavigableMap<Long, Long> found = new TreeMap<>();
            Map<Long, Integer> ofDay = new HashMap<>();
            for (int i = 1; i < all.size(); i++) {
                long known = Math.max(all.get(i)[1], all.get(i - 1)[1]);
                long start = all.get(i - 1)[1];
                long end = all.get(i)[0];
                if (end > start && end - start <= Border.LONGEST.toMillis()) {
                    found.put(end, start);
                    ofDay.merge(end / DAY_MILLIS, 1, Integer::sum);
                }
                all.get(i)[1] = known;
            }
            found.keySet().removeIf(end -> ofDay.getOrDefault(end / DAY_MILLIS, 0) > MOST_A_DAY);
            return new FileBorders(found);
        }
    }
}
