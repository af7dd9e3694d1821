package dev.rumbo.web;

import dev.rumbo.accounts.Names;
import dev.rumbo.security.PasswordRules;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody types who makes an account of their own: all but the address, which is known or asked for beside it. */
public class NewAccount {

    static final int LONGEST_ENTRY = 200;

    @FormParam("name")
    @DefaultValue("")
    public String name = "";

    @FormParam("password")
    @DefaultValue("")
    public String password = "";

    @FormParam("zone")
    @DefaultValue("UTC")
    public String zone = "UTC";

    @FormParam("locale")
    @DefaultValue("en")
    public String locale = "en";

    /** A form in the language of the browser. */
    static NewAccount empty(HttpHeaders headers) {
        NewAccount empty = new NewAccount();
        empty.locale = Languages.of(headers.getAcceptableLanguages()).getLanguage();
        return empty;
    }

    /** The name where all of it can be taken. */
    Optional<String> readName(String email) {
        return PasswordRules.fault(password, email, name).isEmpty() && livedIn().contains(zone)
                ? Names.read(name, LONGEST_ENTRY)
                : Optional.empty();
    }

    ZoneId timeZone() {
        return ZoneId.of(zone);
    }

    Locale language() {
        return Languages.of(Locale.forLanguageTag(locale));
    }

    public List<String> zones() {
        return livedIn();
    }

    /** The ids of time zones that people live in. */
    static List<String> livedIn() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.equals("UTC") || (id.contains("/") && !id.startsWith("Etc/") && !id.startsWith("SystemV/")))
                .sorted()
                .toList();
    }

    public int shortestPassword() {
        return PasswordRules.SHORTEST;
    }
}
