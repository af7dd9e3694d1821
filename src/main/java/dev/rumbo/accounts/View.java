package dev.rumbo.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * That somebody else saw what is the owner's, counted by the hour.
 *
 * @param hour when it began; the hour is one of UTC
 * @param byLink whether it was by a link that the owner shares; else by a user of the fleet
 * @param viewerId of the link or of the user
 * @param subject a day as {@code yyyy-mm-dd}, a span as two of UTC with a slash between, the id of a trip; or empty
 * @param firstAt within the hour
 * @param lastAt within the hour
 * @param count of questions to the store; a page puts several
 */
public record View(
        Owner owner,
        Instant hour,
        Kind kind,
        boolean byLink,
        String viewerId,
        String subject,
        Instant firstAt,
        Instant lastAt,
        long count) {

    /** As long as somebody may still remember why. Then it is deleted, because it tells what administrators did. */
    public static final Duration KEPT = Duration.ofDays(90);

    /** What was seen. The names are stored: one that was released is never changed. */
    public enum Kind {
        /** Drives, stops and routes of one day. */
        DAY,
        /** One trip. */
        TRIP,
        /** A list of trips. */
        TRIPS,
        /** Sums of days. */
        TOTALS,
        /** Every position of a span. */
        POSITIONS,
        /** What the owner corrected. */
        CORRECTIONS,
        /** Where a device was at that time. */
        LIVE;

        /** As the API writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Sorts by hour, and tells it from every other of the owner. */
    public String key() {
        return String.format(
                Locale.ROOT,
                "%011x#%s#%s%s#%s",
                hour.toEpochMilli(),
                kind.name(),
                byLink ? "L" : "U",
                viewerId,
                subject);
    }
}
