package dev.rumbo.trips;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What is left of a trip for somebody who may not see all of its positions.
 *
 * <p>Each part is measured from the positions that may be seen and from nothing else, so that no distance, time, speed or id of a
 * part tells how far the rest went. A stretch that would be no trip by itself is left out.
 */
public final class TripParts {

    private TripParts() {}

    /**
     * The parts in time order; the trip itself where all of it may be seen.
     *
     * @param route the positions of the trip that the cleaning kept
     * @param corrections all that overlap the trip
     * @param seen whether the position with that index in the route may be seen
     */
    public static List<Trip> of(TripRules rules, Trip trip, Track route, Corrections corrections, IntPredicate seen) {
        List<Trip> parts = new ArrayList<>();
        boolean whole = true;
        int first = 0;
        for (int i = 0; i <= route.size(); i++) {
            if (i < route.size() && seen.test(i)) {
                continue;
            }
            whole &= i == route.size();
            if (first < i) {
                part(rules, trip, route, corrections, first, i).ifPresent(parts::add);
            }
            first = i + 1;
        }
        return whole ? List.of(trip) : List.copyOf(parts);
    }

    private static Optional<Trip> part(
            TripRules rules, Trip trip, Track route, Corrections corrections, int first, int end) {
        int[] index = new int[end - first];
        for (int k = 0; k < index.length; k++) {
            index[k] = first + k;
        }
        boolean last = end == route.size();
        Run run = new Run(
                0,
                index.length - 1,
                first == 0 ? trip.startReason() : Reason.dataEdge(route.timeMillis(first)),
                last ? trip.endReason() : Reason.dataEdge(route.timeMillis(end - 1)));
        return TripBuilder.build(
                        rules,
                        trip.deviceId(),
                        new Kept(route, index, index.length),
                        run,
                        last && trip.open(),
                        corrections)
                .map(part ->
                        part.with(new Edits(trip.edits().name(), trip.edits().purpose(), List.of())));
    }
}
