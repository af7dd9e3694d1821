package dev.rumbo.trips;

/**
 * A stretch of kept positions in which the device does not drive: a dwell, or the two ends of a silence.
 *
 * @param first index of the first kept position: where a trip ends
 * @param last index of the last one: where the next trip starts
 */
record Cut(int first, int last, Reason reason) {}
