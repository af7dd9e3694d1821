package dev.rumbo.live;

import dev.rumbo.accounts.Owner;
import java.util.Optional;

/**
 * Whose devices a feed tells of.
 *
 * @param userId empty for the whole fleet
 */
record FeedKey(String fleetId, Optional<String> userId) {

    static FeedKey ofFleet(String fleetId) {
        return new FeedKey(fleetId, Optional.empty());
    }

    static FeedKey of(Owner owner) {
        return new FeedKey(owner.fleetId(), Optional.of(owner.userId()));
    }
}
