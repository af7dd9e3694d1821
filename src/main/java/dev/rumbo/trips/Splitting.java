package dev.rumbo.trips;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Cuts a trip where the user split it; what comes out is a trip however short it is. */
final class Splitting {

    private Splitting() {}

    /** @param run that the trip was built from */
    static List<Trip> split(TripRules rules, Kept kept, Run run, Trip trip, Corrections corrections) {
        TreeMap<Integer, List<Correction>> cuts = new TreeMap<>();
        for (Correction split : corrections.splitsNear(trip.startMillis(), trip.endMillis())) {
            int k = kept.indexOf(split.fromMillis());
            if (k > run.first() && k < run.last()) {
                cuts.computeIfAbsent(k, at -> new ArrayList<>()).add(split);
            }
        }
        if (cuts.isEmpty()) {
            return List.of(trip);
        }
        List<Trip> parts = new ArrayList<>();
        int first = run.first();
        Reason reason = run.startReason();
        Set<CorrectionId> before = Set.of();
        for (var cut : cuts.entrySet()) {
            Reason here = Reason.user(cut.getValue().get(0).fromMillis(), kept.timeMillis(cut.getKey()));
            Set<CorrectionId> splits = new HashSet<>();
            cut.getValue().forEach(split -> splits.add(split.id()));
            Run part = new Run(first, cut.getKey(), reason, here);
            parts.add(part(rules, kept, part, trip.deviceId(), false, corrections, before, splits));
            first = cut.getKey();
            reason = here;
            before = splits;
        }
        Run part = new Run(first, run.last(), reason, run.endReason());
        parts.add(part(rules, kept, part, trip.deviceId(), trip.open(), corrections, before, Set.of()));
        return parts;
    }

    private static Trip part(
            TripRules rules,
            Kept kept,
            Run run,
            String deviceId,
            boolean open,
            Corrections corrections,
            Set<CorrectionId> before,
            Set<CorrectionId> after) {
        Set<CorrectionId> splits = new HashSet<>(before);
        splits.addAll(after);
        return TripBuilder.part(rules, deviceId, kept, run, open, corrections)
                .with(Edits.of("", Edits.Purpose.NONE, splits));
    }
}
