package dev.rumbo.store;

import java.util.List;

/**
 * Tokens of devices, tokens of users and sessions that became void.
 *
 * @param cursor from where to ask on; opaque
 * @param hashes of their secrets
 */
public record VoidTokens(String cursor, List<String> hashes) {

    public VoidTokens {
        hashes = List.copyOf(hashes);
    }
}
