package dev.rumbo.openid;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsTest {

    private static final Map<String, Object> TOLD = Map.of(
            "cognito:groups",
            List.of("admin", "operator"),
            "https://rumbo.example/roles",
            List.of("driver"),
            "realm_access",
            Map.of("roles", List.of("a", "b")),
            "group",
            "one of them",
            "level",
            7);

    @Test
    void groupsAreFoundByTheirNameOrTheirPath() {
        assertThat(groups("cognito:groups")).containsExactlyInAnyOrder("admin", "operator");
        assertThat(groups("https://rumbo.example/roles")).containsExactly("driver");
        assertThat(groups("realm_access/roles")).containsExactlyInAnyOrder("a", "b");
        assertThat(groups("group")).containsExactly("one of them");
        for (String none : List.of("nothing", "realm_access", "realm_access/nothing", "group/deeper", "level")) {
            assertThat(groups(none)).as(none).isEmpty();
        }
    }

    @Test
    void whatIsNotToldIsEmpty() {
        assertThat(Claims.of("i", "s", Map.of("email", " ", "name", 7), Optional.empty()))
                .isEqualTo(new Claims(
                        "i",
                        "s",
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of()));
    }

    @Test
    void aLocaleIsReadInBothSpellings() {
        assertThat(Claims.of("i", "s", Map.of("locale", "es_UY"), Optional.empty())
                        .locale())
                .contains(Locale.forLanguageTag("es-UY"));
    }

    @Test
    void anAttemptComesBackFromItsCookieWhileItIsOfUse() {
        Instant end = Instant.parse("2026-11-26T12:00:00Z");
        Attempt attempt = new Attempt("a-b_c", "n", "v", end, "", "/days/2026-03-10");

        assertThat(Attempt.read(attempt.text(), end.minusMillis(1))).contains(attempt);
        assertThat(Attempt.read(attempt.text(), end)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.b.c",
                "a.b.c.1795694400000..//evil.example",
                "a.b.c.1795694400000..https://evil.example",
                "a.b.c.99999999999999999999../",
                "a b.b.c.1795694400000../",
                ".b.c.1795694400000../"
            })
    void whatIsNoAttemptIsNone(String cookie) {
        assertThat(Attempt.read(cookie, Instant.EPOCH)).isEmpty();
    }

    private static Set<String> groups(String claim) {
        return Claims.of("i", "s", TOLD, Optional.of(claim)).groups();
    }
}
