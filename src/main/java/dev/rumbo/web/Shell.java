package dev.rumbo.web;

import dev.rumbo.accounts.User;
import java.util.Locale;
import java.util.Optional;

/**
 * What surrounds every page.
 *
 * @param language of the page's words
 * @param page which entry of the navigation is the current one; "day", "fleet", "settings" or ""
 * @param userName who is logged in
 * @param administrator whether the fleet is theirs to see
 * @param operator whether the installation is theirs to look after
 */
public record Shell(String language, String page, Optional<String> userName, boolean administrator, boolean operator) {

    static Shell of(User user, String page) {
        return new Shell(
                Languages.of(user.locale()).getLanguage(),
                page,
                Optional.of(user.name()),
                user.role().administers(),
                user.role().operates());
    }

    /** For whoever is not logged in. */
    static Shell closed(Locale language) {
        return new Shell(language.getLanguage(), "", Optional.empty(), false, false);
    }
}
