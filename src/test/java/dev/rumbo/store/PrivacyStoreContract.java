package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Owner;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.privacy.DriverPrivacy;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.privacy.PrivateTrips;
import dev.rumbo.privacy.Retention;
import dev.rumbo.privacy.WorkingHours;
import dev.rumbo.privacy.Zone;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine's store of policies and zones must do. Each test starts with an empty store. */
public abstract class PrivacyStoreContract {

    private static final Owner ANA = new Owner("fleet", "ana");
    private static final Owner BOB = new Owner("fleet", "bob");
    private static final Owner NAMESAKE = new Owner("other", "ana");
    private static final Zone HOME = new Zone("1", "Hogar <3 \u00f1", new Coordinate(-349_058_123, -561_913_456), 100);
    private static final Zone WORK = new Zone("2", "Work", new Coordinate(1, -1_800_000_000), 2_000);
    private static final FleetPolicy STRICT = new FleetPolicy(
            PrivateTrips.NOTHING,
            Optional.of(new WorkingHours(
                    EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), LocalTime.of(22, 30), LocalTime.of(6, 0))),
            false);

    private PrivacyStore store;

    /** Opens the store of this test. */
    protected abstract PrivacyStore open();

    /** Closes what {@link #open} gave and opens it over the same data. */
    protected abstract PrivacyStore reopen();

    @BeforeEach
    void start() {
        store = open();
    }

    @Test
    void keepsEveryValueAcrossReopening() {
        store.putPolicy("fleet", FleetPolicy.DEFAULT);
        store.putPolicy("fleet", STRICT);
        assertThat(store.listRetaining()).isEmpty();
        FleetPolicy keeping =
                STRICT.keeping(Optional.of(new Retention(90, Optional.of(3_650), Instant.ofEpochMilli(123))));
        store.putPolicy("fleet", keeping);
        store.putPolicy(
                "other", FleetPolicy.DEFAULT.keeping(Optional.of(new Retention(7, Optional.empty(), Instant.EPOCH))));
        store.shareLive(ANA, false);
        store.keepSecret(ANA, "abcd");
        store.putZone(ANA, WORK);
        store.putZone(ANA, HOME);

        store = reopen();

        assertThat(store.findPolicy("fleet")).contains(keeping);
        assertThat(store.listRetaining()).containsExactly("fleet", "other");
        store.putPolicy("fleet", STRICT);
        assertThat(store.findPolicy("fleet")).contains(STRICT);
        assertThat(store.listRetaining()).containsExactly("other");
        assertThat(store.find(ANA)).isEqualTo(new DriverPrivacy("abcd", false, List.of(HOME, WORK)));
    }

    @Test
    void knowsNothingOfWhoeverSetNothing() {
        assertThat(store.findPolicy("fleet")).isEmpty();
        assertThat(store.find(ANA)).isEqualTo(DriverPrivacy.DEFAULT);
    }

    @Test
    void aSecretIsGivenOnce() {
        store.keepSecret(ANA, "abcd");
        store.keepSecret(ANA, "ef01");
        store.shareLive(ANA, false);
        store.shareLive(ANA, true);
        assertThat(store.find(ANA)).isEqualTo(new DriverPrivacy("abcd", true, List.of()));
    }

    @Test
    void aZoneTakesTheSteadOfTheOneWithItsIdAndIsRemovedHarmlesslyTwice() {
        Zone wider = new Zone("1", "Home", HOME.center(), 500);
        store.putZone(ANA, HOME);
        store.putZone(ANA, WORK);
        store.putZone(ANA, wider);
        store.removeZone(ANA, "2");
        store.removeZone(ANA, "2");
        assertThat(store.find(ANA).zones()).containsExactly(wider);
    }

    @Test
    void keepsOwnersAndFleetsApart() {
        store.putZone(ANA, HOME);
        store.keepSecret(ANA, "abcd");
        store.putPolicy("fleet", STRICT);
        store.removeZone(BOB, "1");
        store.removeZone(NAMESAKE, "1");
        store.shareLive(BOB, false);
        assertThat(store.find(ANA)).isEqualTo(new DriverPrivacy("abcd", true, List.of(HOME)));
        assertThat(store.find(NAMESAKE)).isEqualTo(DriverPrivacy.DEFAULT);
        assertThat(store.findPolicy("other")).isEmpty();
    }
}
