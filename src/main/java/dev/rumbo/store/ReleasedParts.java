package dev.rumbo.store;

import dev.rumbo.trips.Track;
import java.util.LinkedHashMap;
import java.util.Map;

/** How both stores part what phones sent of an import: by the hour, so that a part stays small and is found again. */
public final class ReleasedParts {

    private static final long HOUR_MILLIS = 3_600_000;

    private ReleasedParts() {}

    /** The positions by the hour of UTC, counted from 1970-01-01T00:00Z. */
    public static Map<Integer, Track> of(Track positions) {
        Map<Integer, Track> parts = new LinkedHashMap<>();
        for (int from = 0; from < positions.size(); ) {
            int hour = Math.toIntExact(Math.floorDiv(positions.timeMillis(from), HOUR_MILLIS));
            int to = positions.indexOf((hour + 1) * HOUR_MILLIS);
            parts.put(hour, positions.slice(from, to));
            from = to;
        }
        return parts;
    }
}
