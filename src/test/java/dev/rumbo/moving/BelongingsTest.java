package dev.rumbo.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All imports of a fleet, or a year's log, are more than a small heap takes at once. */
class BelongingsTest {

    @TempDir
    Path folder;

    @Test
    void eachThingIsPutBeforeTheNextIsRead() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            House house = Houses.of(store);
            List<String> steps = new ArrayList<>();
            Belongings.Kind<Integer> kind = new Belongings.Kind<>(
                    "numbers",
                    any -> Stream.of(1, 2).peek(one -> steps.add("read " + one)),
                    (any, one) -> steps.add("put " + one),
                    String::valueOf);

            assertThat(kind.copy(house, house)).isEqualTo(2);

            assertThat(steps).containsExactly("read 1", "put 1", "read 2", "put 2");
        }
    }

    @Test
    void whatIsComparedOfAPartOfAnImportIsNotAllOfItsPositions() {
        try (SqliteStore store = SqliteStore.open(folder)) {
            House house = Houses.of(store);
            new FullHouse(house).fill();
            Belongings.Kind<?> parts = new Belongings(Clock.systemUTC().instant())
                    .kinds().stream()
                            .filter(kind -> kind.name().equals("parts of imports"))
                            .findFirst()
                            .orElseThrow();

            assertThat(parts.texts(house)).isNotEmpty().allMatch(text -> text.length() < 200);
        }
    }
}
