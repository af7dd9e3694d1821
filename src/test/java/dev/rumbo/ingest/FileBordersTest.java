package dev.rumbo.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Position;
import dev.rumbo.trips.Track;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileBordersTest {

    private static final long SECOND = 1_000;

    /** Stretches as lists of seconds in the order of the file; borders as from-to. */
    @ParameterizedTest
    @CsvSource({
        "'1 2 3', ''",
        "'1 2 / 5 6', '2-5'",
        "'5 6 / 1 2', '2-5'",
        "'2 1 / 6 5', '2-5'",
        "'1 / 5', '1-5'",
        "'1 9 / 2 3 / 4 8', ''",
        "'1 3 / 3 5', ''",
        "'1 4 / 2 6 / 9', '6-9'",
        "'1 9 / 2 3 / 12', '9-12'",
        "'1 / 90000', ''",
        "'1 - 5 6 / 9', '1-9'",
        "'- 1 2 / 5 - 9', ''",
    })
    void aBorderLiesBetweenStretchesAndInNone(String file, String borders) {
        FileBorders.Stretches stretches = new FileBorders.Stretches();
        stretches.begin();
        for (String word : file.split(" ")) {
            switch (word) {
                case "/" -> stretches.begin();
                case "-" -> stretches.end();
                default -> stretches.position(Long.parseLong(word) * SECOND);
            }
        }
        Track all = track(Stream.of(file.split(" ")).filter(word -> word.matches("[0-9]+")));
        assertThat(stretches.borders().endingIn(all, "i").stream()
                        .map(it -> it.fromMillis() / SECOND + "-" + it.toMillis() / SECOND)
                        .toList())
                .isEqualTo(Stream.of(borders.split(" "))
                        .filter(it -> !it.isEmpty())
                        .toList());
    }

    @Test
    void oneGoesWithTheRecordThatHoldsItsEnd() {
        FileBorders.Stretches stretches = new FileBorders.Stretches();
        for (long second : List.of(1, 5, 9)) {
            stretches.begin();
            stretches.position(second * SECOND);
        }
        FileBorders borders = stretches.borders();
        assertThat(borders.endingIn(track(Stream.of("1", "4", "6")), "i")).isEmpty();
        assertThat(borders.endingIn(track(Stream.of("5", "6")), "i"))
                .containsExactly(new Border(1 * SECOND, 5 * SECOND, "i"));
        assertThat(borders.endingIn(track(Stream.of("1", "9")), "j"))
                .containsExactly(new Border(5 * SECOND, 9 * SECOND, "j"));
    }

    @Test
    void aDayInAThousandPiecesAndMoreIsAHabitAndTellsNothing() {
        FileBorders.Stretches stretches = new FileBorders.Stretches();
        for (int i = 0; i <= FileBorders.MOST_A_DAY + 1; i++) {
            stretches.begin();
            stretches.position(i * 10 * SECOND);
        }
        stretches.begin();
        stretches.position(90_000 * SECOND);
        assertThat(stretches.borders().count()).isEqualTo(1);
    }

    private static Track track(Stream<String> seconds) {
        return Track.of(seconds.map(it -> new Position(
                        Long.parseLong(it) * SECOND,
                        1,
                        1,
                        Position.ABSENT,
                        Position.ABSENT,
                        Position.ABSENT,
                        Position.ABSENT))
                .toList());
    }
}
