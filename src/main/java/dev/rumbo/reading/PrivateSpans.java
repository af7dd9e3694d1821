package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Edits.Purpose;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Trip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * When a device was on a way that its owner called private, and stood where that ended.
 *
 * <p>The owner's word counts, not only the trips that it made private: rules that an administrator chooses may find another trip there or
 * none, and the owner may delete what was found. A newer word about the same time takes it back.
 */
final class PrivateSpans {

    static final PrivateSpans NONE = new PrivateSpans(List.of());

    private final List<Span> spans;

    private PrivateSpans(List<Span> spans) {
        this.spans = spans;
    }

    /** @param toMillis not included */
    private record Span(long fromMillis, long toMillis) {

        boolean overlaps(long from, long to) {
            return fromMillis < to && from < toMillis;
        }
    }

    /** Those that reach into a stretch of time, as long as they last. */
    static PrivateSpans of(TrackStore tracks, DeviceHead head, long fromMillis, long toMillis) {
        if (head.corrected().lastSequence() == 0) {
            return NONE;
        }
        DeviceKey device = head.device();
        long lower = Math.min(fromMillis, lastTripStart(tracks, head, fromMillis));
        List<Trip> trips = tracks.segments(device, lower, toMillis).stream()
                .filter(Trip.class::isInstance)
                .map(Trip.class::cast)
                .toList();
        List<Span> ways = new ArrayList<>(said(tracks.corrections(device, lower, toMillis)));
        for (Trip trip : trips) {
            if (trip.edits().purpose() == Purpose.PRIVATE) {
                ways.add(new Span(trip.startMillis(), trip.endMillis()));
            }
        }
        return new PrivateSpans(ways.stream()
                .map(way -> new Span(way.fromMillis(), nextStart(trips, way.toMillis())))
                .sorted(Comparator.comparingLong(Span::fromMillis))
                .toList());
    }

    /** Whether any of the time from one instant to the other, both included, is private. */
    boolean overlap(long fromMillis, long toMillis) {
        return spans.stream().anyMatch(span -> span.overlaps(fromMillis, toMillis + 1));
    }

    boolean overlap(Segment segment) {
        return overlap(segment.startMillis(), segment.endMillis() - (segment instanceof Trip ? 1 : 0));
    }

    /** Since when it is private at an instant; {@link Long#MAX_VALUE} where it is not. */
    long since(long millis) {
        return spans.stream()
                .filter(span -> span.overlaps(millis, millis + 1))
                .mapToLong(Span::fromMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Of the last trip that began before, or with, the stretch: what was said of what lies before it reaches no further. */
    private static long lastTripStart(TrackStore tracks, DeviceHead head, long millis) {
        Optional<Segment> before = tracks.findSegmentBefore(head.device(), millis + 1);
        while (before.isPresent() && !(before.get() instanceof Trip)) {
            before = tracks.findSegmentBefore(head.device(), before.get().startMillis());
        }
        return before.map(Segment::startMillis).orElse(head.first().timeMillis());
    }

    /** Times that are called private and by no newer word anything else. */
    private static List<Span> said(List<Correction> corrections) {
        List<Correction> marks = corrections.stream()
                .filter(correction -> purpose(correction).isPresent())
                .sorted(Comparator.comparingLong(Correction::sequence))
                .toList();
        List<Span> said = new ArrayList<>();
        for (Correction mark : marks) {
            Span about = new Span(mark.fromMillis(), mark.toMillis());
            said = new ArrayList<>(
                    said.stream().flatMap(span -> without(span, about).stream()).toList());
            if (purpose(mark).equals(Optional.of(Purpose.PRIVATE))) {
                said.add(about);
            }
        }
        return said;
    }

    private static Optional<Purpose> purpose(Correction correction) {
        return correction.change() instanceof Describe describe ? describe.purpose() : Optional.empty();
    }

    private static List<Span> without(Span span, Span taken) {
        if (!span.overlaps(taken.fromMillis(), taken.toMillis())) {
            return List.of(span);
        }
        List<Span> left = new ArrayList<>();
        if (span.fromMillis() < taken.fromMillis()) {
            left.add(new Span(span.fromMillis(), taken.fromMillis()));
        }
        if (taken.toMillis() < span.toMillis()) {
            left.add(new Span(taken.toMillis(), span.toMillis()));
        }
        return left;
    }

    /** Where the way ended stays hidden until the device drives on. */
    private static long nextStart(List<Trip> trips, long millis) {
        return trips.stream()
                .mapToLong(Trip::startMillis)
                .filter(start -> start >= millis)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
