package dev.rumbo.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.OperationsStore;
import dev.rumbo.store.TrackStore;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Corrections;
import dev.rumbo.trips.DayTotals;
import dev.rumbo.trips.Days;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.RandomTracks;
import dev.rumbo.trips.Segment;
import dev.rumbo.trips.Track;
import dev.rumbo.trips.TripDetector;
import dev.rumbo.trips.TripRules;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After positions were removed a device is as if they had never come. */
public abstract class PositionRemoverContract {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final ZoneId ZONE = ZoneId.of("America/Montevideo");
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2030, 1, 1);
    private static final TripDetector DETECTOR = new TripDetector(TripRules.DEFAULT);

    private TrackStore tracks;
    private FleetRules rules;
    private PositionRemover remover;
    private Corrector corrector;

    protected abstract TrackStore openTracks();

    protected abstract OperationsStore openOperations();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("rumbo.test.removalSeeds", 12));
    }

    @BeforeEach
    void open() {
        tracks = openTracks();
        rules = new FleetRules(openOperations(), tracks, Clock.systemUTC());
        remover = new PositionRemover(tracks, rules);
        corrector = new Corrector(tracks, rules);
    }

    /** A few stretches, each whole or every other position of it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void whatRemainsIsWhatTheRestSays(long seed) {
        Random random = new Random(seed);
        Track left = Track.of(RandomTracks.of(seed));
        store(left);
        for (int i = 0; i < 5; i++) {
            int from = random.nextInt(left.size());
            int to = from + 1 + random.nextInt(Math.min(400, left.size() - from));
            boolean whole = random.nextBoolean();
            Track unwanted = Track.of(left.slice(from, to).stream()
                    .filter(position -> whole || random.nextBoolean())
                    .toList());
            if (unwanted.isEmpty()) {
                continue;
            }
            assertThat(remover.remove(CAR, ZONE, unwanted)).isEqualTo(unwanted.size());
            left = left.minus(unwanted);
            assertIs(left);
        }
        assertThat(remover.remove(CAR, ZONE, Track.of(RandomTracks.of(seed)).minus(left)))
                .isZero();

        store(Track.of(RandomTracks.of(seed)));
        assertIs(Track.of(RandomTracks.of(seed)));
    }

    @Test
    void allOfADeviceCanGoAndComeAgainWithItsCorrections() {
        Track track = Track.of(RandomTracks.of(3));
        store(track);
        Segment trip = stored().get(0);
        corrector.correct(
                CAR,
                ZONE,
                new Correction.Delete(trip.startMillis(), trip.endMillis()),
                track.get(0).timeMillis());
        List<Segment> corrected = stored();

        for (Track part : track.cutWhereApart(3_600_000)) {
            remover.remove(CAR, ZONE, part);
        }
        assertThat(tracks.findHead(CAR)).isEmpty();
        assertThat(stored()).isEmpty();
        assertThat(tracks.totals(CAR, FIRST_DAY, LAST_DAY)).isEmpty();
        assertThat(tracks.positions(CAR, 0, Long.MAX_VALUE)).isEmpty();

        store(track);
        assertThat(stored()).isEqualTo(corrected);
    }

    @Test
    void whatWasRemovedElsewhereIsStoredWhenItComesAgainThoughItIsRemembered() {
        Track track = Track.of(RandomTracks.of(5)).slice(0, 300);
        TrackStore remembering = tracks.forUpdates();
        store(track, remembering);

        for (Track part : track.cutWhereApart(3_600_000)) {
            remover.remove(CAR, ZONE, part);
        }
        store(track, remembering);

        assertIs(track);
    }

    /** In any order of the records, some of them twice; then one of the two imports is undone. */
    @ParameterizedTest
    @MethodSource("seeds")
    void bordersComeInAnyOrderAndGoWithTheirImport(long seed) {
        Random random = new Random(seed);
        Track track = Track.of(RandomTracks.of(seed));
        List<Border> borders = new ArrayList<>();
        for (int i = 1; i < track.size(); i++) {
            if (track.timeMillis(i) > track.timeMillis(i - 1) && random.nextInt(20) == 0) {
                String importId = random.nextBoolean() ? "one" : "other";
                borders.add(new Border(
                        Math.max(track.timeMillis(i - 1), track.timeMillis(i) - Border.LONGEST.toMillis()),
                        track.timeMillis(i),
                        importId));
            }
        }
        List<Track> records = new ArrayList<>();
        for (Track stretch : track.cutWhereApart(12 * 3_600_000L)) {
            for (int from = 0; from < stretch.size(); from += 150) {
                records.add(stretch.slice(from, Math.min(stretch.size(), from + 150)));
            }
        }
        records.addAll(List.copyOf(records.subList(0, records.size() / 4)));
        Collections.shuffle(records, random);
        DeviceRecomputation recomputation = new DeviceRecomputation(tracks, rules);
        for (Track record : records) {
            List<Border> ending = borders.stream()
                    .filter(border -> border.toMillis() >= record.timeMillis(0)
                            && border.toMillis() <= record.timeMillis(record.size() - 1))
                    .toList();
            recomputation.update(CAR, record, ending, owner -> ZONE).ifPresent(tracks::apply);
        }
        assertThat(stored()).isEqualTo(detected(track, borders));
        assertThat(borders).isNotEmpty();

        for (int i = 0; i < 2; i++) {
            remover.removeBorders(CAR, ZONE, "one", track.get(0).timeMillis(), Long.MAX_VALUE / 2);
            List<Border> left = borders.stream()
                    .filter(border -> border.importId().equals("other"))
                    .toList();
            assertThat(stored()).isEqualTo(detected(track, left));
        }
        remover.removeBorders(CAR, ZONE, "other", track.get(0).timeMillis(), Long.MAX_VALUE / 2);
        assertIs(track);
    }

    private static List<Segment> detected(Track track, List<Border> borders) {
        return DETECTOR.detect(
                        "car",
                        track,
                        Corrections.of(borders.stream().map(Correction::of).toList()))
                .segments();
    }

    private void store(Track track) {
        store(track, tracks);
    }

    private void store(Track track, TrackStore view) {
        DeviceRecomputation recomputation = new DeviceRecomputation(view, rules);
        for (Track part : track.cutWhereApart(12 * 3_600_000L)) {
            recomputation.update(CAR, part, List.of(), owner -> ZONE).ifPresent(view::apply);
        }
    }

    private void assertIs(Track track) {
        List<Segment> expected = DETECTOR.detect("car", track).segments();
        assertThat(tracks.positions(CAR, 0, Long.MAX_VALUE)).isEqualTo(track);
        assertThat(stored()).isEqualTo(expected);
        List<DayTotals> totals = FIRST_DAY
                .datesUntil(LAST_DAY)
                .map(day -> Days.totals(expected, ZONE, day))
                .filter(day -> !DeviceRecomputation.isEmpty(day))
                .toList();
        assertThat(tracks.totals(CAR, FIRST_DAY, LAST_DAY)).isEqualTo(totals);
        Optional<Position> first = tracks.findHead(CAR).map(head -> head.first());
        Optional<Position> last = tracks.findHead(CAR).map(head -> head.last());
        assertThat(first).isEqualTo(track.stream().findFirst());
        assertThat(last).isEqualTo(track.isEmpty() ? Optional.empty() : Optional.of(track.get(track.size() - 1)));
    }

    private List<Segment> stored() {
        return tracks.segments(CAR, Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
