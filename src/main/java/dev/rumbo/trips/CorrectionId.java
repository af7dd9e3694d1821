package dev.rumbo.trips;

import java.util.Comparator;
import java.util.Optional;

/**
 * The identifier of a correction, unique within its device.
 *
 * <p>Everything that is needed to find the correction again is in it, so that no index from id to key is kept.
 *
 * @param fromMillis start of the span that is corrected
 * @param sequence of the correction; never given twice to corrections of one device
 */
public record CorrectionId(long fromMillis, long sequence) implements Comparable<CorrectionId> {

    private static final Comparator<CorrectionId> BY_TIME =
            Comparator.comparingLong(CorrectionId::fromMillis).thenComparingLong(CorrectionId::sequence);

    private static final char SEPARATOR = '.';

    /** Empty where the text is none that {@link #toString} made. */
    public static Optional<CorrectionId> parse(String text) {
        int at = text.indexOf(SEPARATOR);
        if (at <= 0) {
            return Optional.empty();
        }
        try {
            CorrectionId id = new CorrectionId(
                    Long.parseLong(text.substring(0, at), Character.MAX_RADIX),
                    Long.parseLong(text.substring(at + 1), Character.MAX_RADIX));
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (NumberFormatException notAnId) {
            return Optional.empty();
        }
    }

    /** By start, then by sequence. */
    @Override
    public int compareTo(CorrectionId other) {
        return BY_TIME.compare(this, other);
    }

    @Override
    public String toString() {
        return Long.toString(fromMillis, Character.MAX_RADIX)
                + SEPARATOR
                + Long.toString(sequence, Character.MAX_RADIX);
    }
}
