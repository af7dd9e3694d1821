package dev.rumbo.ingest.apps;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as apps write them: seconds, milliseconds or ISO 8601 in all its spellings. */
final class AppTime {

    /** Whole numbers below are seconds, others milliseconds: in 2038 as in 1970 no phone's time is in doubt. */
    private static final BigDecimal FIRST_MILLISECONDS = BigDecimal.valueOf(1L << 31);

    private static final int LONGEST = 80;

    /** The GPS week number of an old receiver starts again after 1024 weeks. */
    private static final long ROLLOVER_MILLIS = 1024L * 7 * 24 * 60 * 60 * 1000;

    /** The last rollover; a live phone's fix cannot be older. */
    private static final long ROLLED_OVER =
            Instant.parse("2019-04-06T00:00:00Z").toEpochMilli();

    /** A space stands for the T, and for a plus that a query lost. */
    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d)"
            + "(?::(\\d\\d)(?:[.,](\\d{1,9})\\d*)?)?"
            + " ?([Zz]|UTC|[+\\- ]?(\\d\\d)(?::?(\\d\\d))?)?");

    private AppTime() {}

    /**
     * Milliseconds since 1970-01-01T00:00Z, rounded half up; empty where it is not a time. Without an offset it is UTC.
     *
     * @param text may be percent-encoded, as one app does even in bodies
     */
    static OptionalLong parse(@Nullable String text) {
        if (text == null || text.length() > LONGEST) {
            return OptionalLong.empty();
        }
        String plain = decoded(text).strip();
        BigDecimal number = Numbers.parse(plain);
        if (number != null) {
            boolean seconds = number.compareTo(FIRST_MILLISECONDS) < 0;
            BigDecimal millis = seconds ? number.movePointRight(3) : number;
            return Numbers.within(millis, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2)
                    ? OptionalLong.of(Numbers.scaled(millis, 1, 1))
                    : OptionalLong.empty();
        }
        Matcher iso = ISO.matcher(plain);
        return iso.matches() ? iso(iso) : OptionalLong.empty();
    }

    /** A time before the last rollover, moved on by 1024 weeks, unless that is after {@code latestMillis}. */
    static long rolledOver(long millis, long latestMillis) {
        return millis < ROLLED_OVER && millis + ROLLOVER_MILLIS <= latestMillis ? millis + ROLLOVER_MILLIS : millis;
    }

    private static OptionalLong iso(Matcher part) {
        try {
            String fraction = part.group(7) == null ? "" : part.group(7);
            OffsetDateTime time = OffsetDateTime.of(
                    number(part, 1),
                    number(part, 2),
                    number(part, 3),
                    number(part, 4),
                    number(part, 5),
                    number(part, 6),
                    Integer.parseInt((fraction + "000000000").substring(0, 9)),
                    offset(part));
            return OptionalLong.of(time.toInstant().plusNanos(500_000).toEpochMilli());
        } catch (DateTimeException noSuchTime) {
            return OptionalLong.empty();
        }
    }

    private static ZoneOffset offset(Matcher part) {
        if (part.group(9) == null) {
            return ZoneOffset.UTC;
        }
        int sign = String.valueOf(part.group(8)).charAt(0) == '-' ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(part, 9), sign * number(part, 10));
    }

    private static int number(Matcher part, int group) {
        return part.group(group) == null ? 0 : Integer.parseInt(part.group(group));
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
