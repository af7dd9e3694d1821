package dev.rumbo.accounts;

import java.time.Instant;
import java.util.Optional;

/**
 * A user's credential with its last use.
 *
 * @param usedAt to the hour or so; empty where it was not used since it was made
 */
public record CredentialUse(Credential.OfUser credential, Optional<Instant> usedAt) {}
