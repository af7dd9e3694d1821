package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every track, tried on made-up days; {@code -Dseeds=2000} tries more of them than the usual 60. */
class TripDetectorPropertiesTest {

    private static final long HOUR = 3_600_000L;
    private static final String DEVICE = "d1";

    private final TripDetector detector = new TripDetector(TripRules.DEFAULT);

    static LongStream seeds() {
        return LongStream.range(0, Integer.getInteger("seeds", 60));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderAndRepetitionOfPositionsDoNotMatter(long seed) {
        List<Position> positions = RandomTracks.of(seed);
        List<Position> shuffled = new ArrayList<>(positions);
        shuffled.addAll(positions.subList(0, positions.size() / 3));
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(detect(shuffled)).isEqualTo(detect(positions));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void splicesBatchByBatchGiveTheWholeTimeline(long seed) {
        Random random = new Random(seed + 1000);
        List<Position> positions = RandomTracks.of(seed);
        Recomputing recomputing = new Recomputing(random);
        for (List<Position> batch : batches(positions, random)) {
            recomputing.add(batch);
        }
        assertThat(recomputing.segments()).isEqualTo(detect(positions).segments());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStreamInOrderNeedsNoMoreThanItsLastIslands(long seed) {
        List<Position> positions = RandomTracks.of(seed);
        Recomputing recomputing = new Recomputing(new Random(seed));
        for (int i = 0; i < positions.size(); i += 40) {
            recomputing.add(positions.subList(i, Math.min(i + 40, positions.size())));
        }
        assertThat(recomputing.segments()).isEqualTo(detect(positions).segments());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void cutAnywhereAndResumedItIsTheSameTimeline(long seed) {
        List<Position> positions = RandomTracks.of(seed);
        Random random = new Random(seed);
        int cut = 1 + random.nextInt(positions.size() - 1);
        Recomputing recomputing = new Recomputing(random);
        recomputing.add(positions.subList(0, cut));
        recomputing.add(positions.subList(cut, positions.size()));
        assertThat(recomputing.segments()).isEqualTo(detect(positions).segments());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aShiftByWholeHoursShiftsTheTimeline(long seed) {
        long shift = (new Random(seed).nextInt(2_000_000) - 1_000_000) * HOUR;
        List<Position> positions = RandomTracks.of(seed);
        List<Position> shifted = positions.stream()
                .map(position -> moved(position, shift, position.longitudeE7()))
                .toList();
        assertThat(Described.segments(detect(shifted), -shift)).isEqualTo(Described.segments(detect(positions), 0));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the180thMeridianIsNoBorder(long seed) {
        List<String> here = Described.segments(detect(RandomTracks.of(seed, 123_000_000)), 0);
        assertThat(Described.segments(detect(RandomTracks.of(seed, 1_799_990_000)), 0))
                .isEqualTo(here);
        assertThat(Described.segments(detect(RandomTracks.of(seed, -1_799_990_000)), 0))
                .isEqualTo(here);
    }

    /** Beyond 75° every distance is a geodesic, so a few of the tracks are enough. */
    @ParameterizedTest
    @CsvSource({
        "1, 800_000_000",
        "2, 800_000_000",
        "3, -800_000_000",
        "4, 895_000_000",
        "5, -895_000_000",
        "6, 750_000_000"
    })
    void nearAPoleEveryLongitudeIsTheSame(long seed, String latitude) {
        int latitudeE7 = Integer.parseInt(latitude.replace("_", ""));
        List<Position> positions = RandomTracks.of(seed).subList(0, 500);
        List<String> here = Described.segments(detect(around(positions, latitudeE7, 123_000_000)), 0);
        assertThat(here).isNotEmpty();
        assertThat(Described.segments(detect(around(positions, latitudeE7, 1_799_999_000)), 0))
                .isEqualTo(here);
        assertThat(Described.segments(detect(around(positions, latitudeE7, -900_000_000)), 0))
                .isEqualTo(here);
    }

    /**
     * But for the last digit, where rounding half up is not symmetric. Positions of one instant are left out: which of them is
     * kept is up to their order, and that follows the latitude.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void southAndNorthEastAndWestAreTheSame(long seed) {
        List<Position> positions = onePerInstant(RandomTracks.of(seed));
        List<Segment> here = detect(positions).segments();
        for (List<Position> mirrored : List.of(mirrored(positions, -1, 1), mirrored(positions, 1, -1))) {
            List<Segment> there = detect(mirrored).segments();
            assertThat(there).hasSameSizeAs(here);
            for (int i = 0; i < here.size(); i++) {
                assertThat(there.get(i).startMillis()).isEqualTo(here.get(i).startMillis());
                assertThat(there.get(i).endMillis()).isEqualTo(here.get(i).endMillis());
                assertThat(there.get(i).endReason().rule())
                        .isEqualTo(here.get(i).endReason().rule());
                assertThat(millimeters(there.get(i)))
                        .isCloseTo(millimeters(here.get(i)), Offset.offset(10_000 + millimeters(here.get(i)) * 1e-3));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void slicesSumToTheirTrip(long seed) {
        for (Trip trip : detect(RandomTracks.of(seed)).trips()) {
            assertThat(trip.slices().stream()
                            .mapToLong(Trip.Slice::distanceMillimeters)
                            .sum())
                    .isEqualTo(trip.distanceMillimeters());
            assertThat(trip.slices().stream()
                            .mapToLong(Trip.Slice::unknownMillimeters)
                            .sum())
                    .isEqualTo(trip.unknownMillimeters());
            assertThat(trip.drivingSeconds() + trip.idleSeconds() + trip.unknownSeconds())
                    .isEqualTo((int) ((trip.endMillis() - trip.startMillis() + 500) / 1000));
            assertThat(trip.slices()).allSatisfy(slice -> {
                assertThat(slice.quarterStartMillis() % 900_000).isZero();
                assertThat(List.of(slice.drivingSeconds(), slice.idleSeconds(), slice.unknownSeconds()))
                        .allMatch(seconds -> seconds >= 0 && seconds <= 900);
                assertThat(slice.distanceMillimeters()).isNotNegative();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void daysSumToTheTrips(long seed) {
        Timeline timeline = detect(RandomTracks.of(seed));
        for (String zone : List.of("UTC", "America/Montevideo", "Asia/Kathmandu", "Australia/Lord_Howe")) {
            DayTotals sum = DayTotals.none(LocalDate.EPOCH);
            LocalDate day = LocalDate.of(2025, 11, 20);
            for (int i = 0; i < 30; i++) {
                sum = plus(sum, Days.totals(timeline.segments(), ZoneId.of(zone), day.plusDays(i)));
            }
            assertThat(sum).isEqualTo(sumOf(timeline.trips()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void segmentsAndStopsTileTheTimeline(long seed) {
        List<Position> positions = RandomTracks.of(seed);
        Timeline timeline = detect(positions);
        TreeMap<Long, Long> spans = new TreeMap<>();
        timeline.segments()
                .forEach(segment -> assertThat(spans.put(segment.startMillis(), segment.endMillis()))
                        .as("starts are unique")
                        .isNull());
        timeline.stops()
                .forEach(stop -> assertThat(spans.put(stop.startMillis(), stop.endMillis()))
                        .as("stops start where no segment starts")
                        .isNull());
        Track track = Track.of(positions);
        long reached = track.timeMillis(0);
        for (var span : spans.entrySet()) {
            assertThat(span.getKey()).isEqualTo(reached);
            assertThat(span.getValue()).isGreaterThan(reached);
            reached = span.getValue();
        }
        assertThat(reached).isEqualTo(track.timeMillis(track.size() - 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPositionHasAVerdictAndNoneIsLost(long seed) {
        Track track = Track.of(RandomTracks.of(seed));
        List<Verdict> verdicts = detector.verdicts(track);
        assertThat(verdicts).hasSameSizeAs(track).doesNotContainNull();
        for (Trip trip : detector.detect(DEVICE, track).trips()) {
            long kept = 0;
            for (int i = track.indexOf(trip.startMillis()); i < track.indexOf(trip.endMillis() + 1); i++) {
                kept += verdicts.get(i) == Verdict.KEPT ? 1 : 0;
            }
            assertThat((long) trip.positionCount()).isEqualTo(kept);
        }
    }

    /** A store of segments that is kept up to date by splices only, as the consumer of the stream does it. */
    private final class Recomputing {

        private final Random random;
        private final TreeMap<Long, Segment> stored = new TreeMap<>();
        private Track all = Track.EMPTY;

        Recomputing(Random random) {
            this.random = random;
        }

        List<Segment> segments() {
            return List.copyOf(stored.values());
        }

        void add(Collection<Position> batch) {
            Track fresh = Track.of(batch);
            all = all.union(fresh);
            long first = fresh.timeMillis(0);
            long last = fresh.timeMillis(fresh.size() - 1);
            long width = 1 + random.nextInt((int) (3 * HOUR));
            Optional<Splice> splice = Optional.empty();
            while (splice.isEmpty()) {
                Track window = all.between(first - width, last + width + 1);
                boolean startsAtFirst = all.timeMillis(0) >= first - width;
                boolean endsAtLast = all.timeMillis(all.size() - 1) <= last + width;
                splice = detector.recompute(DEVICE, window, startsAtFirst, endsAtLast, first, last, Corrections.NONE);
                assertThat(splice.isPresent() || !startsAtFirst || !endsAtLast).isTrue();
                width *= 2;
            }
            Splice change = splice.orElseThrow();
            stored.subMap(change.fromMillis(), change.toMillis()).clear();
            for (Segment segment : change.segments()) {
                assertThat(segment.startMillis()).isBetween(change.fromMillis(), change.toMillis() - 1);
                stored.put(segment.startMillis(), segment);
            }
            assertThat(segments())
                    .as("after every batch")
                    .isEqualTo(detector.detect(DEVICE, all).segments());
        }
    }

    private static List<List<Position>> batches(List<Position> positions, Random random) {
        List<List<Position>> batches = new ArrayList<>();
        for (int i = 0; i < positions.size(); ) {
            int end = Math.min(positions.size(), i + 1 + random.nextInt(120));
            List<Position> batch = new ArrayList<>(positions.subList(i, end));
            Collections.shuffle(batch, random);
            batches.add(batch);
            if (random.nextInt(5) == 0) {
                batches.add(batch.subList(0, (batch.size() + 1) / 2));
            }
            i = end;
        }
        Collections.shuffle(batches, random);
        return batches;
    }

    private Timeline detect(Collection<Position> positions) {
        return detector.detect(DEVICE, Track.of(positions));
    }

    private static DayTotals plus(DayTotals sum, DayTotals day) {
        return new DayTotals(
                sum.date(),
                sum.distanceMillimeters() + day.distanceMillimeters(),
                sum.unknownMillimeters() + day.unknownMillimeters(),
                sum.drivingSeconds() + day.drivingSeconds(),
                sum.idleSeconds() + day.idleSeconds(),
                sum.unknownSeconds() + day.unknownSeconds(),
                sum.tripCount() + day.tripCount(),
                Math.max(sum.maxSpeedCentimetersPerSecond(), day.maxSpeedCentimetersPerSecond()));
    }

    private static DayTotals sumOf(List<Trip> trips) {
        DayTotals sum = DayTotals.none(LocalDate.EPOCH);
        for (Trip trip : trips) {
            LocalDate start = LocalDate.ofEpochDay(Math.floorDiv(trip.startMillis(), 24 * HOUR));
            for (int i = 0; i < 5; i++) {
                sum = plus(sum, Days.totals(List.of(trip), ZoneOffset.UTC, start.plusDays(i)));
            }
        }
        long distance = trips.stream().mapToLong(Trip::distanceMillimeters).sum();
        assertThat(sum.distanceMillimeters()).isEqualTo(distance);
        assertThat(sum.tripCount()).isEqualTo(trips.size());
        return sum;
    }

    private static Position moved(Position position, long shift, int longitudeE7) {
        return at(position, shift, position.latitudeE7(), longitudeE7);
    }

    private static double millimeters(Segment segment) {
        return segment instanceof Trip trip ? trip.distanceMillimeters() : ((Gap) segment).unknownMillimeters();
    }

    private static List<Position> onePerInstant(List<Position> positions) {
        Map<Long, Position> byTime = new TreeMap<>();
        positions.forEach(position -> byTime.putIfAbsent(position.timeMillis(), position));
        return List.copyOf(byTime.values());
    }

    private static List<Position> mirrored(List<Position> positions, int north, int east) {
        return positions.stream()
                .map(position -> at(position, 0, north * position.latitudeE7(), east * position.longitudeE7()))
                .toList();
    }

    /** Around another place, as far from it as they are from their first one, in degrees of latitude and longitude at the equator. */
    private static List<Position> around(List<Position> positions, int latitudeE7, int longitudeE7) {
        Position first = positions.get(0);
        double east = 1 / Math.cos(Math.toRadians(latitudeE7 / 1e7));
        return positions.stream()
                .map(position -> at(
                        position,
                        0,
                        latitudeE7 - Integer.signum(latitudeE7) * Math.abs(position.latitudeE7() - first.latitudeE7()),
                        wrapped(longitudeE7 + Math.round((position.longitudeE7() - first.longitudeE7()) * east))))
                .toList();
    }

    private static int wrapped(long longitudeE7) {
        long turn = 3_600_000_000L;
        return (int) (Math.floorMod(longitudeE7 + turn / 2, turn) - turn / 2);
    }

    private static Position at(Position position, long shift, int latitudeE7, int longitudeE7) {
        return new Position(
                position.timeMillis() + shift,
                latitudeE7,
                longitudeE7,
                position.speedCentimetersPerSecond(),
                position.courseDecidegrees(),
                position.altitudeDecimeters(),
                position.accuracyDecimeters());
    }
}
