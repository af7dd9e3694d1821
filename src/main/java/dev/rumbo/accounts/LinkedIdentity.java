package dev.rumbo.accounts;

import java.time.Instant;

/**
 * That a provider of log-ins knows this user under an identity. A user has one at most, and an identity opens one account.
 *
 * @param hash of the provider's address and of what it calls the person: unpadded base64url of the SHA-256
 * @param since when it was linked, to the millisecond
 */
public record LinkedIdentity(Owner owner, String hash, Instant since) {}
