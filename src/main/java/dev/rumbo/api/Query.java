package dev.rumbo.api;

import dev.rumbo.reading.BucketSize;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a call; what cannot be read is a 400 that names the parameter. */
final class Query {

    static final int DEFAULT_LIMIT = 1_000;
    static final int MAX_LIMIT = 10_000;

    private Query() {}

    /**
     * A span of time; an end that was not stated is open.
     *
     * @param fromMillis included
     * @param toMillis not included
     */
    record Span(long fromMillis, long toMillis) {

        static Span parse(@Nullable String from, @Nullable String to) {
            long start =
                    from == null ? Instant.EPOCH.minusSeconds(YEARS_SECONDS).toEpochMilli() : time("from", from);
            long end = to == null ? Instant.EPOCH.plusSeconds(YEARS_SECONDS).toEpochMilli() : time("to", to);
            if (start > end) {
                throw Problem.badRequest("to", "must not lie before from");
            }
            return new Span(start, end);
        }
    }

    /** Some 3,000 years to each side of 1970: outside of what a position can carry. */
    private static final long YEARS_SECONDS = 100_000_000_000L;

    static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, like a number out of range.
        }
        throw Problem.badRequest("limit", "must be a whole number from 1 to 10,000");
    }

    static LocalDate date(String name, @Nullable String text) {
        if (text == null) {
            throw Problem.badRequest(name, "is required, as yyyy-mm-dd");
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 0 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeParseException notADate) {
            // Answered below, like a year out of range.
        }
        throw Problem.badRequest(name, "must be a date as yyyy-mm-dd");
    }

    static BucketSize bucket(@Nullable String text) {
        return Arrays.stream(BucketSize.values())
                .filter(size -> name(size).equals(text))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(
                        "bucket",
                        "must be one of "
                                + Arrays.stream(BucketSize.values())
                                        .map(Query::name)
                                        .collect(Collectors.joining(", "))));
    }

    /** Reads a page; a cursor that no page handed out is the caller's mistake. */
    static <T> T page(@Nullable String next, Function<Optional<String>, T> read) {
        Optional<String> cursor = Optional.ofNullable(next).filter(text -> !text.isEmpty());
        Supplier<T> page = () -> read.apply(cursor);
        if (cursor.isEmpty()) {
            return page.get();
        }
        try {
            return page.get();
        } catch (IllegalArgumentException unknownCursor) {
            throw Problem.badRequest("next", "must be what the page before handed out");
        }
    }

    /** Milliseconds since 1970 of a time that the caller sent. */
    static long time(String name, String text) {
        try {
            // A plus sign that was not percent-encoded arrives as a space.
            return OffsetDateTime.parse(text.replace(' ', '+')).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException notATime) {
            throw Problem.badRequest(name, "must be a time in ISO 8601 with an offset or Z");
        }
    }

    private static String name(BucketSize size) {
        return size.name().toLowerCase(Locale.ROOT);
    }
}
