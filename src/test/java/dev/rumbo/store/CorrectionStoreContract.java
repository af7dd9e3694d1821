package dev.rumbo.store;

import static dev.rumbo.store.SampleTracks.track;
import static dev.rumbo.store.SampleTracks.trip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.trips.Correction;
import dev.rumbo.trips.CorrectionId;
import dev.rumbo.trips.Edits;
import dev.rumbo.trips.Track;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every engine's track store must do with the corrections of a device's owner. */
public abstract class CorrectionStoreContract {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final long T0 = 1_760_000_000_000L;
    private static final long HOUR = 3_600_000L;

    private static final Correction MERGE = new Correction(1, T0, new Correction.Merge(T0, T0 + 4 * HOUR));
    private static final Correction SPLIT = new Correction(2, T0 + 1, new Correction.Split(T0 + 2 * HOUR));
    private static final Correction DELETE = new Correction(3, T0 + 2, new Correction.Delete(T0 - HOUR, T0 + HOUR));
    private static final Correction NAME = new Correction(
            4,
            T0 + 3,
            new Correction.Describe(
                    T0 + 3 * HOUR, T0 + 700 * HOUR, Optional.of("Ñandú, 5 €"), Optional.of(Edits.Purpose.BUSINESS)));

    private TrackStore store;

    /** Opens the store of this test. */
    protected abstract TrackStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract TrackStore reopen();

    @BeforeEach
    void start() {
        store = open();
        Track one = track(T0, 1, 1);
        DeviceHead head = new DeviceHead(CAR, 1, one.get(0), one.get(0));
        store.apply(new DeviceUpdate(head, one, Set.of(), List.of(trip("car", T0)), Set.of(), List.of()));
    }

    @Test
    void theyComeBackInTheOrderInWhichTheyWereMade() {
        make(DELETE);
        make(NAME);
        make(MERGE, SPLIT);

        assertThat(all()).containsExactly(MERGE, SPLIT, DELETE, NAME);
    }

    @Test
    void aSpanFindsThoseThatSpeakAboutAPartOfIt() {
        make(MERGE, SPLIT, DELETE, NAME);

        assertThat(store.corrections(CAR, T0 + 4 * HOUR, T0 + 5 * HOUR)).containsExactly(NAME);
        assertThat(store.corrections(CAR, T0 + 4 * HOUR - 1, T0 + 5 * HOUR)).containsExactly(MERGE, NAME);
        assertThat(store.corrections(CAR, T0 + 2 * HOUR, T0 + 2 * HOUR + 1)).containsExactly(MERGE, SPLIT);
        assertThat(store.corrections(CAR, T0 + 2 * HOUR + 1, T0 + 3 * HOUR)).containsExactly(MERGE);
        assertThat(store.corrections(CAR, T0 - 2 * HOUR, T0 - HOUR)).isEmpty();
        assertThat(store.corrections(CAR, T0 - 2 * HOUR, T0 - HOUR + 1)).containsExactly(DELETE);
        assertThat(store.corrections(CAR, T0 + 699 * HOUR, Long.MAX_VALUE)).containsExactly(NAME);
    }

    @Test
    void theySurviveARestartAndARebuild() {
        make(MERGE, SPLIT, DELETE, NAME);
        DeviceHead head = head();

        store = reopen();
        assertThat(head()).isEqualTo(head);
        assertThat(all()).containsExactly(MERGE, SPLIT, DELETE, NAME);

        store.apply(new DeviceUpdate(
                head.rebuilt(7, ZoneOffset.UTC),
                Track.EMPTY,
                Set.of(T0),
                List.of(trip("car", T0 + HOUR)),
                Set.of(),
                List.of()));
        assertThat(all()).containsExactly(MERGE, SPLIT, DELETE, NAME);
        assertThat(head().corrected()).isEqualTo(head.corrected());
    }

