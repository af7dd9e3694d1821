package dev.rumbo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RebuildMarkTest {

    private static final long HOUR = 3_600_000;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "one position,                    5-5,                 job 5 5",
        "a live device,                   5-5 6-7 8-9,         job 5 9",
        "apart from each other,           100-101 5-6,         job 5 6 100 101",
        "a third that joins the others,   5-6 40-41 10-35,     job 5 41",
        "eleven hours are close,          5-6 17-18,           job 5 18",
        "twelve are not,                  5-6 18-19,           job 5 6 18 19"
    })
    void spansGrowTogether(String name, String hours, String expected) {
        RebuildMark mark = RebuildMark.begin("job");
        for (String span : hours.split(" ")) {
            String[] ends = span.split("-");
            mark = mark.with(Long.parseLong(ends[0]) * HOUR, Long.parseLong(ends[1]) * HOUR);
        }
        StringBuilder text = new StringBuilder("job");
        for (String hour : expected.split(" ")) {
            text.append(hour.equals("job") ? "" : " " + Long.parseLong(hour) * HOUR);
        }
        assertThat(mark.encode()).isEqualTo(text.toString());
        assertThat(RebuildMark.decode(mark.encode())).isEqualTo(mark);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void staysSmallAndForgetsNothing(long seed) {
        Random random = new Random(seed);
        RebuildMark mark = RebuildMark.begin("job");
        List<RebuildMark.Span> added = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long from = random.nextInt(10_000) * HOUR;
            RebuildMark.Span span = new RebuildMark.Span(from, from + random.nextInt(20) * HOUR);
            mark = mark.with(span.fromMillis(), span.toMillis());
            added.add(span);
            assertThat(mark.changed()).hasSizeLessThanOrEqualTo(RebuildMark.MOST_SPANS);
        }
        List<RebuildMark.Span> changed = mark.changed();
        assertThat(added)
                .allMatch(span -> changed.stream()
                        .anyMatch(known ->
                                known.fromMillis() <= span.fromMillis() && known.toMillis() >= span.toMillis()));
    }

    @Test
    void aRebuildBeginsWithNothingChanged() {
        assertThat(RebuildMark.decode(RebuildMark.begin("job").encode()).changed())
                .isEmpty();
    }
}
