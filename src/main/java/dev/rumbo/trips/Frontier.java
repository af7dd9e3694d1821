package dev.rumbo.trips;

/**
 * Up to where the positions of a device are no more although its trips are kept. It lies where the detector finds what begins later without
 * what lies before.
 *
 * @param positionsFromMillis milliseconds since 1970-01-01T00:00Z; no earlier position is stored
 * @param segmentsFromMillis segments that start before it are given: what they follow from is not stored. Nor is a position taken that is
 *     earlier
 * @param settled whether what was earlier than the first frontier of the device has gone from wherever the store had kept it
 */
public record Frontier(long positionsFromMillis, long segmentsFromMillis, boolean settled) {

    public Frontier {
        if (positionsFromMillis > segmentsFromMillis) {
            throw new IllegalArgumentException(
                    "positions from " + positionsFromMillis + ", segments from " + segmentsFromMillis);
        }
    }

    Frontier(long positionsFromMillis, long segmentsFromMillis) {
        this(positionsFromMillis, segmentsFromMillis, false);
    }

    public Frontier settledNow() {
        return new Frontier(positionsFromMillis, segmentsFromMillis, true);
    }

    /** The same place in the device's time, after another that was there. */
    public Frontier after(Frontier before) {
        return new Frontier(positionsFromMillis, segmentsFromMillis, before.settled);
    }
}
