package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.places.Place;
import dev.rumbo.places.Place.Mark;
import dev.rumbo.places.PlaceStore;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's store of places must do. Each test starts with an empty store. */
public abstract class PlaceStoreContract {

    private static final Owner ANA = new Owner("fleet", "ana");
    private static final Mark HOME = new Mark("Hogar <3 \u00f1", new Coordinate(-349_058_123, -561_913_456), 100);
    private static final Mark WORK = new Mark("Work", new Coordinate(1, -1_800_000_000), 5_000);

    private PlaceStore store;

    /** Opens the store of this test. */
    protected abstract PlaceStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract PlaceStore reopen();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void keepsEveryValueAcrossReopening() {
        Place made = new Place("1", Optional.of(HOME), Optional.empty());
        Place changed = new Place("2", Optional.of(WORK), Optional.of(HOME));
        Place removed = new Place("3", Optional.empty(), Optional.of(WORK));
        store.put(ANA, removed);
        store.put(ANA, made);
        store.put(ANA, changed);

        store = reopen();

        assertThat(store.list(ANA)).containsExactly(made, changed, removed);
    }

    @Test
    void takesTheSteadOfThePlaceWithItsId() {
        Place made = new Place("1", Optional.of(HOME), Optional.empty());
        store.put(ANA, made);
        store.put(ANA, made.with(Optional.of(WORK)));
        assertThat(store.list(ANA)).containsExactly(new Place("1", Optional.of(WORK), Optional.of(HOME)));
    }

    @Test
    void deletesForGoodAndHarmlesslyTwice() {
        store.put(ANA, new Place("1", Optional.of(HOME), Optional.empty()));
        store.delete(ANA, "1");
        store.delete(ANA, "1");
        assertThat(store.list(ANA)).isEmpty();
    }

    @Test
    void keepsOwnersApart() {
        Place place = new Place("1", Optional.of(HOME), Optional.empty());
        Owner bob = new Owner("fleet", "bob");
        Owner namesake = new Owner("other", "ana");
        store.put(ANA, place);
        store.put(bob, place.with(Optional.of(WORK)));
        store.delete(namesake, "1");
        store.delete(bob, "1");
        assertThat(store.list(ANA)).containsExactly(place);
        assertThat(store.list(bob)).isEmpty();
        assertThat(store.list(namesake)).isEmpty();
    }
}
