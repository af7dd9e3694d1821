package dev.rumbo.store;

import static dev.rumbo.store.SampleTracks.adding;
import static dev.rumbo.store.SampleTracks.track;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.DeviceKey;
import dev.rumbo.store.ImportRecord.Effect;
import dev.rumbo.store.ImportRecord.State;
import dev.rumbo.trips.ErasedSpan;
import dev.rumbo.trips.Track;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's store of imports must do. Each test starts with an empty store. */
public abstract class ImportStoreContract {

    private static final DeviceKey CAR = new DeviceKey("fleet", "ana", "car");
    private static final DeviceKey VAN = new DeviceKey("fleet", "ana", "van");
    private static final long T0 = 1_760_000_000_000L;

    private ImportStore store;

    /** Opens the store of this test. */
    protected abstract ImportStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract ImportStore reopen();

    /** Of the same engine. */
    protected abstract TrackStore tracks();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void keepsEveryValueNewestFirstAndApartByDevice() {
        ImportRecord older = record(CAR, "b", 1).plus(10, 8, 3);
        ImportRecord newer = record(CAR, "a", 2);
        ImportRecord other = record(VAN, "a", 3);
        store.put(older);
        store.put(newer);
        store.put(other);

        store = reopen();

        assertThat(store.list(CAR)).containsExactly(newer, older);
        assertThat(store.list(VAN)).containsExactly(other);
        assertThat(store.find(CAR, "b")).contains(older);
        assertThat(store.find(VAN, "b")).isEmpty();
    }

    @Test
    void isUndoneFromTheMomentThatSaysSo() {
        store.put(record(CAR, "a", 1));
        assertThat(store.isUndone(CAR, "a")).isFalse();
        assertThat(store.isUndone(CAR, "unknown")).isFalse();
        store.put(record(CAR, "a", 1).with(State.UNDOING));
        assertThat(store.isUndone(CAR, "a")).isTrue();
        store.put(record(CAR, "a", 1).with(State.UNDONE));
        assertThat(store.isUndone(CAR, "a")).isTrue();
        assertThat(store.isUndone(VAN, "a")).isFalse();
    }

    @Test
    void keepsPositionsByPartAndEffect() {
        store.keep(CAR, "a", Effect.ADDED, 0, track(T0, 10_000, 1_000));
        store.keep(CAR, "a", Effect.ADDED, 1, track(T0 + 1, 3, 1_000));
        store.keep(CAR, "a", Effect.REPLACED, 0, track(T0 + 2, 4, 1_000));

        store = reopen();

        assertThat(store.kept(CAR, "a", Effect.ADDED, 0)).contains(track(T0, 10_000, 1_000));
        assertThat(store.kept(CAR, "a", Effect.ADDED, 1)).contains(track(T0 + 1, 3, 1_000));
        assertThat(store.kept(CAR, "a", Effect.REPLACED, 0)).contains(track(T0 + 2, 4, 1_000));
        assertThat(store.kept(CAR, "a", Effect.REPLACED, 1)).isEmpty();
        assertThat(store.kept(CAR, "b", Effect.ADDED, 0)).isEmpty();
        assertThat(store.kept(VAN, "a", Effect.ADDED, 0)).isEmpty();
    }

    @Test
    void notesWhatPhonesSentTooOnceHoweverOften() {
        store.put(record(CAR, "a", 1));
        Track hours = track(T0, 10_000, 1_000);
        store.release(CAR, "a", hours.slice(0, 6_000));
        store.release(CAR, "a", hours.slice(5_000, 10_000));
        store.release(CAR, "a", hours.slice(100, 200));
        store.release(CAR, "unknown", hours);
        store.release(VAN, "a", hours);

        store = reopen();

        assertThat(store.released(CAR, "a").stream().reduce(Track.EMPTY, Track::union))
                .isEqualTo(hours);
        assertThat(store.released(CAR, "a").stream().mapToInt(Track::size).sum())
                .isEqualTo(hours.size());
        assertThat(store.released(CAR, "unknown")).isEmpty();
        assertThat(store.released(VAN, "a")).isEmpty();
        assertThat(store.kept(CAR, "a", Effect.ADDED, 0)).isEmpty();
    }

