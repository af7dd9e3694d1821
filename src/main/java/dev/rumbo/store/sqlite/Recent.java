package dev.rumbo.store.sqlite;

import dev.rumbo.store.DeviceHead;
import dev.rumbo.store.DeviceUpdate;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.Trip;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest of a device as it was at one version of its head: what lies before is not known. Immutable.
 *
 * @param tail all positions from {@code tailFromMillis} on
 * @param tailFromMillis the greatest time where nothing is known
 * @param reachMillis how far before the last position computing has asked for positions
 * @param segments all that start at {@code segmentsFromMillis} or later, by their start
 * @param segmentsFromMillis the greatest time where nothing is known
 */
record Recent(
        DeviceHead head,
        Track tail,
        long tailFromMillis,
        long reachMillis,
        NavigableMap<Long, Segment> segments,
        long segmentsFromMillis) {

    /** Positions further back are read for late posts only. */
    private static final long LONGEST_TAIL = Duration.ofHours(12).toMillis();

    private static final long SLACK = Duration.ofHours(1).toMillis();

    /** The day of a trip and the one before. */
    private static final long SEGMENTS = Duration.ofDays(3).toMillis();

    private static final long MOST_SEGMENTS = Duration.ofDays(10).toMillis();

    private static final int HEAD_BYTES = 1_000;
    private static final int POSITION_BYTES = 32;
    private static final int SEGMENT_BYTES = 600;
    private static final int SLICE_BYTES = 60;

    static Recent of(DeviceHead head) {
        return new Recent(
                head,
                Track.EMPTY,
                Long.MAX_VALUE,
                0,
                Collections.unmodifiableNavigableMap(new TreeMap<>()),
                Long.MAX_VALUE);
    }

    /** Of a device with its first update: all that there is. */
    static Recent first(DeviceUpdate update) {
        return new Recent(
                        update.head(),
                        Track.EMPTY,
                        Long.MIN_VALUE,
                        0,
                        Collections.unmodifiableNavigableMap(new TreeMap<>()),
                        Long.MIN_VALUE)
                .with(update);
    }

    /** The positions of the span, which ends after all; empty where they are not known. */
    Optional<Track> positions(long fromMillis, long toMillis) {
        return fromMillis >= tailFromMillis ? Optional.of(tail.between(fromMillis, toMillis)) : Optional.empty();
    }

    /** Whether positions from that time on are worth remembering. */
    boolean wantsTail(long fromMillis, long toMillis) {
        return toMillis > head.last().timeMillis() && isYoung(fromMillis, LONGEST_TAIL);
    }

    Recent withTail(long fromMillis, Track newTail) {
        long reach = Math.max(reachMillis, Math.min(LONGEST_TAIL, head.last().timeMillis() - fromMillis));
        return new Recent(head, newTail, fromMillis, reach, segments, segmentsFromMillis);
    }

    Optional<List<Segment>> segments(long fromMillis, long toMillis) {
        return fromMillis >= segmentsFromMillis && fromMillis < toMillis
                ? Optional.of(List.copyOf(segments.subMap(fromMillis, toMillis).values()))
                : Optional.empty();
    }

    /** Whether it is known which segment is the last one that starts before a time. */
    boolean knowsSegmentBefore(long millis) {
        return segmentsFromMillis == Long.MIN_VALUE || segments.lowerKey(millis) != null;
    }

    Optional<Segment> segmentBefore(long millis) {
        return Optional.ofNullable(segments.lowerEntry(millis)).map(Map.Entry::getValue);
    }

    boolean wantsSegments(long fromMillis) {
        return isYoung(fromMillis, SEGMENTS);
    }

    Recent withSegments(long fromMillis, List<Segment> newSegments) {
        NavigableMap<Long, Segment> byStart = new TreeMap<>();
        newSegments.forEach(segment -> byStart.put(segment.startMillis(), segment));
        return new Recent(
                head, tail, tailFromMillis, reachMillis, Collections.unmodifiableNavigableMap(byStart), fromMillis);
    }

    /** The device after an update that was computed from this version. */
    Recent with(DeviceUpdate update) {
        NavigableMap<Long, Segment> changed = segments;
        if (!update.segments().isEmpty() || !update.removedSegments().isEmpty()) {
            changed = new TreeMap<>(segments);
            changed.keySet().removeAll(update.removedSegments());
            for (Segment segment : update.segments()) {
                if (segment.startMillis() >= segmentsFromMillis) {
                    changed.put(segment.startMillis(), segment);
                }
            }
        }
        return new Recent(
                        update.head(),
                        tail.minus(update.removed()).union(update.added().between(tailFromMillis, Long.MAX_VALUE)),
                        tailFromMillis,
                        reachMillis,
                        Collections.unmodifiableNavigableMap(changed),
                        segmentsFromMillis)
                .trimmed();
    }

    /** Without what is too old to be asked for, an hour of it at a time. */
    private Recent trimmed() {
        long last = head.last().timeMillis();
        Track newTail = tail;
        long tailFrom = tailFromMillis;
        if (!tail.isEmpty() && tail.timeMillis(0) < last - reachMillis - 2 * SLACK) {
            tailFrom = last - reachMillis - SLACK;
            newTail = tail.between(tailFrom, Long.MAX_VALUE);
        }
        NavigableMap<Long, Segment> newSegments = segments;
        long segmentsFrom = segmentsFromMillis;
        Long oldest = segments.floorKey(last - SEGMENTS);
        if (oldest != null && segments.firstKey() < last - MOST_SEGMENTS) {
            segmentsFrom = oldest;
            newSegments = Collections.unmodifiableNavigableMap(new TreeMap<>(segments.tailMap(oldest, true)));
        }
        return new Recent(head, newTail, tailFrom, reachMillis, newSegments, segmentsFrom);
    }

    /** Roughly what it takes of the heap. */
    int bytes() {
        long bytes = HEAD_BYTES + (long) POSITION_BYTES * tail.size();
        for (Segment segment : segments.values()) {
            bytes += SEGMENT_BYTES
                    + (segment instanceof Trip trip
                            ? SLICE_BYTES * trip.slices().size()
                            : 0);
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    private boolean isYoung(long fromMillis, long age) {
        long oldest = head.last().timeMillis() - age;
        return fromMillis >= oldest || head.first().timeMillis() >= oldest;
    }
}
