package dev.rumbo.security;

import dev.rumbo.accounts.Role;
import java.util.Optional;

/**
 * What a provider of log-ins says of somebody, and what is done once it is known that it is them.
 *
 * @param identity hash of what the provider calls them, to be linked; empty where it is
 * @param role that they are to have; empty where the provider does not decide on it
 */
record Vouched(Optional<String> identity, Optional<Role> role) {

    static final Vouched NOTHING = new Vouched(Optional.empty(), Optional.empty());
}
