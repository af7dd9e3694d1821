package dev.rumbo.trips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rumbo.geo.Coordinate;
import dev.rumbo.trips.Correction.Border;
import dev.rumbo.trips.Correction.Change;
import dev.rumbo.trips.Correction.Delete;
import dev.rumbo.trips.Correction.Describe;
import dev.rumbo.trips.Correction.Merge;
import dev.rumbo.trips.Correction.Split;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of what was said where nothing may tell of the times from 100 to 199. */
class ErasedSpanTest {

    private static final ErasedSpan SPAN = new ErasedSpan(100, 200);

    @ParameterizedTest
    @CsvSource({
        "10, 50, 10, 50",
        "10, 100, 10, 100",
        "10, 150, 10, 100",
        "10, 200, 10, 200",
        "10, 300, 10, 300",
        "100, 150, , ",
        "120, 200, , ",
        "120, 201, 200, 201",
        "199, 300, 200, 300",
        "200, 300, 200, 300",
    })
    void ofWhatReachesIntoItThePartOutsideStays(long from, long to, Long leftFrom, Long leftTo) {
        Optional<String> name = Optional.of("name");
        assertThat(SPAN.without(new Delete(from, to)))
                .isEqualTo(leftFrom == null ? Optional.<Change>empty() : Optional.of(new Delete(leftFrom, leftTo)));
        assertThat(SPAN.without(new Merge(from, to)))
                .isEqualTo(leftFrom == null ? Optional.<Change>empty() : Optional.of(new Merge(leftFrom, leftTo)));
        assertThat(SPAN.without(new Describe(from, to, name, Optional.empty())))
                .isEqualTo(
                        leftFrom == null
                                ? Optional.<Change>empty()
                                : Optional.of(new Describe(leftFrom, leftTo, name, Optional.empty())));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 50, 10, 50",
        "10, 150, , ",
        "99, 100, , ",
        "10, 200, 10, 200",
        "120, 150, , ",
        "120, 200, 199, 200",
        "120, 250, 200, 250",
    })
    void aBorderGoesWithThePositionThatEndsIt(long from, long to, Long leftFrom, Long leftTo) {
        assertThat(SPAN.without(new Border(from, to, "file")))
                .isEqualTo(
                        leftFrom == null
                                ? Optional.<Change>empty()
                                : Optional.of(new Border(leftFrom, leftTo, "file")));
    }

    @ParameterizedTest
    @CsvSource({"99, true", "100, false", "199, false", "200, true"})
    void aSplitIsOfItsInstant(long at, boolean stays) {
        assertThat(SPAN.without(new Split(at)).isPresent()).isEqualTo(stays);
    }

    @ParameterizedTest
    @CsvSource({
        "'10,20', '10,20', false",
        "'99,200', '99,200', false",
        "'99,100,200', '99,200', true",
        "'150,199,300', '300', true",
        "'100,199', '', true",
        "'', '', false",
    })
    void thePositionsOutsideStay(String times, String left, boolean touched) {
        assertThat(SPAN.touches(track(times))).isEqualTo(touched);
        assertThat(SPAN.without(track(times))).isEqualTo(track(left));
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "100, 99"})
    void aSpanLastsForAMillisecondAtLeast(long from, long to) {
        assertThatThrownBy(() -> new ErasedSpan(from, to))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a span from " + from + " to " + to);
    }

    private static Track track(String times) {
        return Track.of(Arrays.stream(times.split(","))
                .filter(time -> !time.isEmpty())
                .map(time -> Position.of(Instant.ofEpochMilli(Long.parseLong(time)), new Coordinate(0, 0)))
                .toList());
    }
}
