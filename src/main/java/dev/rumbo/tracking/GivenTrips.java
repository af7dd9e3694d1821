package dev.rumbo.tracking;

import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Splice;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import dev.rumbo.trips.TripDetector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The segments in front of a device's frontier. What they follow from is stored no more, so nothing works them out again: they stay, their
 * owner may name them, something may follow the last of them, and they can go.
 */
final class GivenTrips {

    private final TrackStore store;

    GivenTrips(TrackStore store) {
        this.store = store;
    }

    /**
     * A splice that leaves given segments alone, except for what the change says of them.
     *
     * @param found what is found anew, from the frontier on
     */
    Splice with(DeviceHead head, Change change, Splice found) {
        long border = head.segmentsFromMillis();
        long from = Math.min(firstDescribed(change, border), firstClosed(head, change, border));
        if (from >= border) {
            return found;
        }
        from = store.findSegmentBefore(head.device(), from + 1)
                .map(Segment::startMillis)
                .orElse(from);
        List<Correction> corrections = new ArrayList<>(DeviceRecomputation.near(store, head, from, border));
        corrections.addAll(change.made());
        corrections.removeAll(change.undone());
        Set<CorrectionId> undone = new HashSet<>();
        change.undone().forEach(correction -> undone.add(correction.id()));
        // What a correction is cut to has its id.
        change.made().forEach(correction -> undone.remove(correction.id()));
        List<Segment> segments = store.segments(head.device(), from, found.fromMillis());
        List<Segment> given = segments.stream()
                .filter(segment -> segment.startMillis() < border)
                .toList();
        List<Segment> all = new ArrayList<>(TripDetector.described(given, Corrections.of(corrections), undone));
        if (follows(change, border) && !all.isEmpty() && all.get(all.size() - 1) instanceof Trip last) {
            all.set(all.size() - 1, last.closed());
        }
        all.addAll(segments.subList(given.size(), segments.size()));
        all.addAll(found.segments());
        return new Splice(from, found.toMillis(), all);
    }

    /** Start of the first given segment that a new description, or one that is no more, may be about. */
    private long firstDescribed(Change change, long border) {
        return Stream.concat(change.made().stream(), change.undone().stream())
                .filter(correction -> correction.change() instanceof Correction.Describe)
                .mapToLong(Correction::fromMillis)
                .filter(from -> from < border)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Start of the last given trip where it was under way and something follows now. */
    private long firstClosed(DeviceHead head, Change change, long border) {
        return Optional.of(change)
                .filter(some -> follows(some, border))
                .flatMap(some -> store.findSegmentBefore(head.device(), border))
                .filter(last -> last instanceof Trip trip && trip.open())
                .map(Segment::startMillis)
                .orElse(Long.MAX_VALUE);
    }

    private static boolean follows(Change change, long border) {
        Track added = change.added();
        return !added.isEmpty() && added.timeMillis(added.size() - 1) > border;
    }

    /** Given segments without some; empty where all stay. */
    Optional<Splice> without(DeviceHead head, long fromMillis, long border, Predicate<Segment> gone) {
        long from = store.findSegmentBefore(head.device(), fromMillis)
                .map(Segment::startMillis)
                .orElse(fromMillis);
        List<Segment> given = store.segments(head.device(), from, border);
        List<Segment> left = given.stream().filter(gone.negate()).toList();
        return left.size() == given.size() ? Optional.empty() : Optional.of(new Splice(from, border, left));
    }

    /** What stands for the first position of a device behind a frontier: the first that is told of it, or that is stored. */
    Position first(DeviceHead head, long positionsFromMillis, long border, Optional<Splice> removing) {
        Optional<Segment> first = removing.flatMap(
                        splice -> splice.segments().stream().findFirst())
                .or(() -> store.findSegmentFrom(
                        head.device(), removing.map(Splice::toMillis).orElse(Long.MIN_VALUE)))
                .filter(segment -> segment.startMillis() < border);
        long since = removing.isPresent() ? Long.MAX_VALUE : head.first().timeMillis();
        return first.map(segment ->
                        Position.of(Instant.ofEpochMilli(Math.min(since, segment.startMillis())), segment.from()))
                .or(() -> store.positions(head.device(), positionsFromMillis, Long.MAX_VALUE, 1).stream()
                        .findFirst())
                .orElseGet(() -> Position.of(Instant.ofEpochMilli(border), DeviceHead.NOWHERE.coordinate()));
    }
}
