package dev.rumbo.accounts;

import java.time.Instant;

/**
 * A secret that was handed out, known here by its hash only.
 *
 * <p>The secrets are 256 random bits, so SHA-256 without salt is enough: there is nothing to guess.
 */
public sealed interface Credential {

    /** Unpadded base64url of the SHA-256 of the secret. */
    String hash();

    /** May post positions for one device and nothing else. */
    record DeviceToken(String hash, DeviceKey device) implements Credential {}

    /**
     * May do what its user may do through the API.
     *
     * @param id public identifier
     * @param name what the user calls it
     */
    record AccessToken(String hash, String id, String name, Owner owner, Instant createdAt) implements Credential {}

    /** A browser that logged in, until {@code expiresAt}. */
    record Session(String hash, Owner owner, Instant expiresAt) implements Credential {}
}
