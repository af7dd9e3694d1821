package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import dev.rumbo.trips.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The positions of a trip that the cleaning kept. */
final class TripRoutes {

    /**
     * What the cleaning keeps of a trip can depend on what lies around it. The trip alone is nearly always enough, and its
     * number of positions tells.
     */
    private static final List<Duration> REACHES = List.of(Duration.ZERO, Duration.ofHours(3), Duration.ofHours(24));

    private TripRoutes() {}

    /** @param trip as it is stored, or as it would be under the rules */
    static Track route(TrackStore tracks, TripRules rules, DeviceKey device, Trip trip) {
        TripDetector detector = new TripDetector(rules);
        Track route = Track.EMPTY;
        for (Duration reach : REACHES) {
            long from = trip.startMillis() - reach.toMillis();
            long to = trip.endMillis() + reach.toMillis() + 1;
            route = kept(detector, tracks.positions(device, from, to))
                    .between(trip.startMillis(), trip.endMillis() + 1);
            if (route.size() == trip.positionCount()) {
                return route;
            }
        }
        return route;
    }

    private static Track kept(TripDetector detector, Track track) {
        List<Verdict> verdicts = detector.verdicts(track);
        List<Position> kept = new ArrayList<>(track.size());
        for (int i = 0; i < track.size(); i++) {
            if (verdicts.get(i) == Verdict.KEPT) {
                kept.add(track.get(i));
            }
        }
        return Track.of(kept);
    }
}
