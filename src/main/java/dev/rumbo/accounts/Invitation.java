package dev.rumbo.accounts;

import java.time.Instant;

/**
 * Lets one person make an account in a fleet, once.
 *
 * @param hash of the secret in its link: unpadded base64url of its SHA-256
 * @param id public identifier, unique within the fleet
 * @param email of the account to be, in lower case
 * @param invitedBy id of the user who made it
 * @param end from when on it is of no use
 */
public record Invitation(
        String hash,
        String id,
        String fleetId,
        String email,
        Role role,
        String invitedBy,
        Instant createdAt,
        Instant end) {}
