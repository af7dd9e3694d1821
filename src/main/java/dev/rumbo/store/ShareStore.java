package dev.rumbo.store;

import dev.rumbo.accounts.Owner;
import dev.rumbo.accounts.Share;
import dev.rumbo.accounts.ShareUse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Links that users share. Those that ended go by themselves, some time after their end.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface ShareStore {

    void add(Share share);

    /** Expired ones included: the caller knows the time. Of one that was removed nothing is found from then on. */
    Optional<Share> find(String hash);

    /** All of a user, by id; expired ones may be among them. */
    List<ShareUse> list(Owner owner);

    /** False where the owner has none with this id. */
    boolean remove(Owner owner, String id);

    /** Counts that it was opened; nothing is done where it was removed meanwhile. */
    void viewed(Share share, Instant at);
}
