package dev.rumbo.store;

import dev.rumbo.trips.Correction;

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
