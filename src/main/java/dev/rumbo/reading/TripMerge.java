package dev.rumbo.reading;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.Page;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.SegmentId;
import dev.rumbo.trips.Trip;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The trips of many devices in one order, read a piece at a time.
 *
 * <p>Each device contributes its next trip to a heap. A device is read further only once its trip was taken, so that a
 * page costs a read or two for each device and holds no more than what it returns and one piece of each device taken.
 */
final class TripMerge {

    private static final Comparator<Trip> ORDER =
            Comparator.comparingLong(Trip::startMillis).thenComparing(Trip::deviceId);

    /** A year of one device in one read, a day of each of many: about as much as a page can use. */
    private static final long YEAR_MILLIS = Duration.ofDays(366).toMillis();

    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private final Sight tracks;
    private final List<DeviceHead> devices;
    private final long fromMillis;
    private final long toMillis;
    private final Optional<SegmentId> after;
    private final long pieceMillis;

    /** @param after the last trip of the page before */
    TripMerge(Sight tracks, List<DeviceHead> devices, long fromMillis, long toMillis, Optional<SegmentId> after) {
        this.tracks = tracks;
        this.devices = devices;
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
        this.after = after;
        this.pieceMillis = Math.max(DAY_MILLIS, YEAR_MILLIS / Math.max(1, devices.size()));
    }

    Page<Trip> page(int limit) {
        PriorityQueue<Cursor> cursors = new PriorityQueue<>(Comparator.comparing(Cursor::peek, ORDER));
        for (DeviceHead head : devices) {
            Cursor cursor = new Cursor(head.device());
            if (cursor.advance()) {
                cursors.add(cursor);
            }
        }
        List<Trip> trips = new ArrayList<>();
        while (!cursors.isEmpty() && trips.size() < limit) {
            Cursor cursor = cursors.remove();
            trips.add(cursor.take());
            if (cursor.advance()) {
                cursors.add(cursor);
            }
        }
        Optional<String> next = cursors.isEmpty()
                ? Optional.empty()
                : Optional.of(trips.get(trips.size() - 1).id());
        return new Page<>(trips, next);
    }

    /** Reads the trips of one device in order. */
    private final class Cursor {

        private final DeviceKey device;
        private final Deque<Trip> ahead = new ArrayDeque<>();
        /** Every segment that starts before was read. */
        private long readMillis;

        Cursor(DeviceKey device) {
            this.device = device;
            long start = after.map(this::firstStartAfter).orElse(Long.MIN_VALUE);
            if (start < fromMillis) {
                // The one segment that began before the span and may reach into it.
                tracks.findSegmentBefore(device, fromMillis)
                        .filter(segment -> segment.startMillis() >= start && segment.endMillis() > fromMillis)
                        .ifPresent(this::add);
            }
            readMillis = Math.max(start, fromMillis);
        }

        Trip peek() {
            return ahead.element();
        }

        Trip take() {
            return ahead.remove();
        }

        /** Reads until a trip is at hand. False where there is none any more. */
        boolean advance() {
            while (ahead.isEmpty() && readMillis < toMillis) {
                Optional<Segment> first =
                        tracks.findSegmentFrom(device, readMillis).filter(segment -> segment.startMillis() < toMillis);
                if (first.isEmpty()) {
                    readMillis = toMillis;
                } else {
                    long start = first.get().startMillis();
                    long end = start < toMillis - pieceMillis ? start + pieceMillis : toMillis;
                    tracks.segments(device, start, end).forEach(this::add);
                    readMillis = end;
                }
            }
            return !ahead.isEmpty();
        }

        private void add(Segment segment) {
            if (segment instanceof Trip trip) {
                ahead.add(trip);
            }
        }

        private long firstStartAfter(SegmentId last) {
            return device.deviceId().compareTo(last.deviceId()) > 0 ? last.startMillis() : last.startMillis() + 1;
        }
    }
}
