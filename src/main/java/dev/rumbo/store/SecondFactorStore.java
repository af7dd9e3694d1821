package dev.rumbo.store;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.SecondFactor;
import java.util.Optional;

/**
 * Second factors of users.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface SecondFactorStore {

    Optional<SecondFactor> find(Owner owner);

    /** Takes the stead of the one that the user had. */
    void put(SecondFactor factor);

    /**
     * Notes that the code of a step was taken.
     *
     * @return false, and nothing done, where the last step is no longer {@code before}: the same code came at the same time
     */
    boolean take(Owner owner, long before, long step);

    /** Takes a recovery code away. False where there is none of this hash: each is taken once. */
    boolean takeRecovery(Owner owner, String hash);

    /** Harmless when repeated. */
    void remove(Owner owner);
}
