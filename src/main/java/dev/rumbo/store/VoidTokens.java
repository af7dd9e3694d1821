package dev.rumbo.store;

import java.util.List;

/**
 * Device tokens that became void.
 *
 * @param cursor from where to ask on; opaque
 * @param hashes of the tokens
 */
public record VoidTokens(String cursor, List<String> hashes) {

    public VoidTokens {
        hashes = List.copyOf(hashes);
    }
}
