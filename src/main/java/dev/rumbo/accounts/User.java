package dev.rumbo.accounts;

import java.time.ZoneId;
import java.util.Locale;

/**
 * A person who logs in.
 *
 * @param email unique in the installation, in lower case
 * @param passwordHash Argon2id in the PHC string format
 * @param timeZone decides where a day begins and ends for this user
 * @param locale language and number format of the pages
 */
public record User(
        String fleetId,
        String id,
        String email,
        String name,
        Role role,
        ZoneId timeZone,
        Locale locale,
        String passwordHash) {

    public Owner owner() {
        return new Owner(fleetId, id);
    }
}
