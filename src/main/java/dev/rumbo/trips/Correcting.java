package dev.rumbo.trips;

import dev.rumbo.trips.Correction.Describe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Applies corrections to the segments that were found, which are cut at the user's splits already.
 *
 * <p>First what a delete covers by half or more goes. Then two neighbors become one where a merge speaks about both and
 * no newer split lies between them. What comes out is described. Whether a delete or a merge came first does not matter.
 */
final class Correcting {

    private final Corrections corrections;
    private final Used used;
    /** The pieces of the trip in the making. */
    private final List<Segment> chain = new ArrayList<>();

    private final Set<CorrectionId> merging = new HashSet<>();
    private final List<Segment> result = new ArrayList<>();

    private Correcting(Corrections corrections, Used used) {
        this.corrections = corrections;
        this.used = used;
    }

    /** Counts the used positions of a device. */
    interface Used {

        /** From one time to another, both included. */
        int between(long fromMillis, long toMillis);
    }

    /** @param found in time order */
    static List<Segment> apply(Corrections corrections, List<Segment> found, Used used) {
        if (corrections.isEmpty()) {
            return found;
        }
        Correcting correcting = new Correcting(corrections, used);
        found.stream().filter(segment -> !correcting.deletes(segment)).forEach(correcting::add);
        correcting.finish();
        return correcting.result;
    }

    /** @param given as they were corrected before */
    static List<Segment> describe(List<Segment> given, Corrections corrections, Set<CorrectionId> undone) {
        Correcting correcting = new Correcting(corrections, (from, to) -> 0);
        return given.stream()
                .map(segment -> segment instanceof Trip trip ? correcting.describedAnew(trip, undone) : segment)
                .toList();
    }

    private Trip describedAnew(Trip trip, Set<CorrectionId> undone) {
        Set<CorrectionId> descriptions = ids(corrections.descriptionsNear(trip.startMillis(), trip.endMillis()));
        return described(trip.with(Edits.of(
                "",
                Edits.Purpose.NONE,
                trip.edits().corrections().stream()
                        .filter(id -> !undone.contains(id) && !descriptions.contains(id))
                        .toList())));
    }

    private boolean deletes(Segment segment) {
        return corrections.deletesNear(segment.startMillis(), segment.endMillis()).stream()
                .anyMatch(delete -> coversHalf(delete, segment));
    }

    private void add(Segment next) {
        if (!chain.isEmpty()) {
            Border border = border(chain.get(chain.size() - 1), next);
            merging.addAll(border.corrections());
            if (!border.gone()) {
                finish();
                merging.addAll(border.corrections());
            }
        }
        chain.add(next);
    }

    private void finish() {
        if (!chain.isEmpty()) {
            Segment first = chain.get(0);
            result.add(chain.size() > 1 ? described(joined()) : first instanceof Trip trip ? described(trip) : first);
        }
        chain.clear();
        merging.clear();
    }

    /** @param corrections that made the border or took it away */
    private record Border(boolean gone, Set<CorrectionId> corrections) {

        static final Border AS_FOUND = new Border(false, Set.of());
    }

    private Border border(Segment previous, Segment next) {
        // A cut by the user stands: a split that a newer merge contradicts is no cut.
        if (next.startReason().rule() == Reason.Rule.USER) {
            return Border.AS_FOUND;
        }
        List<Correction> merges = corrections.mergesNear(previous.endMillis(), next.startMillis()).stream()
                .filter(merge -> merge.fromMillis() < previous.endMillis() && next.startMillis() < merge.toMillis())
                .toList();
        if (merges.isEmpty()) {
            return Border.AS_FOUND;
        }
        long newest = merges.stream().mapToLong(Correction::sequence).max().orElseThrow();
        long from = previous instanceof Gap ? previous.startMillis() : previous.endMillis();
        long to = next instanceof Gap ? next.endMillis() : next.startMillis();
        List<Correction> splits = corrections.splitsNear(from, to).stream()
                .filter(split -> split.sequence() > newest)
                .toList();
        return splits.isEmpty() ? new Border(true, ids(merges)) : new Border(false, ids(splits));
    }

    private static Set<CorrectionId> ids(List<Correction> corrections) {
        Set<CorrectionId> ids = new HashSet<>();
        corrections.forEach(correction -> ids.add(correction.id()));
        return ids;
    }

    /** All that is known of the pieces adds up; the stops between them are idle and the gaps unknown. */
    private Trip joined() {
        Segment first = chain.get(0);
        Segment last = chain.get(chain.size() - 1);
        Slicer slicer = new Slicer(first.startMillis(), last.endMillis());
        long atMillis = first.startMillis();
        long bySpeed = 0;
        boolean open = false;
        for (Segment piece : chain) {
            slicer.idle(atMillis, piece.startMillis(), 0);
            atMillis = piece.endMillis();
            if (piece instanceof Trip trip) {
                trip.slices().forEach(slicer::add);
                merging.addAll(trip.edits().corrections());
                bySpeed += trip.distanceMillimeters() * (trip.distanceSource() == Trip.DistanceSource.SPEED ? 1 : -1);
                open = trip.open();
            } else if (piece instanceof Gap gap) {
                slicer.unknown(gap.startMillis(), gap.endMillis(), gap.unknownMillimeters() / 1000.0);
                open = false;
            }
        }
        return Trip.of(
                first.deviceId(),
                first.startMillis(),
                last.endMillis(),
                first.from(),
                last.to(),
                slicer.slices(),
                used.between(first.startMillis(), last.endMillis()),
                open,
                bySpeed > 0 ? Trip.DistanceSource.SPEED : Trip.DistanceSource.PATH,
                first.startReason(),
                last.endReason());
    }

    private Trip described(Trip trip) {
        Set<CorrectionId> applied = new HashSet<>(merging);
        applied.addAll(trip.edits().corrections());
        Optional<Correction> named = Optional.empty();
        Optional<Correction> marked = Optional.empty();
        for (Correction correction : corrections.descriptionsNear(trip.startMillis(), trip.endMillis())) {
            if (correction.change() instanceof Describe describe && isAbout(correction, trip)) {
                named = describe.name().isPresent() ? newer(named, correction) : named;
                marked = describe.purpose().isPresent() ? newer(marked, correction) : marked;
            }
        }
        named.ifPresent(correction -> applied.add(correction.id()));
        marked.ifPresent(correction -> applied.add(correction.id()));
        return trip.with(Edits.of(
                named.flatMap(correction -> describe(correction).name()).orElse(""),
                marked.flatMap(correction -> describe(correction).purpose()).orElse(Edits.Purpose.NONE),
                applied));
    }

    private static Describe describe(Correction correction) {
        return (Describe) correction.change();
    }

    private static Optional<Correction> newer(Optional<Correction> one, Correction other) {
        return one.filter(known -> known.sequence() > other.sequence()).or(() -> Optional.of(other));
    }

    /** At least half of the one lies in the other: so both parts of a split trip keep its name, and a merged trip does. */
    private static boolean isAbout(Correction correction, Segment trip) {
        return coversHalf(correction, trip)
                || 2 * overlap(correction, trip) >= correction.toMillis() - correction.fromMillis();
    }

    private static boolean coversHalf(Correction correction, Segment segment) {
        return 2 * overlap(correction, segment) >= segment.endMillis() - segment.startMillis();
    }

    private static long overlap(Correction correction, Segment segment) {
        return Math.min(correction.toMillis(), segment.endMillis())
                - Math.max(correction.fromMillis(), segment.startMillis());
    }
}
