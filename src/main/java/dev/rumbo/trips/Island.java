package dev.rumbo.trips;

import dev.rumbo.trips.Barriers.Barrier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The positions between two barriers, understood alone. */
final class Island {

    private final TripRules rules;
    private final String deviceId;
    private final Track track;
    private final int from;
    private final int to;
    /** Once it was asked for: of most islands around a new position it never is. */
    private @Nullable Kept kept;

    private final Reason startReason;
    private final Reason endReason;

    /**
     * @param from raw index of the first position
     * @param to raw index after the last one
     */
    Island(
            TripRules rules,
            String deviceId,
            Track track,
            int from,
            int to,
            Optional<Barrier> before,
            Optional<Barrier> after) {
        this.rules = rules;
        this.deviceId = deviceId;
        this.track = track;
        this.from = from;
        this.to = to;
        this.startReason =
                before.map(barrier -> barrier.reason(rules)).orElseGet(() -> Reason.dataEdge(track.timeMillis(from)));
        this.endReason =
                after.map(barrier -> barrier.reason(rules)).orElseGet(() -> Reason.dataEdge(track.timeMillis(to - 1)));
    }

    Kept kept() {
        Kept known = kept;
        if (known == null) {
            known = Cleaning.keep(rules, track, from, to);
            kept = known;
        }
        return known;
    }

    /** Time of the first raw position. */
    long startMillis() {
        return track.timeMillis(from);
    }

    /** The segments that start in the island, without the one that leads to the next island. */
    List<Segment> segments(Corrections corrections, boolean somethingFollows) {
        List<Segment> segments = new ArrayList<>();
        Kept kept = kept();
        if (kept.size() < 2) {
            return segments;
        }
        List<Cut> cuts = new ArrayList<>(Dwells.of(rules, kept));
        cuts.addAll(silences(kept, cuts));
        cuts.sort(Comparator.comparingInt(Cut::first).thenComparingInt(Cut::last));
        int current = 0;
        Reason reason = startReason;
        for (Cut cut : cuts) {
            if (cut.last() <= current && !(cut.first() == 0 && current == 0)) {
                continue;
            }
            if (cut.first() > current) {
                segments.addAll(found(new Run(current, cut.first(), reason, cut.reason()), corrections, true));
            }
            int first = Math.max(current, cut.first());
            if (cut.reason().rule() == Reason.Rule.SILENCE && first < cut.last()) {
                Crossing.gap(rules, deviceId, kept, first, kept, cut.last(), cut.reason())
                        .ifPresent(segments::add);
            }
            current = Math.max(current, cut.last());
            reason = cut.reason();
        }
        int last = kept.size() - 1;
        if (current < last) {
            segments.addAll(found(new Run(current, last, reason, endReason), corrections, somethingFollows));
        }
        return segments;
    }

    /** What became of a movement: trips, or a gap where it is none but leads elsewhere. */
    private List<? extends Segment> found(Run run, Corrections corrections, boolean somethingFollows) {
        List<Trip> trips = trips(run, corrections, somethingFollows);
        // Where nothing follows, what has begun may still become a trip.
        return trips.isEmpty() && somethingFollows
                ? Crossing.crumb(rules, deviceId, kept(), run).stream().toList()
                : trips;
    }

    /** One trip or none, or its parts where the user split it. */
    private List<Trip> trips(Run run, Corrections corrections, boolean somethingFollows) {
        Kept kept = kept();
        Optional<Run> trimmed = Walks.trim(rules, kept, run);
        boolean open = !somethingFollows && trimmed.map(Run::last).orElse(-1) == kept.size() - 1;
        return trimmed.flatMap(drive -> TripBuilder.build(rules, deviceId, kept, drive, open, corrections)
                        .map(trip -> Splitting.split(rules, kept, drive, trip, corrections)))
                .orElse(List.of());
    }

    /**
     * Silences that hide a stop. Right after a stop a shorter time to stand is enough: many phones sleep where they lie and
     * wake up only once the car has left.
     */
    private List<Cut> silences(Kept kept, List<Cut> dwells) {
        List<Cut> cuts = new ArrayList<>();
        int dwell = 0;
        double shortest = Math.min(rules.wakeSeconds(), rules.silenceStandSeconds());
        for (int k = 1; k < kept.size(); k++) {
            if (kept.timeMillis(k) - kept.timeMillis(k - 1) <= shortest * 1000) {
                continue;
            }
            while (dwell < dwells.size() && dwells.get(dwell).last() < k - 1) {
                dwell++;
            }
            boolean afterDwell = dwell < dwells.size() && dwells.get(dwell).last() == k - 1;
            double seconds = kept.seconds(k - 1, k);
            double stood = rules.standSeconds(seconds, kept.meters(k - 1, k));
            double limit = afterDwell ? rules.wakeSeconds() : rules.silenceStandSeconds();
            if (stood > limit) {
                Reason reason =
                        new Reason(Reason.Rule.SILENCE, limit, stood, kept.timeMillis(k - 1), kept.timeMillis(k));
                cuts.add(new Cut(k - 1, k, reason));
            }
        }
        return cuts;
    }
}
