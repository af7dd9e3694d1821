package dev.rumbo.accounts;

import java.time.ZoneId;
import java.util.Locale;

/**
 * A person who logs in.
 *
 * @param email unique in the installation, in lower case
 * @param passwordHash Argon2id in the PHC string format; for who has no password, a random text that is none
 * @param timeZone decides where a day begins and ends for this user
 * @param locale language and number format of the pages
 * @param active whether they may log in; what was recorded of them stays where they may not
 */
public record User(
        String fleetId,
        String id,
        String email,
        String name,
        Role role,
        ZoneId timeZone,
        Locale locale,
        String passwordHash,
        boolean active) {

    /** A user who may log in. */
    public User(
            String fleetId,
            String id,
            String email,
            String name,
            Role role,
            ZoneId timeZone,
            Locale locale,
            String passwordHash) {
        this(fleetId, id, email, name, role, timeZone, locale, passwordHash, true);
    }

    /** False for who logs in with a provider only. */
    public boolean hasPassword() {
        return passwordHash.startsWith("$argon2");
    }

    public Owner owner() {
        return new Owner(fleetId, id);
    }
}
