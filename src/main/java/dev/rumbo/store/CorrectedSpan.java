package dev.rumbo.store;

import dev.rumbo.trips.Correction;
import dev.rumbo.trips.ErasedSpan;

/**
 * Where a device was ever corrected, so that whoever reads elsewhere need not look for corrections.
 *
 * @param lastSequence the highest that was given to a correction, undone ones included, 1 at least; 0 where there never was
 *     one
 * @param fromMillis where the first begins
 * @param toMillis where the last ends; included
 */
public record CorrectedSpan(long lastSequence, long fromMillis, long toMillis) {

    public static final CorrectedSpan NONE = new CorrectedSpan(0, 0, 0);

    /** Whether a correction can reach into the span, both ends included. */
    public boolean reaches(long fromMillis, long toMillis) {
        return lastSequence > 0 && this.fromMillis <= toMillis && this.toMillis >= fromMillis;
    }

    /** The same where no correction tells of an instant in the span any more. */
    public CorrectedSpan without(ErasedSpan span) {
        if (lastSequence == 0) {
            return this;
        }
        // A border may begin right before the end of the span.
        long from = span.contains(fromMillis) ? span.toMillis() - 1 : fromMillis;
        long to = span.contains(toMillis) ? span.fromMillis() : toMillis;
        return new CorrectedSpan(lastSequence, Math.min(from, to), Math.max(from, to));
    }

    public CorrectedSpan with(Correction correction) {
        long sequence = correction.change() instanceof Correction.Border ? 1 : correction.sequence();
        return lastSequence == 0
                ? new CorrectedSpan(sequence, correction.fromMillis(), correction.toMillis())
                : new CorrectedSpan(
                        Math.max(lastSequence, sequence),
                        Math.min(fromMillis, correction.fromMillis()),
                        Math.max(toMillis, correction.toMillis()));
    }
}
