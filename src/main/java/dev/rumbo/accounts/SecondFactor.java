package dev.rumbo.accounts;

import java.time.Instant;
import java.util.Set;

/**
 * That a user also shows a code of an authenticator app when logging in (TOTP, RFC 6238).
 *
 * @param sealedSecret what app and server share, encrypted; the store cannot read it
 * @param since when it was switched on
 * @param lastStep the 30 seconds of the last code that was taken, counted from 1970; that one and those before are of no more use
 * @param recoveryHashes of the recovery codes that were not used yet: unpadded base64url of their SHA-256
 */
public record SecondFactor(Owner owner, String sealedSecret, Instant since, long lastStep, Set<String> recoveryHashes) {

    public SecondFactor {
        recoveryHashes = Set.copyOf(recoveryHashes);
    }
}