    /** More than an item of DynamoDB holds. */
    @Test
    void notesWhatPhonesSentOfOneHourHoweverMuch() {
        store.put(record(CAR, "a", 1));
        long hour = T0 / 3_600_000 * 3_600_000;
        Track much = track(hour, 45_000, 79);
        store.release(CAR, "a", much.slice(0, 30_000));
        store.release(CAR, "a", much.slice(10_000, 45_000));
        store.release(CAR, "a", much.slice(0, 10));

        assertThat(store.released(CAR, "a").stream().reduce(Track.EMPTY, Track::union))
                .isEqualTo(much);
        assertThat(store.released(CAR, "a").stream().mapToInt(Track::size).sum())
                .isEqualTo(much.size());
    }

    @Test
    void tellsNothingOfATimeThatIsForgotten() {
        ErasedSpan span = new ErasedSpan(T0 + 2_000, T0 + 4_000);
        Track five = track(T0, 5, 1_000);
        store.put(record(CAR, "around", 1));
        store.put(record(CAR, "inside", 2, T0 + 2_000, T0 + 3_000));
        store.put(record(CAR, "into", 3, T0 - 9_000, T0 + 3_000));
        store.put(record(VAN, "around", 1));
        store.keep(CAR, "around", Effect.ADDED, 0, five.slice(2, 4));
        store.keep(CAR, "around", Effect.ADDED, 1, five);
        store.keep(CAR, "around+other", Effect.REPLACED, 0, five);
        store.release(CAR, "around", five);
        store.keep(CAR, "inside", Effect.ADDED, 0, five.slice(2, 4));
        store.keep(VAN, "around", Effect.ADDED, 0, five);

        for (int i = 0; i < 2; i++) {
            store.forget(CAR, span);

            Track rest = five.slice(0, 2).union(five.slice(4, 5));
            assertThat(store.list(CAR))
                    .containsExactly(record(CAR, "into", 3, T0 - 9_000, T0 + 2_000), record(CAR, "around", 1));
            assertThat(store.kept(CAR, "around", Effect.ADDED, 0)).contains(Track.EMPTY);
            assertThat(store.kept(CAR, "around", Effect.ADDED, 1)).contains(rest);
            assertThat(store.kept(CAR, "around+other", Effect.REPLACED, 0)).contains(rest);
            assertThat(store.released(CAR, "around")).containsExactly(rest);
            assertThat(store.kept(CAR, "inside", Effect.ADDED, 0)).isEmpty();
            assertThat(store.kept(VAN, "around", Effect.ADDED, 0)).contains(five);
        }
    }

    @Test
    void goesWithItsDevice() {
        store.put(record(CAR, "a", 1));
        store.keep(CAR, "a", Effect.ADDED, 0, track(T0, 3, 1_000));
        store.release(CAR, "a", track(T0, 3, 1_000));
        store.put(record(VAN, "a", 1));
        tracks().apply(adding(CAR, 1, track(T0, 3, 1_000)));

        tracks().erase(CAR);

        assertThat(store.list(CAR)).isEmpty();
        assertThat(store.kept(CAR, "a", Effect.ADDED, 0)).isEmpty();
        assertThat(store.released(CAR, "a")).isEmpty();
        store.release(CAR, "a", track(T0, 3, 1_000));
        assertThat(store.released(CAR, "a")).isEmpty();
        assertThat(store.list(VAN)).hasSize(1);
    }

    private static ImportRecord record(DeviceKey device, String id, long started) {
        return record(device, id, started, T0, T0 + 5_000);
    }

    private static ImportRecord record(DeviceKey device, String id, long started, long fromMillis, long toMillis) {
        return new ImportRecord(
                device,
                id,
                "Año <3.gpx",
                Instant.ofEpochMilli(T0 + started),
                State.RUNNING,
                12,
                0,
                0,
                0,
                fromMillis,
                toMillis);
    }
}
