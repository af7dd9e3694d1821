package dev.rumbo.openid;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says of a person.
 *
 * @param subject what the provider calls them, for good
 * @param email as it is written there; empty where it is not told
 * @param emailVerified whether the provider made sure that it is theirs
 * @param name empty where it is not told
 * @param groups of the configured claim; none where there is no such claim
 */
public record Claims(
        String issuer,
        String subject,
        Optional<String> email,
        boolean emailVerified,
        Optional<String> name,
        Optional<String> timeZone,
        Optional<Locale> locale,
        Set<String> groups) {

    static final String EMAIL = "email";

    public Claims {
        groups = Set.copyOf(groups);
    }

    /**
     * Reads the claims that a provider signed.
     *
     * @param groupsClaim where groups are; empty for nowhere
     */
    static Claims of(String issuer, String subject, Map<String, ?> claims, Optional<String> groupsClaim) {
        return new Claims(
                issuer,
                subject,
                text(claims, EMAIL),
                // Some write it as a text.
                "true".equals(String.valueOf(claims.get("email_verified"))),
                text(claims, "name").or(() -> text(claims, "given_name")),
                text(claims, "zoneinfo"),
                text(claims, "locale").map(tag -> Locale.forLanguageTag(tag.replace('_', '-'))),
                groupsClaim.map(claim -> groups(find(claims, claim))).orElse(Set.of()));
    }

    static boolean has(Map<String, ?> claims, String name) {
        return find(claims, name) != null;
    }

    private static Optional<String> text(Map<String, ?> claims, String name) {
        return claims.get(name) instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
    }

    /** By its whole name first: names may be addresses. */
    private static @Nullable Object find(Map<String, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        Object found = claims;
        for (String part : name.split("/")) {
            found = found instanceof Map<?, ?> level ? level.get(part) : null;
        }
        return found;
    }

    private static Set<String> groups(@Nullable Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).collect(Collectors.toSet());
        }
        return value instanceof String one ? Set.of(one) : Set.of();
    }
}