    @Test
    void undoneTheyAreGoneForGood() {
        make(MERGE, SPLIT, NAME);

        apply(List.of(DELETE), Set.of(MERGE.id(), NAME.id()));
        assertThat(all()).containsExactly(SPLIT, DELETE);

        store = reopen();
        assertThat(all()).containsExactly(SPLIT, DELETE);
        assertThat(head().corrected().lastSequence()).isEqualTo(4);
    }

    @Test
    void theyAreStoredWithTheTripsThatTheyChangeOrNotAtAll() {
        DeviceHead stale = new DeviceHead(
                CAR, 1, head().first(), head().last(), 1, Optional.empty(), CorrectedSpan.NONE.with(DELETE));
        DeviceUpdate update = new DeviceUpdate(
                stale, Track.EMPTY, Set.of(T0), List.of(), Set.of(), List.of(), Set.of(), List.of(DELETE));

        assertThatThrownBy(() -> store.apply(update)).isInstanceOf(StaleDeviceException.class);

        assertThat(all()).isEmpty();
        assertThat(store.segments(CAR, 0, Long.MAX_VALUE)).containsExactly(trip("car", T0));
    }

    @Test
    void noOtherDeviceHasThemAndErasedTheyAreGone() {
        make(MERGE, SPLIT, DELETE, NAME);

        for (DeviceKey other : List.of(
                new DeviceKey("other", "ana", "car"),
                new DeviceKey("fleet", "bob", "car"),
                new DeviceKey("fleet", "ana", "van"))) {
            assertThat(store.corrections(other, 0, Long.MAX_VALUE)).isEmpty();
            store.erase(other);
        }
        assertThat(all()).hasSize(4);

        store.erase(CAR);
        assertThat(all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theyAgreeWithAListUnderRandomUpdates(long seed) {
        Random random = new Random(seed);
        List<Correction> model = new ArrayList<>();
        for (int sequence = 1; sequence <= 40; sequence++) {
            Correction made = random(random, sequence);
            Set<CorrectionId> undone = model.stream()
                    .filter(known -> random.nextInt(8) == 0)
                    .map(Correction::id)
                    .collect(Collectors.toSet());
            apply(List.of(made), undone);
            model.removeIf(known -> undone.contains(known.id()));
            model.add(made);

            long from = T0 + random.nextInt(1_000) * HOUR;
            long to = from + 1 + random.nextInt(400) * HOUR;
            assertThat(store.corrections(CAR, from, to))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(model.stream()
                            .filter(known -> known.overlaps(from, to))
                            .toList());
        }
        store = reopen();
        assertThat(all()).isEqualTo(model);
    }

    private static Correction random(Random random, int sequence) {
        long from = T0 + random.nextInt(1_000) * HOUR;
        long to = from + 1 + random.nextInt(30 * 24) * HOUR;
        return new Correction(
                sequence,
                T0 + sequence,
                switch (random.nextInt(4)) {
                    case 0 -> new Correction.Merge(from, Math.min(to, from + 48 * HOUR));
                    case 1 -> new Correction.Split(from);
                    case 2 -> new Correction.Delete(from, to);
                    default -> new Correction.Describe(from, to, Optional.of("trip " + sequence), Optional.empty());
                });
    }

    private void make(Correction... corrections) {
        apply(List.of(corrections), Set.of());
    }

    private void apply(Collection<Correction> made, Set<CorrectionId> undone) {
        DeviceHead known = head();
        CorrectedSpan corrected = known.corrected();
        for (Correction correction : made) {
            corrected = corrected.with(correction);
        }
        DeviceHead next = new DeviceHead(
                CAR,
                known.version() + 1,
                known.first(),
                known.last(),
                known.rulesVersion(),
                known.rebuild(),
                corrected);
        store.apply(new DeviceUpdate(
                next, Track.EMPTY, Set.of(), List.of(), Set.of(), List.of(), undone, List.copyOf(made)));
    }

    private List<Correction> all() {
        return store.corrections(CAR, 0, Long.MAX_VALUE);
    }

    private DeviceHead head() {
        return store.findHead(CAR).orElseThrow();
    }
}
