package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.accounts.View;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.store.Page;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The stored positions of a device, a part at a time. */
@ApplicationScoped
public class Positions {

    /** Fewer reads than pages of a screen would take, and some 200 KB at once. */
    private static final int PART = 5_000;

    /** How many positions with equal times are met before a page is read a second time. */
    private static final int EXPECTED_TIES = 8;

    private static final long SEGMENTS_PER_READ_MILLIS = Duration.ofDays(31).toMillis();

    private final Sights sights;

    @Inject
    Positions(Sights sights) {
        this.sights = sights;
    }

    /** Receives a span of positions in their total order, cut where trips begin and end. */
    public interface Sink {

        /** @param route the positions of the trip inside the span, not only those that the cleaning kept; never empty */
        void trip(Trip trip, Track route);

        /** @param part positions outside trips; a longer run comes in several parts */
        void outside(Track part);
    }

    /**
     * Positions in their total order.
     *
     * @param next what the page before handed out
     * @throws IllegalArgumentException where {@code next} is nothing that this method handed out
     */
    public Page<Position> page(
            Viewer viewer, DeviceKey device, long fromMillis, long toMillis, int limit, Optional<String> next) {
        Optional<Position> after = next.map(PositionCursor::parse);
        Track found = after(
                sights.of(viewer, Looked.span(View.Kind.POSITIONS, fromMillis, toMillis)),
                device,
                fromMillis,
                toMillis,
                limit + 1,
                after);
        if (found.size() <= limit) {
            return new Page<>(found, Optional.empty());
        }
        return new Page<>(found.slice(0, limit), Optional.of(PositionCursor.of(found.get(limit - 1))));
    }

    /** Where files say that recording broke off, as far as the viewer may know. */
    public Corrections borders(Viewer viewer, DeviceKey device, long fromMillis, long toMillis) {
        return sights.of(viewer, Looked.span(View.Kind.POSITIONS, fromMillis, toMillis))
                .borders(device, fromMillis, toMillis);
    }

    /** Hands over all positions of the span, in parts. */
    public void forEachPart(Viewer viewer, DeviceKey device, long fromMillis, long toMillis, Consumer<Track> sink) {
        forEachPart(
                sights.of(viewer, Looked.span(View.Kind.POSITIONS, fromMillis, toMillis)),
                device,
                fromMillis,
                toMillis,
                sink);
    }

    private static void forEachPart(
            Sight tracks, DeviceKey device, long fromMillis, long toMillis, Consumer<Track> sink) {
        Optional<Position> last = Optional.empty();
        Track part;
        do {
            part = after(tracks, device, fromMillis, toMillis, PART, last);
            if (!part.isEmpty()) {
                sink.accept(part);
                last = Optional.of(part.get(part.size() - 1));
            }
        } while (part.size() == PART);
    }

    /** Hands over all positions of the span, trip by trip. */
    public void forEachRun(Viewer viewer, DeviceKey device, long fromMillis, long toMillis, Sink sink) {
        Sight tracks = sights.of(viewer, Looked.span(View.Kind.POSITIONS, fromMillis, toMillis));
        Walk walk = new Walk(tracks, device, fromMillis, toMillis, sink);
        tracks.findSegmentBefore(device, fromMillis)
                .filter(segment -> segment.endMillis() >= fromMillis)
                .ifPresent(walk::on);
        Optional<Segment> next = tracks.findSegmentFrom(device, fromMillis);
        while (next.isPresent() && next.get().startMillis() < toMillis) {
            long start = next.get().startMillis();
            long end = start < toMillis - SEGMENTS_PER_READ_MILLIS ? start + SEGMENTS_PER_READ_MILLIS : toMillis;
            tracks.segments(device, start, end).forEach(walk::on);
            next = tracks.findSegmentFrom(device, end);
        }
        walk.finish();
    }

    /** The first {@code count} positions of the span that come after the given one. */
    private static Track after(
            Sight tracks, DeviceKey device, long fromMillis, long toMillis, int count, Optional<Position> last) {
        if (last.isEmpty()) {
            return tracks.positions(device, fromMillis, toMillis, count);
        }
        long start = Math.max(fromMillis, last.get().timeMillis());
        int ask = count + EXPECTED_TIES;
        while (true) {
            Track found = tracks.positions(device, start, toMillis, ask);
            int skip = 0;
            while (skip < found.size() && found.get(skip).compareTo(last.get()) <= 0) {
                skip++;
            }
            if (found.size() < ask || found.size() - skip >= count) {
                return found.slice(skip, Math.min(found.size(), skip + count));
            }
            ask *= 2;
        }
    }

    /** Cuts a span at the trips in it. */
    private static final class Walk {

        private final Sight tracks;
        private final DeviceKey device;
        private final long toMillis;
        private final Sink sink;
        private long atMillis;

        Walk(Sight tracks, DeviceKey device, long fromMillis, long toMillis, Sink sink) {
            this.tracks = tracks;
            this.device = device;
            this.toMillis = toMillis;
            this.sink = sink;
            this.atMillis = fromMillis;
        }

        void on(Segment segment) {
            if (!(segment instanceof Trip trip)) {
                return;
            }
            if (trip.startMillis() > atMillis) {
                forEachPart(tracks, device, atMillis, trip.startMillis(), sink::outside);
            }
            long end = Math.min(trip.endMillis() + 1, toMillis);
            Track route = tracks.positions(device, Math.max(atMillis, trip.startMillis()), end);
            if (!route.isEmpty()) {
                sink.trip(trip, route);
            }
            atMillis = end;
        }

        void finish() {
            if (atMillis < toMillis) {
                forEachPart(tracks, device, atMillis, toMillis, sink::outside);
            }
        }
    }

    /** A position as text: with all its values, so that what arrives between two pages moves no border. */
    static final class PositionCursor {

        private static final String SEPARATOR = ".";
        private static final int PARTS = 7;

        private PositionCursor() {}

        static String of(Position position) {
            List<Long> values = List.of(
                    position.timeMillis(),
                    (long) position.latitudeE7(),
                    (long) position.longitudeE7(),
                    (long) position.speedCentimetersPerSecond(),
                    (long) position.courseDecidegrees(),
                    (long) position.altitudeDecimeters(),
                    (long) position.accuracyDecimeters());
            return String.join(
                    SEPARATOR,
                    values.stream()
                            .map(value -> Long.toString(value, Character.MAX_RADIX))
                            .toList());
        }

        static Position parse(String text) {
            String[] parts = text.split("\\.", -1);
            if (parts.length != PARTS) {
                throw new IllegalArgumentException("not a position: " + text);
            }
            return new Position(
                    Long.parseLong(parts[0], Character.MAX_RADIX),
                    Integer.parseInt(parts[1], Character.MAX_RADIX),
                    Integer.parseInt(parts[2], Character.MAX_RADIX),
                    Integer.parseInt(parts[3], Character.MAX_RADIX),
                    Integer.parseInt(parts[4], Character.MAX_RADIX),
                    Integer.parseInt(parts[5], Character.MAX_RADIX),
                    Integer.parseInt(parts[6], Character.MAX_RADIX));
        }
    }
}
