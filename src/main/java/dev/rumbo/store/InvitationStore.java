package dev.rumbo.store;

import dev.rumbo.accounts.Invitation;
import dev.rumbo.accounts.User;
import java.util.Optional;

/**
 * Invitations that are open. Those that ended go by themselves, some time after their end.
 *
 * <p>Every method throws {@link StoreUnavailableException} where the store cannot answer.
 */
public interface InvitationStore {

    void add(Invitation invitation);

    /** Expired ones included: the caller knows the time. */
    Optional<Invitation> find(String hash);

    /** Of a fleet, by id; expired ones may be among them. */
    Page<Invitation> list(String fleetId, int limit, Optional<String> after);

    /** One that was withdrawn. False where there is none. */
    boolean remove(String fleetId, String id);

    /** What became of it. */
    enum Accepted {
        DONE,
        /** It was used or withdrawn meanwhile; nothing was done. */
        GONE,
        /** Another account has the address; nothing was done. */
        EMAIL_TAKEN
    }

    /** Adds the user and takes the invitation away, both or neither. */
    Accepted accept(Invitation invitation, User user);
}
