package dev.rumbo.privacy;

import dev.rumbo.accounts.Owner;
import java.util.List;
import java.util.Optional;

/** Keeps what fleets and drivers set; every method throws {@code StoreUnavailableException} where the store cannot answer. */
public interface PrivacyStore {

    /** Empty where the fleet never set one. */
    Optional<FleetPolicy> findPolicy(String fleetId);

    void putPolicy(String fleetId, FleetPolicy policy);

    /** The fleets that do not keep all, by id. */
    List<String> listRetaining();

    /** {@link DriverPrivacy#DEFAULT} where the driver never set anything. */
    DriverPrivacy find(Owner driver);

    /** Gives the driver a secret, unless there is one already. */
    void keepSecret(Owner driver, String secret);

    void shareLive(Owner driver, boolean shares);

    /** Adds a zone or takes the stead of the one with its id. */
    void putZone(Owner driver, Zone zone);

    /** Harmless when repeated. */
    void removeZone(Owner driver, String id);

    /** All that the driver set; harmless when repeated. */
    void forget(Owner driver);
}
