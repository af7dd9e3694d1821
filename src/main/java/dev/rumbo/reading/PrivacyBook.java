package dev.rumbo.reading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.User;
import dev.rumbo.geo.Coordinate;
import dev.rumbo.privacy.DriverPrivacy;
import dev.rumbo.privacy.FleetPolicy;
import dev.rumbo.privacy.PrivacyStore;
import dev.rumbo.privacy.Retention;
import dev.rumbo.privacy.Veil;
import dev.rumbo.privacy.Viewer;
import dev.rumbo.privacy.Zone;
import dev.rumbo.store.AccountStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What fleets and drivers set about who sees what, and the veil that follows from it.
 *
 * <p>A change holds at once on the instance that took it, and on every other within {@value #REMEMBERED_SECONDS} s.
 */
@ApplicationScoped
public class PrivacyBook {

    /** More than anybody lives at; each page that another opens compares with all. */
    public static final int MOST_ZONES = 50;

    private static final long REMEMBERED_SECONDS = 30;
    private static final int MAX_REMEMBERED = 100_000;
    private static final int SECRET_BYTES = 32;

    private final PrivacyStore store;
    private final AccountStore accounts;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Cache<Owner, Veil> forColleagues = remember();
    private final Cache<Viewer.Guest, Veil> forGuests = remember();
    private final Cache<String, FleetPolicy> policies = remember();

    @Inject
    PrivacyBook(PrivacyStore store, AccountStore accounts, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** What the viewer may see of the driver. */
    public Veil veil(Viewer viewer, Owner driver) {
        if (viewer.owns(driver)) {
            return Veil.NONE;
        }
        return viewer instanceof Viewer.Guest guest
                ? forGuests.get(guest, missing -> read(viewer, driver))
                : forColleagues.get(driver, missing -> read(viewer, driver));
    }

    private Veil read(Viewer viewer, Owner driver) {
        return Veil.of(viewer, driver, policy(driver.fleetId()), store.find(driver), () -> timeZone(driver));
    }

    public FleetPolicy policy(String fleetId) {
        return policies.get(fleetId, missing -> store.findPolicy(fleetId).orElse(FleetPolicy.DEFAULT));
    }

    /**
     * Stores what a fleet set. Another retention than before begins after {@link Retention#GRACE}, whenever it says.
     *
     * @return as it is stored
     */
    public FleetPolicy change(String fleetId, FleetPolicy wanted) {
        Optional<Retention> before = store.findPolicy(fleetId).flatMap(FleetPolicy::retention);
        FleetPolicy policy = wanted.keeping(wanted.retention()
                .map(kept -> before.filter(kept::keepsAs)
                        .orElseGet(() -> kept.beginning(clock.instant().plus(Retention.GRACE)))));
        store.putPolicy(fleetId, policy);
        policies.invalidate(fleetId);
        forColleagues.asMap().keySet().removeIf(driver -> driver.fleetId().equals(fleetId));
        return policy;
    }

    /** What the driver set; for the driver only. */
    public DriverPrivacy of(Owner driver) {
        return store.find(driver);
    }

    public void shareLive(Owner driver, boolean shares) {
        store.shareLive(driver, shares);
        forget(driver);
    }

    /**
     * Sets a zone. Empty where there are too many.
     *
     * @throws IllegalArgumentException where name or radius is none
     */
    public Optional<Zone> add(Owner driver, String name, Coordinate center, int radiusMeters) {
        Zone zone = new Zone(UUID.randomUUID().toString(), name, center, radiusMeters);
        if (store.find(driver).zones().size() >= MOST_ZONES) {
            return Optional.empty();
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        store.keepSecret(driver, HexFormat.of().formatHex(secret));
        put(driver, zone);
        return Optional.of(zone);
    }

    /**
     * Gives a zone another name, place or radius. Empty where there is no such zone.
     *
     * @throws IllegalArgumentException where name or radius is none
     */
    public Optional<Zone> change(Owner driver, String id, String name, Coordinate center, int radiusMeters) {
        Zone changed = new Zone(id, name, center, radiusMeters);
        return find(driver, id).map(zone -> put(driver, changed));
    }

    /** The zone that was removed; empty where there is none any more. */
    public Optional<Zone> remove(Owner driver, String id) {
        Optional<Zone> zone = find(driver, id);
        store.removeZone(driver, id);
        forget(driver);
        return zone;
    }

    private Optional<Zone> find(Owner driver, String id) {
        return store.find(driver).zones().stream()
                .filter(zone -> zone.id().equals(id))
                .findFirst();
    }

    private Zone put(Owner driver, Zone zone) {
        store.putZone(driver, zone);
        forget(driver);
        return zone;
    }

    private void forget(Owner driver) {
        forColleagues.invalidate(driver);
        forGuests.asMap().keySet().removeIf(guest -> guest.owner().equals(driver));
    }

    private ZoneId timeZone(Owner driver) {
        return accounts.findUser(driver).map(User::timeZone).orElse(ZoneId.of("UTC"));
    }

    private static <K, V> Cache<K, V> remember() {
        return Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofSeconds(REMEMBERED_SECONDS))
                .maximumSize(MAX_REMEMBERED)
                .build();
    }
}
