package dev.rumbo.api;

import dev.rumbo.accounts.Scope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scope and end of an access token as callers write them. */
final class TokenTerms {

    private TokenTerms() {}

    /**
     * When a token that is asked for ends.
     *
     * @param latest the end of the token that asks; the new one does not outlive it
     * @throws ProblemException where it is no time, or past
     */
    static Optional<Instant> end(@Nullable String expires, Optional<Instant> latest, Instant now) {
        if (expires == null) {
            return latest;
        }
        Instant end = time(expires);
        if (!end.isAfter(now)) {
            throw Problem.badRequest("expires", "expires must be in the future");
        }
        return latest.filter(end::isAfter).or(() -> Optional.of(end));
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException noTime) {
            throw Problem.badRequest("expires", "expires must be a time such as 2027-01-31T00:00:00Z");
        }
    }

    /** @throws ProblemException where it is none */
    static Scope scope(@Nullable List<String> scopes) {
        if (scopes == null) {
            return Scope.ALL;
        }
        for (Scope scope : Scope.values()) {
            if (words(scope).equals(scopes)) {
                return scope;
            }
        }
        throw Problem.badRequest("scopes", "scopes must be [\"read\"] or [\"all\"]");
    }

    static List<String> words(Scope scope) {
        return List.of(scope.name().toLowerCase(Locale.ROOT));
    }
}
