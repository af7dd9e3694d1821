package dev.rumbo.reading;

import dev.rumbo.accounts.View;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What a question asks to see, as the owner is told of it.
 *
 * @param subject as {@link View#subject}
 */
record Looked(View.Kind kind, String subject) {

    static final Looked LIVE = new Looked(View.Kind.LIVE, "");

    private static final long FIRST_MILLIS =
            LocalDate.of(1, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    private static final long LAST_MILLIS =
            LocalDate.of(9999, 12, 31).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    static Looked day(LocalDate date) {
        return new Looked(View.Kind.DAY, date.toString());
    }

    static Looked trip(String id) {
        return new Looked(View.Kind.TRIP, id);
    }

    /** Days of UTC, so that the pages of one list are one entry. */
    static Looked span(View.Kind kind, long fromMillis, long toMillis) {
        return span(kind, date(fromMillis), date(toMillis));
    }

    static Looked span(View.Kind kind, LocalDate from, LocalDate to) {
        return new Looked(kind, from + "/" + to);
    }

    private static LocalDate date(long millis) {
        return LocalDate.ofInstant(
                Instant.ofEpochMilli(Math.max(FIRST_MILLIS, Math.min(millis, LAST_MILLIS))), ZoneOffset.UTC);
    }
}
