package dev.rumbo.trips;

import dev.rumbo.trips.Barriers.Barrier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The positions between two barriers, understood alone. */
final class Island {

    private final TripRules rules;
    private final String deviceId;
    private final Track track;
    private final int from;
    private final Kept kept;
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
        this.kept = Cleaning.keep(rules, track, from, to);
        this.startReason =
                before.map(barrier -> barrier.reason(rules)).orElseGet(() -> Reason.dataEdge(track.timeMillis(from)));
        this.endReason =
                after.map(barrier -> barrier.reason(rules)).orElseGet(() -> Reason.dataEdge(track.timeMillis(to - 1)));
    }

    Kept kept() {
        return kept;
    }

    /** Time of the first raw position. */
    long startMillis() {
        return track.timeMillis(from);
    }

    /** The segments that start in the island, without the one that leads to the next island. */
    List<Segment> segments(boolean somethingFollows) {
        List<Segment> segments = new ArrayList<>();
        if (kept.size() < 2) {
            return segments;
        }
        List<Cut> cuts = new ArrayList<>(Dwells.of(rules, kept));
        cuts.addAll(silences(cuts));
        cuts.sort(Comparator.comparingInt(Cut::first).thenComparingInt(Cut::last));
        int current = 0;
        Reason reason = startReason;
        for (Cut cut : cuts) {
            if (cut.last() <= current && !(cut.first() == 0 && current == 0)) {
                continue;
            }
            if (cut.first() > current) {
                Run run = new Run(current, cut.first(), reason, cut.reason());
                trip(run, true)
                        .or(() -> Crossing.crumb(rules, deviceId, kept, run))
                        .ifPresent(segments::add);
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
            Run run = new Run(current, last, reason, endReason);
            Optional<Segment> trip = trip(run, somethingFollows);
            // Where nothing follows, what has begun may still become a trip.
            (trip.isPresent() || !somethingFollows ? trip : Crossing.crumb(rules, deviceId, kept, run))
                    .ifPresent(segments::add);
        }
        return segments;
    }

    private Optional<Segment> trip(Run run, boolean somethingFollows) {
        boolean open = !somethingFollows && run.last() == kept.size() - 1;
        return Walks.trim(rules, kept, run)
                .flatMap(trimmed ->
                        TripBuilder.build(rules, deviceId, kept, trimmed, open && trimmed.last() == run.last()))
                .map(Segment.class::cast);
    }

    /**
     * Silences that hide a stop. Right after a stop a shorter time to stand is enough: many phones sleep where they lie and
     * wake up only once the car has left.
     */
    private List<Cut> silences(List<Cut> dwells) {
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
