package dev.rumbo.trips;

import java.time.Duration;
import java.util.Optional;

/**
 * What the owner of a device says about its trips, against or beyond what the rules find; or what a file of theirs says.
 *
 * <p>It holds for a time and not for a trip, so it survives whatever recomputation makes of the trips there.
 *
 * @param sequence order in which the corrections of a device were made, from 1; the newer of two prevails. Of a {@link Border},
 *     which has no order, a number that follows from its import
 * @param createdMillis when it was made; decides nothing
 */
public record Correction(long sequence, long createdMillis, Change change) {

    /** The longest span of any correction: it bounds how far around a time corrections are looked for. */
    public static final Duration LONGEST = Duration.ofDays(31);

    /** The longest span of a merge: it bounds how much is recomputed for one new position. */
    public static final Duration LONGEST_MERGE = Duration.ofDays(2);

    /** The longest name of a trip, in code points. */
    public static final int LONGEST_NAME = 200;

    public CorrectionId id() {
        return new CorrectionId(change.fromMillis(), sequence);
    }

    public long fromMillis() {
        return change.fromMillis();
    }

    public long toMillis() {
        return change.toMillis();
    }

    /** A border as it is kept: the same whenever and however often it comes. */
    public static Correction of(Border border) {
        // FNV-1a of 64 bits, above every number that is counted up to.
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < border.importId().length(); i++) {
            hash = (hash ^ border.importId().charAt(i)) * 0x100000001b3L;
        }
        return new Correction(hash >>> 2 | 1L << 62, 0, border);
    }

    /** Whether it speaks about a part of the span, whose end is not included. */
    public boolean overlaps(long fromMillis, long toMillis) {
        return fromMillis() < toMillis && (toMillis() > fromMillis || fromMillis() >= fromMillis);
    }

    /** One of five things that can be said. */
    public sealed interface Change {

        long fromMillis();

        /** Not before {@link #fromMillis}; the same for a split. */
        long toMillis();
    }

    /** All that was recorded between both belongs to one trip. */
    public record Merge(long fromMillis, long toMillis) implements Change {

        public Merge {
            checkSpan(fromMillis, toMillis, LONGEST_MERGE);
        }
    }

    /** A trip ends and another begins at the first used position at this time or later. */
    public record Split(long atMillis) implements Change {

        @Override
        public long fromMillis() {
            return atMillis;
        }

        @Override
        public long toMillis() {
            return atMillis;
        }
    }

    /** What was found between both was no trip. */
    public record Delete(long fromMillis, long toMillis) implements Change {

        public Delete {
            checkSpan(fromMillis, toMillis, LONGEST);
        }
    }

    /**
     * What the trips between both are called and what they were for.
     *
     * @param name an empty text takes a name away; absent where nothing is said about the name
     * @param purpose {@link Edits.Purpose#NONE} takes a mark away; absent where nothing is said about the purpose
     */
    public record Describe(long fromMillis, long toMillis, Optional<String> name, Optional<Edits.Purpose> purpose)
            implements Change {

        public Describe {
            checkSpan(fromMillis, toMillis, LONGEST);
        }
    }

    /**
     * Where a file says that recording broke off and went on: of what lies between it knows nothing.
     *
     * @param fromMillis the last instant of which it knows
     * @param toMillis the next one
     * @param importId of the import that brought it, and with which it goes
     */
    public record Border(long fromMillis, long toMillis, String importId) implements Change {

        /** After a longer silence every rule ends a trip anyway. */
        public static final Duration LONGEST = Duration.ofDays(1);

        public Border {
            checkSpan(fromMillis, toMillis, LONGEST);
        }
    }

    private static void checkSpan(long fromMillis, long toMillis, Duration longest) {
        if (fromMillis >= toMillis || toMillis - fromMillis > longest.toMillis()) {
            throw new IllegalArgumentException("a span from " + fromMillis + " to " + toMillis);
        }
    }
}
