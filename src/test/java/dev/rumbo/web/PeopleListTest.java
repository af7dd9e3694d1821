package dev.rumbo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.accounts.Role;
import dev.rumbo.accounts.User;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which people of a fleet a list shows, and in which order. */
class PeopleListTest {

    private static final Locale SPANISH = Locale.forLanguageTag("es");
    private static final List<User> FEW =
            List.of(user("Zoe", "a@rumbo.example"), user("Óscar", "o@rumbo.example"), user("ana", "z@fleet.example"));

    @ParameterizedTest
    @CsvSource({
        "'',       'ana, Óscar, Zoe'",
        "'  ',     'ana, Óscar, Zoe'",
        "oscar,    Óscar",
        "ÓSCAR,    Óscar",
        "rumbo.,   'Óscar, Zoe'",
        "Z,        'ana, Zoe'",
        "' fleet', ana",
        "nobody,   ''",
    })
    void findsByNameAndAddressWithoutCaseAndAccents(String words, String names) {
        PeopleList list = PeopleList.of(FEW, words, 0, SPANISH);

        assertThat(String.join(", ", list.people().stream().map(User::name).toList()))
                .isEqualTo(names);
        assertThat(list.found()).isEqualTo(list.people().size());
    }

    @Test
    void everybodyIsOnOnePart() {
        List<User> all = IntStream.range(0, 2 * PeopleList.ON_A_PAGE + 1)
                .mapToObj(i -> user("Ana", i + "@rumbo.example"))
                .toList();
        List<User> seen = new ArrayList<>();
        OptionalInt from = OptionalInt.of(0);
        while (from.isPresent()) {
            PeopleList part = PeopleList.of(all, "", from.getAsInt(), SPANISH);
            seen.addAll(part.people());
            from = part.next();
        }

        assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @CsvSource({"-1", "3", "2147483647"})
    void whereNothingIsTheListBegins(int from) {
        assertThat(PeopleList.of(FEW, "", from, SPANISH).people()).hasSize(3);
    }

    private static User user(String name, String email) {
        return new User("fleet", email, email, name, Role.DRIVER, ZoneOffset.UTC, SPANISH, "");
    }
}
