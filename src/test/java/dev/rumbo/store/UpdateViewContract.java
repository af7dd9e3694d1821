package dev.rumbo.store;

import static dev.rumbo.store.SampleTracks.track;
import static dev.rumbo.store.SampleTracks.trip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine's {@link TrackStore#forUpdates} must do: it may remember, and nobody can tell from what is stored. */
public abstract class UpdateViewContract {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final long T0 = 1_760_000_000_000L;
    private static final long HOUR = 3_600_000L;

    private TrackStore store;
    private TrackStore view;
    private Track positions = Track.EMPTY;
    private final NavigableMap<Long, Segment> segments = new TreeMap<>();

    /** Opens an empty store. */
    protected abstract TrackStore open();

    @BeforeEach
    void start() {
        store = open();
        view = store.forUpdates();
    }

    /** Mostly live, now and then late; the other writer is a correction or a rebuild. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void writersThatTakeTurnsFindOutAndLoseNothing(long seed) {
        Random random = new Random(seed);
        long now = T0;
        for (int i = 0; i < 60; i++) {
            now += random.nextInt(8) == 0 ? random.nextInt(30) * HOUR : 60_000;
            long at = random.nextInt(6) == 0 ? now - random.nextInt(40) * HOUR : now;
            TrackStore writer = random.nextInt(4) == 0 ? store : view;

            write(writer, random, at);

            assertThat(writer.findHead(CAR)).contains(head());
            assertAnswers(store, at, random);
            if (writer == view) {
                assertAnswers(view, at, random);
            }
        }
    }

    @Test
    void whatIsRememberedOutOfDateIsNeverWritten() {
        write(view, new Random(1), T0);
        DeviceHead remembered = view.findHead(CAR).orElseThrow();
        write(store, new Random(2), T0 + HOUR);

        Track added = track(T0 + 2 * HOUR, 3, 1_000);
        DeviceUpdate stale = update(remembered, added, Track.EMPTY, Set.of(), trip("car", T0 + 2 * HOUR));
        assertThatThrownBy(() -> view.apply(stale)).isInstanceOf(StaleDeviceException.class);

        assertThat(view.findHead(CAR)).contains(head());
        assertThat(view.positions(CAR, T0, Long.MAX_VALUE)).isEqualTo(positions);
        assertThat(view.segments(CAR, T0, Long.MAX_VALUE)).containsExactlyElementsOf(segments.values());
    }

    @Test
    void anErasedDeviceDoesNotComeBackByWhoRemembersIt() {
        write(view, new Random(1), T0);
        DeviceHead remembered = view.findHead(CAR).orElseThrow();

        store.erase(CAR);

        DeviceUpdate next =
                update(remembered, track(T0 + HOUR, 3, 1_000), Track.EMPTY, Set.of(), trip("car", T0 + HOUR));
        assertThatThrownBy(() -> view.apply(next)).isInstanceOf(StaleDeviceException.class);
        assertThat(view.findHead(CAR)).isEmpty();
        assertThat(view.positions(CAR, 0, Long.MAX_VALUE)).isEmpty();
        assertThat(store.positions(CAR, 0, Long.MAX_VALUE)).isEmpty();
    }

    private void write(TrackStore writer, Random random, long at) {
        Track added = track(at, 1 + random.nextInt(100), 1_000).minus(positions);
        Track unwanted = random.nextInt(4) == 0 ? positions.between(at - 2 * HOUR, at + HOUR) : Track.EMPTY;
        Segment segment = trip("car", at + random.nextInt(3) * HOUR);
        Set<Long> removed = random.nextInt(3) == 0 && !segments.isEmpty() ? Set.of(segments.lastKey()) : Set.<Long>of();
        for (boolean written = false; !written; ) {
            Optional<DeviceHead> known = writer.findHead(CAR);
            // As whoever computes an update does it.
            writer.positions(CAR, at - 3 * HOUR, at + 3 * HOUR);
            writer.segments(CAR, at - 3 * HOUR, Long.MAX_VALUE);
            writer.findSegmentBefore(CAR, at - 3 * HOUR);
            try {
                writer.apply(known.map(head -> update(head, added, unwanted, removed, segment))
                        .orElseGet(() -> first(added, segment)));
                written = true;
            } catch (StaleDeviceException theOtherWroteIt) {
                assertThat(writer).isSameAs(view);
            }
        }
        positions = positions.minus(unwanted).union(added);
        segments.keySet().removeAll(removed);
        segments.put(segment.startMillis(), segment);
    }

    private void assertAnswers(TrackStore reader, long at, Random random) {
        long from = at - random.nextInt(20) * HOUR;
        long to = at + random.nextInt(5) * HOUR;
        assertThat(reader.positions(CAR, from, to)).isEqualTo(positions.between(from, to));
        assertThat(reader.positions(CAR, from, Long.MAX_VALUE)).isEqualTo(positions.between(from, Long.MAX_VALUE));
        assertThat(reader.segments(CAR, from, Long.MAX_VALUE))
                .containsExactlyElementsOf(segments.tailMap(from, true).values());
        assertThat(reader.segments(CAR, from, to))
                .containsExactlyElementsOf(
                        segments.subMap(from, Math.max(from, to)).values());
        assertThat(reader.findSegmentBefore(CAR, from))
                .isEqualTo(Optional.ofNullable(segments.lowerEntry(from)).map(Map.Entry::getValue));
        assertThat(reader.findSegmentFrom(CAR, from))
                .isEqualTo(Optional.ofNullable(segments.ceilingEntry(from)).map(Map.Entry::getValue));
    }

    private DeviceHead head() {
        return store.findHead(CAR).orElseThrow();
    }

    private static DeviceUpdate first(Track added, Segment segment) {
        DeviceHead head = new DeviceHead(CAR, 1, added.get(0), added.get(added.size() - 1));
        return new DeviceUpdate(head, added, Set.of(), List.of(segment), Set.of(), List.of());
    }

    private DeviceUpdate update(DeviceHead known, Track added, Track unwanted, Set<Long> removed, Segment segment) {
        Track left = positions.minus(unwanted).union(added);
        Position first = left.isEmpty() ? known.first() : left.get(0);
        Position last = left.isEmpty() ? known.last() : left.get(left.size() - 1);
        DeviceHead head = new DeviceHead(CAR, known.version() + 1, first, last);
        return new DeviceUpdate(
                head, added, unwanted, removed, List.of(segment), Set.of(), List.of(), Set.of(), List.of());
    }
}
