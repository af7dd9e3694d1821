package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Correction.Change;
import dev.rumbo.trips.Correction.Delete;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Correction.Merge;
import dev.rumbo.trips.Correction.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds whatever is corrected and whenever, tried on made-up days. */
class CorrectionsPropertiesTest {

    private static final long HOUR = 3_600_000L;
    private static final String DEVICE = "d1";

    private final TripDetector detector = new TripDetector(TripRules.DEFAULT);

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("seeds", 60));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void splicesInAnyOrderOfPositionsAndCorrectionsGiveTheDefinition(long seed) {
        Random random = new Random(seed);
        Device device = new Device(random);
        List<Position> positions = new ArrayList<>(RandomTracks.of(seed));
        List<List<Position>> batches = new ArrayList<>();
        for (int i = 0; i < positions.size(); ) {
            int end = Math.min(positions.size(), i + 1 + random.nextInt(300));
            batches.add(positions.subList(i, end));
            i = end;
        }
        Collections.shuffle(batches, random);
        for (List<Position> batch : batches) {
            device.add(Track.of(batch));
            for (int i = random.nextInt(3); i > 0; i--) {
                device.correctOrUndo();
            }
        }
        for (int i = 0; i < 20; i++) {
            device.correctOrUndo();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void undoingEverythingLeavesNoTrace(long seed) {
        Device device = new Device(new Random(seed));
        device.add(Track.of(RandomTracks.of(seed)));
        List<Segment> found = device.segments();
        for (int i = 0; i < 12; i++) {
            device.correct();
        }
        while (!device.corrections.isEmpty()) {
            device.undo();
        }
        assertThat(device.segments()).isEqualTo(found);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderInWhichCorrectionsAreKnownDoesNotMatter(long seed) {
        Random random = new Random(seed);
        Device device = new Device(random);
        device.add(Track.of(RandomTracks.of(seed)));
        for (int i = 0; i < 12; i++) {
            device.correct();
        }
        List<Correction> shuffled = new ArrayList<>(device.corrections);
        Collections.shuffle(shuffled, random);
        assertThat(detector.detect(DEVICE, device.all, Corrections.of(shuffled)).segments())
                .isEqualTo(device.segments());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void correctedTripsAddUpAndTile(long seed) {
        Device device = new Device(new Random(seed));
        device.add(Track.of(RandomTracks.of(seed)));
        List<Verdict> verdicts = detector.verdicts(device.all);
        for (int i = 0; i < 12; i++) {
            device.correct();
        }
        Timeline timeline = detector.detect(DEVICE, device.all, Corrections.of(device.corrections));
        for (Trip trip : timeline.trips()) {
            assertThat(trip.drivingSeconds() + trip.idleSeconds() + trip.unknownSeconds())
                    .isEqualTo((int) ((trip.endMillis() - trip.startMillis() + 500) / 1000));
            assertThat(trip.slices()).allSatisfy(slice -> {
                assertThat(slice.quarterStartMillis() % 900_000).isZero();
                assertThat(List.of(slice.drivingSeconds(), slice.idleSeconds(), slice.unknownSeconds()))
                        .allMatch(seconds -> seconds >= 0 && seconds <= 900);
            });
            long used = LongStream.range(
                            device.all.indexOf(trip.startMillis()), device.all.indexOf(trip.endMillis() + 1))
                    .filter(i -> verdicts.get((int) i) == Verdict.KEPT)
                    .count();
            assertThat((long) trip.positionCount()).isEqualTo(used);
        }
        long reached = device.all.timeMillis(0);
        TreeMap<Long, Long> spans = new TreeMap<>();
        timeline.segments().forEach(segment -> spans.put(segment.startMillis(), segment.endMillis()));
        timeline.stops().forEach(stop -> spans.put(stop.startMillis(), stop.endMillis()));
        assertThat(spans).hasSize(timeline.segments().size() + timeline.stops().size());
        for (var span : spans.entrySet()) {
            assertThat(span.getKey()).isEqualTo(reached);
            reached = span.getValue();
        }
        assertThat(reached).isEqualTo(device.all.timeMillis(device.all.size() - 1));
    }

    /** A store that is kept up to date by splices only, as the consumer of the stream and the API do it. */
    private final class Device {

        private final Random random;
        private final TreeMap<Long, Segment> stored = new TreeMap<>();
        private final List<Correction> corrections = new ArrayList<>();
        private Track all = Track.EMPTY;
        private long sequence;
        private int imports;

        Device(Random random) {
            this.random = random;
        }

        List<Segment> segments() {
            return List.copyOf(stored.values());
        }

        void add(Track batch) {
            all = all.union(batch);
            recompute(batch.timeMillis(0), batch.timeMillis(batch.size() - 1));
        }

        void correctOrUndo() {
            if (!corrections.isEmpty() && random.nextInt(3) == 0) {
                undo();
            } else {
                correct();
            }
        }

        void correct() {
            Change change = change();
            Correction made =
                    change instanceof Border border ? Correction.of(border) : new Correction(++sequence, 0, change);
            corrections.add(made);
            recompute(made.fromMillis(), made.toMillis());
        }

        void undo() {
            Correction undone = corrections.remove(random.nextInt(corrections.size()));
            recompute(undone.fromMillis(), undone.toMillis());
        }

        /** Mostly about segments that are there, sometimes about any time. */
        private Change change() {
            long first = all.timeMillis(0) - HOUR;
            long from = first + (long) (random.nextDouble() * (all.timeMillis(all.size() - 1) + HOUR - first));
            long to = from + 1 + random.nextInt((int) (3 * HOUR));
            if (!stored.isEmpty() && random.nextInt(6) > 0) {
                int i = random.nextInt(stored.size());
                from = segments().get(i).startMillis();
                int j = Math.min(stored.size() - 1, i + (random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0));
                to = segments().get(j).endMillis();
            }
            return switch (random.nextInt(8)) {
                case 0, 1 -> new Merge(from, Math.min(to, from + Correction.LONGEST_MERGE.toMillis()));
                case 2 -> new Split(from + (long) (random.nextDouble() * (to - from)));
                case 3 -> new Delete(from, to);
                case 4, 5, 6 -> border(from + (long) (random.nextDouble() * (to - from)));
                default ->
                    new Describe(
                            from,
                            to,
                            random.nextBoolean() ? Optional.of("name " + random.nextInt(3)) : Optional.empty(),
                            random.nextBoolean()
                                    ? Optional.of(Edits.Purpose.values()[random.nextInt(3)])
                                    : Optional.empty());
            };
        }

        /** Mostly between two positions, sometimes anywhere. */
        private Border border(long near) {
            int i = Math.min(all.size() - 2, Math.max(0, all.indexOf(near)));
            long from = all.timeMillis(i) - (random.nextInt(4) == 0 ? random.nextInt(10_000) : 0);
            long to = all.timeMillis(i + 1) + (random.nextInt(4) == 0 ? random.nextInt(10_000) : 0);
            return new Border(
                    from, Math.max(from + 1, Math.min(to, from + Border.LONGEST.toMillis())), "import " + imports++);
        }

        private void recompute(long first, long last) {
            long width = 1 + random.nextInt((int) (3 * HOUR));
            Optional<Splice> splice = Optional.empty();
            while (splice.isEmpty()) {
                long from = first - width;
                long to = last + width + 1;
                boolean startsAtFirst = all.timeMillis(0) >= from;
                boolean endsAtLast = all.timeMillis(all.size() - 1) < to;
                List<Correction> near = corrections.stream()
                        .filter(correction -> correction.overlaps(from, to))
                        .toList();
                splice = detector.recompute(
                        DEVICE, all.between(from, to), startsAtFirst, endsAtLast, first, last, Corrections.of(near));
                assertThat(splice.isPresent() || !startsAtFirst || !endsAtLast).isTrue();
                width *= 2;
            }
            Splice change = splice.orElseThrow();
            stored.subMap(change.fromMillis(), change.toMillis()).clear();
            change.segments().forEach(segment -> stored.put(segment.startMillis(), segment));
            assertThat(segments())
                    .as("after every step")
                    .isEqualTo(detector.detect(DEVICE, all, Corrections.of(corrections))
                            .segments());
        }
    }
}
