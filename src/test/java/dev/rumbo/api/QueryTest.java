package dev.rumbo.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T14:05:10Z",
                "2026-11-23T11:05:10-03:00",
                "2026-11-23T16:05:10+02:00",
                "2026-11-23T16:05:10 02:00"
            })
    void aTimeHasAnyOffset(String text) {
        assertThat(Query.Span.parse(text, null).fromMillis())
                .isEqualTo(Instant.parse("2026-11-23T14:05:10Z").toEpochMilli());
    }

    @ParameterizedTest
    @CsvSource({
        "yesterday, , from",
        "2026-11-23, , from",
        "2026-11-23T14:05:10, , from",
        ", 2026-02-30T00:00:00Z, to",
        "2026-11-24T00:00:00Z, 2026-11-23T00:00:00Z, to",
        "+999999999-01-01T00:00:00Z, , from"
    })
    void aBadSpanIsNamed(String from, String to, String field) {
        assertThat(wrongField(() -> Query.Span.parse(from, to))).isEqualTo(field);
    }

    @Test
    void anOpenSpanHoldsEverything() {
        Query.Span span = Query.Span.parse(null, null);

        assertThat(Instant.ofEpochMilli(span.fromMillis())).isBefore(Instant.parse("1990-01-01T00:00:00Z"));
        assertThat(Instant.ofEpochMilli(span.toMillis())).isAfter(Instant.parse("2990-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "-1", "ten", "", "1e3"})
    void aBadLimitIsNamed(String text) {
        assertThat(wrongField(() -> Query.limit(text))).isEqualTo("limit");
    }

    @Test
    void theLimitIsAThousandUnlessStated() {
        assertThat(Query.limit(null)).isEqualTo(1_000);
        assertThat(Query.limit("10000")).isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "20260201", "today", "2026-11-23T00:00:00Z", "+12026-01-01"})
    void aBadDateIsNamed(String text) {
        assertThat(wrongField(() -> Query.date("from", text))).isEqualTo("from");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hour", "", "DAY"})
    void aBadBucketIsNamed(String text) {
        assertThat(wrongField(() -> Query.bucket(text))).isEqualTo("bucket");
    }

    @Test
    void aCursorThatNobodyHandedOutIsNamed() {
        assertThat(wrongField(() -> Query.page("x", QueryTest::refuse))).isEqualTo("next");
    }

    private static Object refuse(Optional<String> cursor) {
        throw new IllegalArgumentException(cursor.orElseThrow());
    }

    private static String wrongField(ThrowingCallable call) {
        Problem problem = catchThrowableOfType(ProblemException.class, call).problem();
        assertThat(problem.status()).isEqualTo(400);
        return problem.errors().get(0).field();
    }
}
